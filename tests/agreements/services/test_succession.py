"""Renewing, replacing and amending: what stands is taken over, what changes is asked."""

import datetime
import uuid
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from agreements.carrying import Carried, Fate, comparisons_of
from agreements.choices import AgreementType, Link, Status
from agreements.exceptions import ActNotPermitted, WrongState
from agreements.models import Agreement, Indicator
from agreements.services.succession import start_successor
from tests.agreements.services.acting import AT, TODAY
from tests.concurrency import at_once
from tests.factories.agreement_parts import DocumentFactory, FocalPointFactory, MeasurementFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.core.exceptions import InvalidInput


def concluded(**fields: Any) -> Agreement:
    """An agreement with everything that can be taken over, and what cannot."""
    values = {
        "status": Status.IN_FORCE,
        "implementation_ar": "لجنة مشتركة",
        "likeness_facets": ["cultural"],
        "goals": ["experience"],
        **fields,
    }
    agreement: Agreement = AgreementFactory(**values)
    FocalPointFactory(agreement=agreement)
    DocumentFactory(agreement=agreement)
    return agreement


def follow(earlier: Agreement, link: Link, by: User, **given: Any) -> Agreement:
    draft = start_successor(earlier, link, by=by, at=AT, today=TODAY, **given)
    return Agreement.objects.get(pk=draft.pk)


def fates(draft: Agreement, earlier: Agreement) -> dict[Carried, Fate]:
    fresh = Agreement.objects.get(pk=earlier.pk)
    return {row.part: row.fate for row in comparisons_of(Agreement.objects.get(pk=draft.pk), fresh)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("link", "kind"),
    [
        (Link.RENEWS, AgreementType.RENEWAL),
        (Link.REPLACES, AgreementType.TWINNING),
        (Link.AMENDS, AgreementType.AMENDMENT),
        (Link.UNDER, AgreementType.SUBSIDIARY),
    ],
)
def test_what_stands_is_taken_over_and_what_changes_is_not(officer: User, link: Link, kind: AgreementType) -> None:
    earlier = concluded()
    draft = follow(earlier, link, officer)
    assert (draft.link, draft.predecessor, draft.type, draft.status) == (link, earlier, kind, Status.DRAFT)
    assert fates(draft, earlier) == dict.fromkeys(Carried, Fate.CARRIED)
    assert [draft.title_ar, draft.title_en, draft.signed, draft.ends] == ["", "", None, None]
    assert not draft.documents.exists()
    assert not draft.authorisations.exists()


@pytest.mark.django_db
def test_an_indicator_begins_where_the_earlier_agreement_left_it(officer: User) -> None:
    earlier = concluded()
    indicator = Indicator.objects.get(purpose__agreement=earlier)
    MeasurementFactory(indicator=indicator, value=Decimal(4), as_of=datetime.date(2025, 6, 30))
    MeasurementFactory(indicator=indicator, value=Decimal(7), as_of=datetime.date(2025, 12, 31))
    draft = follow(earlier, Link.RENEWS, officer)
    assert Indicator.objects.get(purpose__agreement=draft).baseline == Decimal(7)


@pytest.mark.django_db
def test_only_the_parts_that_were_chosen_are_taken_over(officer: User) -> None:
    earlier = concluded()
    draft = follow(earlier, Link.RENEWS, officer, parts=[Carried.PARTIES, Carried.TAGS])
    kept = {Carried.PARTIES: Fate.CARRIED, Carried.TAGS: Fate.CARRIED}
    assert fates(draft, earlier) == dict.fromkeys(Carried, Fate.LEFT_OUT) | kept


@pytest.mark.django_db
def test_what_is_changed_in_the_draft_is_told_beside_the_earlier_one(officer: User) -> None:
    earlier = concluded(implementation_ar="")
    draft = follow(earlier, Link.RENEWS, officer)
    draft.purposes.update(statement_ar="غرض آخر تمامًا")
    draft.implementation_ar = "لجنة جديدة"
    draft.save()
    told = fates(draft, earlier)
    assert (told[Carried.PURPOSES], told[Carried.IMPLEMENTATION]) == (Fate.CHANGED, Fate.ADDED)


@pytest.mark.django_db
def test_the_other_side_may_begin_the_renewal_and_keeps_it(amman_officer: User) -> None:
    earlier = concluded(partners=[place("amman")])
    draft = follow(earlier, Link.RENEWS, amman_officer)
    assert draft.owner_city == place("amman")
    assert [party.city for party in draft.parties.order_by("position")] == [place("muscat"), place("amman")]


@pytest.mark.django_db
def test_strangers_follow_nothing(amman_officer: User, analyst: User, reviewer: User) -> None:
    earlier = concluded()
    for stranger in (amman_officer, analyst, reviewer):
        with pytest.raises(ActNotPermitted):
            follow(earlier, Link.RENEWS, stranger)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.SIGNED, Status.RENEWED, Status.TERMINATED])
def test_what_cannot_be_renewed_is_not_renewed(officer: User, status: Status) -> None:
    with pytest.raises(WrongState):
        follow(AgreementFactory(status=status), Link.RENEWS, officer)


@pytest.mark.django_db
def test_separate_is_no_way_of_following(officer: User) -> None:
    with pytest.raises(InvalidInput):
        follow(concluded(), Link.SEPARATE, officer)


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_many_times_at_once_makes_one_draft(officer: User) -> None:
    earlier, key = concluded(), uuid.uuid4()
    start = partial(start_successor, earlier, Link.RENEWS, by=officer, at=AT, today=TODAY, public_id=key)
    outcomes = at_once(*[start] * 8)
    assert {outcome.public_id for outcome in outcomes} == {key}
    assert Agreement.objects.filter(predecessor=earlier).count() == 1
    assert Agreement.objects.get(public_id=key).parties.count() == 2
