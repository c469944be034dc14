"""A whole draft in one step."""

from typing import Any

import pytest
from django.utils import timezone

from agreements.choices import PartyRole
from agreements.exceptions import ActNotPermitted, NotEditable
from agreements.models import Agreement
from agreements.services.drafts import DraftContent, change_draft, create_filled_draft
from agreements.services.parties import PartyInput
from agreements.services.purposes import PurposeInput
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.accounts.roles import Role
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.events.models import Event

pytestmark = pytest.mark.django_db


def write(agreement: Agreement, content: DraftContent, **kwargs: Any) -> Agreement:
    by = kwargs.pop("by", None) or person(Role.OFFICER, place("muscat"))
    return change_draft(agreement, content, by=by, at=timezone.now(), today=timezone.localdate(), **kwargs)


def test_what_is_changed_is_named_in_one_event() -> None:
    draft = AgreementFactory()
    purposes = [PurposeInput(focus_area("water"), "إدارة مشتركة للمياه الجوفية")]
    written = write(draft, DraftContent(changes={"title_en": "New"}, purposes=purposes))
    assert written.version == draft.version + 1
    assert Event.objects.get().payload["changed"] == ["purposes", "title_en"]
    assert "groundwater" not in written.search_key
    assert "new" in written.search_key.split()


def test_problems_of_every_part_are_collected_and_nothing_is_written() -> None:
    draft = AgreementFactory(title_en="Old")
    content = DraftContent(
        changes={"title_en": "x" * 301},
        parties=[PartyInput(PartyRole.PORT)],
        purposes=[PurposeInput(focus_area("water"))],
        due_diligence={"political": "\u202e"},
    )
    with pytest.raises(InvalidInput) as refusal:
        write(draft, content)
    assert {problem.field for problem in refusal.value.problems} == {
        "title_en",
        "parties.0.city",
        "purposes.0.statement_ar",
        "due_diligence.political",
    }
    draft.refresh_from_db()
    assert draft.title_en == "Old"
    assert draft.parties.count() == 2
    assert not Event.objects.exists()


def test_a_part_that_was_right_is_not_kept_where_another_was_wrong() -> None:
    draft = AgreementFactory()
    lead = PartyInput(PartyRole.LEAD_MUNICIPALITY, city=place("muscat"))
    kobe = PartyInput(PartyRole.PARTNER_MUNICIPALITY, city=place("kobe"))
    with pytest.raises(InvalidInput):
        write(draft, DraftContent(parties=[lead, kobe], purposes=[PurposeInput(focus_area("water"))]))
    assert not draft.parties.filter(city=place("kobe")).exists()


def test_a_version_that_has_passed_is_not_written_over() -> None:
    draft = AgreementFactory()
    with pytest.raises(StaleVersion):
        write(draft, DraftContent(changes={"source": "x"}), expected_version=draft.version + 1)


def test_only_its_city_writes_and_only_while_it_is_a_draft() -> None:
    content = DraftContent(changes={"source": "x"})
    with pytest.raises(ActNotPermitted):
        write(AgreementFactory(), content, by=person(Role.OFFICER, place("amman")))
    with pytest.raises(NotEditable):
        write(AgreementFactory(status="in_force"), content)
    with pytest.raises(ActNotPermitted):
        create_filled_draft(
            content,
            city=place("amman"),
            by=person(Role.OFFICER, place("muscat")),
            at=timezone.now(),
            today=timezone.localdate(),
        )
