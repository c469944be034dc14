"""Starting and changing a draft: who, when, what cannot be, and nobody's work overwritten."""

import datetime
import uuid
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from agreements.choices import EDITABLE_STATUSES, Link, PartyRole, Side, Status
from agreements.exceptions import ActNotPermitted, NotEditable
from agreements.models import Agreement
from agreements.services.agreements import change_agreement, create_draft
from agreements.services.due_diligence import set_due_diligence
from agreements.services.focal_points import FocalPointInput, set_focal_points
from agreements.services.parties import PartyInput, set_parties
from agreements.services.purposes import IndicatorInput, PurposeInput, remove_purpose, save_purpose, set_purposes
from cities.models import City
from tests.agreements.services.acting import AT, TODAY, codes, events_of
from tests.concurrency import at_once
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import governorate, place
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.core.exceptions import InvalidInput, StaleVersion

Write = Callable[..., Agreement]
TOMORROW = PartialDate.day(TODAY + datetime.timedelta(days=1))


def made(**fields: Any) -> Agreement:
    agreement: Agreement = AgreementFactory(**fields)
    return agreement


def change(agreement: Agreement, changes: dict[str, Any], **given: Any) -> Agreement:
    return change_agreement(agreement, changes, at=AT, today=TODAY, **given)


def start(city: City, by: User, **given: Any) -> Agreement:
    return create_draft(city=city, by=by, at=AT, **given)


def a_purpose(**said: Any) -> PurposeInput:
    values = {"focus_area": focus_area("water"), "statement_ar": "خفض فاقد المياه في الشبكة", **said}
    return PurposeInput(**values)


def an_indicator(**said: Any) -> IndicatorInput:
    values = {"name_ar": "نسبة الفاقد", "name_en": "", "unit_ar": "٪", "unit_en": "%", "target": 18, **said}
    return IndicatorInput(**values)


# Every write on a draft, with input that is right.
WRITES: list[Write] = [
    lambda agreement, **given: change(agreement, {"title_en": "Changed"}, **given),
    lambda agreement, **given: set_parties(
        agreement, [PartyInput(PartyRole.LEAD_MUNICIPALITY, place("muscat"))], at=AT, **given
    ),
    lambda agreement, **given: set_purposes(agreement, [a_purpose()], at=AT, **given),
    lambda agreement, **given: save_purpose(agreement, a_purpose(), public_id=uuid.uuid4(), at=AT, **given),
    lambda agreement, **given: set_due_diligence(agreement, {"political": "علاقات مستقرة"}, at=AT, **given),
    lambda agreement, **given: set_focal_points(agreement, [FocalPointInput(Side.LEAD, "سالم")], at=AT, **given),
]
NAMES = ["terms", "parties", "purposes", "one purpose", "due diligence", "contacts"]


@pytest.mark.django_db
def test_a_draft_starts_with_its_city_as_lead(officer: User, muscat: City) -> None:
    agreement = start(muscat, officer)
    assert (agreement.status, agreement.version, agreement.reference) == (Status.DRAFT, 1, None)
    assert [(party.role, party.city) for party in agreement.parties.all()] == [("lead_municipality", muscat)]
    assert "muscat" in agreement.search_key
    assert events_of(agreement) == ["agreement.created"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["reviewer", "analyst"])
def test_those_who_only_read_start_nothing(role: str, muscat: City) -> None:
    reader = person(role, muscat.country if role == "reviewer" else None)
    with pytest.raises(ActNotPermitted):
        start(muscat, reader)


@pytest.mark.django_db
def test_nobody_starts_a_draft_for_another_city(officer: User, amman: City) -> None:
    with pytest.raises(ActNotPermitted):
        start(amman, officer)
    assert not Agreement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_draft(officer: User, muscat: City) -> None:
    chosen = uuid.uuid4()
    outcomes = at_once(*[partial(start, muscat, officer, public_id=chosen)] * 4)
    assert {outcome.pk for outcome in outcomes} == {Agreement.objects.get().pk}


@pytest.mark.django_db
@pytest.mark.parametrize("write", WRITES, ids=NAMES)
def test_a_write_raises_the_version_by_one_and_is_told(write: Write, officer: User) -> None:
    agreement = made()
    changed = write(agreement, by=officer, expected_version=agreement.version)
    assert changed.version == agreement.version + 1
    assert events_of(agreement) == ["agreement.changed"]


@pytest.mark.django_db
@pytest.mark.parametrize("write", WRITES, ids=NAMES)
def test_a_record_read_long_ago_is_not_overwritten(write: Write, officer: User) -> None:
    agreement = made()
    change(agreement, {"title_en": "By a colleague"}, by=officer)
    with pytest.raises(StaleVersion):
        write(agreement, by=officer, expected_version=agreement.version)
    agreement.refresh_from_db()
    assert agreement.title_en == "By a colleague"
    assert events_of(agreement) == ["agreement.changed"]


@pytest.mark.django_db
@pytest.mark.parametrize("write", WRITES, ids=NAMES)
def test_only_drafts_and_returned_ones_are_changed(write: Write, officer: User) -> None:
    for status in Status:
        agreement = made(status=status)
        if status in EDITABLE_STATUSES:
            assert write(agreement, by=officer).version == agreement.version + 1
        else:
            with pytest.raises(NotEditable):
                write(agreement, by=officer)


@pytest.mark.django_db
@pytest.mark.parametrize("write", WRITES, ids=NAMES)
def test_strangers_change_nothing(
    write: Write, amman_officer: User, reviewer: User, analyst: User, jordan_reviewer: User
) -> None:
    agreement = made(partners=[place("amman")])
    for stranger in (amman_officer, reviewer, analyst, jordan_reviewer):
        with pytest.raises(ActNotPermitted):
            write(agreement, by=stranger)
    assert events_of(agreement) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"title_ar": "ا" * 301}, {"title_ar": "max_length"}),
        ({"title_en": "x" * 10_000}, {"title_en": "max_length"}),
        ({"title_ar": "اتفاقية\u202e"}, {"title_ar": "control_character"}),
        ({"source": "ا" * 301, "title_en": "\x00"}, {"source": "max_length", "title_en": "control_character"}),
        ({"signed": TOMORROW}, {"signed": "in_the_future"}),
        ({"signed": PartialDate.year(2027)}, {"signed": "in_the_future"}),
        ({"signed": PartialDate.year(1990), "ends": PartialDate.year(1984)}, {"ends": "before_start"}),
        ({"in_force": PartialDate.year(1990), "ends": PartialDate.year(1984)}, {"ends": "before_start"}),
        ({"signed": PartialDate.year(1990), "in_force": PartialDate.year(1984)}, {"in_force": "before_start"}),
        ({"ends": PartialDate.year(2030), "has_no_end": True}, {"ends": "end_of_endless"}),
        ({"link": Link.SEPARATE}, {"link_reason": "required"}),
        ({"link": Link.RENEWS}, {"predecessor": "required"}),
    ],
)
def test_what_cannot_be_is_refused_by_field(changes: dict[str, Any], problems: dict[str, str], officer: User) -> None:
    agreement = made()
    with pytest.raises(InvalidInput) as refusal:
        change(agreement, changes, by=officer)
    assert codes(refusal.value) == problems
    agreement.refresh_from_db()
    assert agreement.version == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["status", "reference", "owner_city", "relationship", "is_fictional", "version"])
def test_what_is_not_for_people_to_set_is_a_mistake_of_the_caller(name: str, officer: User) -> None:
    with pytest.raises(ValueError, match=name):
        change(made(), {name: "anything"}, by=officer)


@pytest.mark.django_db
def test_dates_are_kept_as_far_as_they_are_known(officer: User) -> None:
    agreement = change(made(), {"signed": PartialDate.year(1984), "ends": PartialDate.unknown()}, by=officer)
    agreement.refresh_from_db()
    assert (agreement.signed, agreement.ends, agreement.in_force) == (
        PartialDate.year(1984),
        PartialDate.unknown(),
        None,
    )


@pytest.mark.django_db
def test_a_record_is_found_by_its_new_words(officer: User) -> None:
    agreement = change(made(), {"title_ar": "اتفاقيّة الأفلاج"}, by=officer)
    assert list(Agreement.objects.matching("الافلاج")) == [agreement]
    set_parties(
        agreement, [*parties("muscat"), PartyInput(PartyRole.PARTNER_MUNICIPALITY, place("kobe"))], by=officer, at=AT
    )
    assert list(Agreement.objects.matching("kob")) == [agreement]
    assert not Agreement.objects.matching("rabat").exists()


def parties(lead: str, *partners: str) -> list[PartyInput]:
    return [
        PartyInput(PartyRole.LEAD_MUNICIPALITY, place(lead)),
        *(PartyInput(PartyRole.PARTNER_MUNICIPALITY, place(name)) for name in partners),
    ]


@pytest.mark.django_db
def test_parties_of_the_same_places_keep_the_answer_about_the_earlier_agreement(officer: User) -> None:
    earlier = made(status=Status.IN_FORCE)
    agreement = made(link=Link.RENEWS, predecessor=earlier)
    same = set_parties(agreement, parties("muscat", "rabat"), by=officer, at=AT)
    assert (same.link, same.predecessor) == (Link.RENEWS, earlier)
    other = set_parties(agreement, parties("muscat", "kobe"), by=officer, at=AT)
    assert (other.link, other.predecessor) == ("", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "problems"),
    [
        (lambda: parties("muscat", "rabat", "rabat"), {"parties.2.city": "party_twice"}),
        (lambda: parties("muscat", "muscat"), {"parties.1.city": "party_twice"}),
        (lambda: [*parties("muscat"), *parties("rabat")], {"parties.1.role": "second_lead"}),
        (lambda: [*parties("muscat"), PartyInput(PartyRole.PARTNER_MUNICIPALITY)], {"parties.1.city": "required"}),
        (
            lambda: [*parties("muscat"), PartyInput(PartyRole.GOVERNORATE, place("kobe"))],
            {"parties.1.governorate": "required"},
        ),
        (lambda: [*parties("muscat"), PartyInput(PartyRole.UNIVERSITY, place("kobe"))], {"parties.1.name": "required"}),
        (
            lambda: [*parties("muscat"), PartyInput(PartyRole.PORT, place("kobe"), name_ar="ا" * 201)],
            {"parties.1.name_ar": "max_length"},
        ),
    ],
)
def test_parties_that_cannot_be_are_refused(
    said: Callable[[], list[PartyInput]], problems: dict[str, str], officer: User
) -> None:
    agreement = made()
    with pytest.raises(InvalidInput) as refusal:
        set_parties(agreement, said(), by=officer, at=AT)
    assert problems.items() <= codes(refusal.value).items()
    assert agreement.parties.count() == 2


@pytest.mark.django_db
def test_a_governorate_can_be_a_party(officer: User) -> None:
    hyogo = PartyInput(PartyRole.GOVERNORATE, governorate=governorate("JP.13"))
    agreement = set_parties(made(), [*parties("muscat"), hyogo], by=officer, at=AT)
    party = agreement.parties.get(role="governorate")
    assert (party.side, party.country_id, party.place_key) == ("partner", "JP", "g:JP.13")


@pytest.mark.django_db
def test_purposes_keep_their_indicators_and_can_be_taken_out(officer: User) -> None:
    agreement = made()
    set_purposes(agreement, [a_purpose(indicators=(an_indicator(), an_indicator(baseline=31)))], by=officer, at=AT)
    purpose = agreement.purposes.get()
    assert list(purpose.indicators.values_list("baseline", "target")) == [
        (None, Decimal(18)),
        (Decimal(31), Decimal(18)),
    ]
    remove_purpose(purpose, by=officer, at=AT)
    assert not agreement.purposes.exists()
    assert events_of(agreement) == ["agreement.changed", "agreement.changed"]


@pytest.mark.django_db
def test_a_purpose_sent_twice_is_one(officer: User) -> None:
    agreement, chosen = made(focus=()), uuid.uuid4()
    for _attempt in range(2):
        save_purpose(agreement, a_purpose(), public_id=chosen, by=officer, at=AT)
    assert agreement.purposes.get().public_id == chosen


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"statement_ar": "  "}, {"purposes.0.statement_ar": "required"}),
        ({"statement_en": "x" * 5001}, {"purposes.0.statement_en": "max_length"}),
        ({"indicators": (an_indicator(name_ar=" "),)}, {"purposes.0.indicators.0.name_ar": "required"}),
        ({"indicators": (an_indicator(unit_ar="ا" * 61),)}, {"purposes.0.indicators.0.unit_ar": "max_length"}),
    ],
)
def test_purposes_that_cannot_be_are_refused(said: dict[str, Any], problems: dict[str, str], officer: User) -> None:
    with pytest.raises(InvalidInput) as refusal:
        set_purposes(made(), [a_purpose(**said)], by=officer, at=AT)
    assert codes(refusal.value) == problems


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"name": " "}, {"focal_points.0.name": "required"}),
        ({"name": "سالم", "email": "not an address"}, {"focal_points.0.email": "invalid"}),
        ({"name": "ا" * 151}, {"focal_points.0.name": "max_length"}),
    ],
)
def test_contacts_that_cannot_be_are_refused(said: dict[str, str], problems: dict[str, str], officer: User) -> None:
    with pytest.raises(InvalidInput) as refusal:
        set_focal_points(made(), [FocalPointInput(side=Side.LEAD, **said)], by=officer, at=AT)
    assert codes(refusal.value) == problems


@pytest.mark.django_db
def test_a_contact_who_stays_keeps_the_day_of_confirmation(officer: User) -> None:
    agreement, salim = made(), FocalPointInput(Side.LEAD, "سالم", email="salim@example.org")
    set_focal_points(agreement, [salim], by=officer, at=AT)
    agreement.focal_points.update(confirmed_on=TODAY)
    muna = FocalPointInput(Side.PARTNER, "منى", email="muna@example.org")
    set_focal_points(agreement, [salim, muna], by=officer, at=AT)
    confirmed = {contact.name: contact.confirmed_on for contact in agreement.focal_points.all()}
    assert confirmed == {"سالم": TODAY, "منى": None}


@pytest.mark.django_db
def test_headings_of_the_note_that_are_not_given_stay(officer: User) -> None:
    agreement = made()
    set_due_diligence(agreement, {"political": "علاقات مستقرة", "economic": "خط ملاحي"}, by=officer, at=AT)
    set_due_diligence(agreement, {"economic": ""}, by=officer, at=AT)
    agreement.refresh_from_db()
    assert (agreement.due_diligence.political, agreement.due_diligence.economic) == ("علاقات مستقرة", "")
