"""Who may be written down as concluding an agreement."""

import pytest
from django.utils import timezone

from agreements.choices import PartyRole
from agreements.services.agreements import create_draft
from agreements.services.parties import PartyInput, set_parties
from cities.models import City
from twinning.accounts.models import User
from twinning.core.exceptions import InvalidInput


def test_nobody_records_what_is_between_strangers(officer: User, muscat: City, amman: City, kobe: City) -> None:
    draft = create_draft(city=muscat, by=officer, at=timezone.now())
    strangers = [PartyInput(PartyRole.LEAD_MUNICIPALITY, amman), PartyInput(PartyRole.PARTNER_MUNICIPALITY, kobe)]

    with pytest.raises(InvalidInput) as refused:
        set_parties(draft, strangers, by=officer, at=timezone.now())

    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("parties", "keeper_missing")]
    assert [party.city_id for party in draft.parties.all()] == [draft.owner_city_id]
