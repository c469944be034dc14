"""How far each task of a draft has come, and which laws still stand before it is sent."""

import datetime
from collections.abc import Callable

import pytest
from django.utils import translation

from agreements.choices import Status
from agreements.lifecycle import Act
from agreements.models import Agreement
from agreements.task_words import summary_of
from agreements.tasks import Part, State, final_act, open_laws, tasks_of
from cities.models import City
from tests.factories.agreement_parts import (
    AuthorisationFactory,
    DocumentFactory,
    DueDiligenceFactory,
    FocalPointFactory,
    PurposeFactory,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.core.dates import PartialDate, parse_date

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
Make = Callable[[], Agreement]


def bare() -> Agreement:
    """A draft as it is when it has just been started."""
    agreement: Agreement = AgreementFactory(
        partners=[], focus=(), type="", title_ar="", title_en="", has_diligence=False
    )
    return agreement


def with_(**fields: object) -> Make:
    def make() -> Agreement:
        dates = {name: fields[name] for name in ("signed", "ends") if name in fields}
        rest = {name: value for name, value in fields.items() if name not in dates}
        agreement: Agreement = AgreementFactory(**{"focus": (), **rest})
        for name, date in dates.items():
            setattr(agreement, name, date)
        agreement.save()
        return agreement

    return make


def also(make: Make, add: Callable[[Agreement], object]) -> Make:
    def made() -> Agreement:
        agreement = make()
        add(agreement)
        return agreement

    return made


def with_withdrawn_document() -> Agreement:
    agreement = bare()
    DocumentFactory(agreement=agreement, withdrawn_at="2026-01-01T00:00Z")
    return agreement


def state_of(part: Part, agreement: Agreement) -> State:
    fresh = Agreement.objects.get(pk=agreement.pk)
    return next(task.state for task in tasks_of(fresh, on=TODAY) if task.part == part)


@pytest.mark.parametrize("part", list(Part))
def test_nothing_of_a_new_draft_has_been_started(part: Part) -> None:
    assert state_of(part, bare()) == State.NOT_STARTED


@pytest.mark.parametrize(
    ("part", "make", "state"),
    [
        (Part.PARTIES, with_(), State.DONE),
        (Part.TERMS, with_(title_en=""), State.IN_PROGRESS),
        (Part.TERMS, with_(), State.DONE),
        (Part.TERMS, with_(is_historical=True), State.IN_PROGRESS),
        (Part.TERMS, with_(is_historical=True, signed=PartialDate.unknown()), State.DONE),
        (Part.TERMS, with_(signed=PartialDate.year(2099)), State.IN_PROGRESS),
        (Part.TERMS, with_(signed=PartialDate.year(2020), ends=PartialDate.year(2019)), State.IN_PROGRESS),
        (Part.PURPOSES, with_(focus=("heritage",)), State.DONE),
        (Part.PURPOSES, with_(likeness_ar="مدينتان ساحليتان"), State.IN_PROGRESS),
        (Part.PURPOSES, also(with_(focus=("heritage",)), lambda a: PurposeFactory(agreement=a)), State.IN_PROGRESS),
        (Part.LEGAL_BASIS, also(bare, lambda a: AuthorisationFactory(agreement=a)), State.DONE),
        (Part.LEGAL_BASIS, also(bare, lambda a: AuthorisationFactory(agreement=a, state="open")), State.IN_PROGRESS),
        (Part.LEGAL_BASIS, also(bare, lambda a: AuthorisationFactory(agreement=a, state="unknown")), State.IN_PROGRESS),
        (Part.DUE_DILIGENCE, also(bare, lambda a: DueDiligenceFactory(agreement=a)), State.IN_PROGRESS),
        (
            Part.DUE_DILIGENCE,
            also(bare, lambda a: DueDiligenceFactory(agreement=a, cultural="ا", economic="ا", local_adaptation="ا")),
            State.DONE,
        ),
        (Part.DOCUMENTS, also(bare, lambda a: DocumentFactory(agreement=a)), State.DONE),
        (Part.DOCUMENTS, with_withdrawn_document, State.NOT_STARTED),
        (Part.CONTACTS, also(bare, lambda a: FocalPointFactory(agreement=a)), State.IN_PROGRESS),
        (
            Part.CONTACTS,
            also(bare, lambda a: [FocalPointFactory(agreement=a, side=side) for side in ("lead", "partner")]),
            State.DONE,
        ),
    ],
)
def test_a_task_says_how_far_it_has_come(part: Part, make: Make, state: State) -> None:
    assert state_of(part, make()) == state


def test_parties_with_a_relationship_on_file_are_done_once_the_link_is_said(muscat: City) -> None:
    earlier = AgreementFactory(status=Status.IN_FORCE, owner_city=muscat)
    draft = AgreementFactory(owner_city=muscat)
    assert state_of(Part.PARTIES, draft) == State.IN_PROGRESS
    draft.link, draft.predecessor = "renews", earlier
    draft.save()
    assert state_of(Part.PARTIES, draft) == State.DONE


@pytest.mark.parametrize(
    ("is_historical", "signed", "act"),
    [
        (False, "1984", Act.SUBMIT),
        (True, "1984", Act.RECORD_HISTORICAL),
        (True, "2025", Act.SUBMIT),
        (True, None, Act.SUBMIT),
    ],
)
def test_what_is_shown_to_be_old_is_recorded_and_all_else_sent(
    is_historical: bool, signed: str | None, act: Act
) -> None:
    agreement: Agreement = AgreementFactory(is_historical=is_historical)
    agreement.signed = parse_date(signed) if signed else PartialDate.unknown()
    assert final_act(agreement, on=TODAY) == act


def test_the_laws_of_a_new_draft_name_the_task_that_mends_each() -> None:
    assert [law.part for law in open_laws(bare(), on=TODAY)] == [
        "parties",
        "terms",
        "terms",
        "purposes",
        "due_diligence",
    ]
    assert open_laws(AgreementFactory(), on=TODAY) == []


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Part.PARTIES, "Muscat, Rabat"),
        (Part.TERMS, "Twinning agreement · Charter of two ports"),
        (Part.PURPOSES, "2 purposes, 1 without an indicator"),
        (Part.LEGAL_BASIS, "1 of 2 steps settled"),
        (Part.DUE_DILIGENCE, "2 of 5 headings written"),
        (Part.DOCUMENTS, "1 file"),
        (Part.CONTACTS, "A contact on one side of two"),
    ],
)
def test_each_part_is_told_in_one_line(part: Part, words: str) -> None:
    draft = AgreementFactory(owner_city=place("muscat"), title_en="Charter of two ports")
    PurposeFactory(agreement=draft)
    AuthorisationFactory(agreement=draft)
    AuthorisationFactory(agreement=draft, state="open")
    DueDiligenceFactory(agreement=draft)
    DocumentFactory(agreement=draft)
    FocalPointFactory(agreement=draft)
    with translation.override("en"):
        assert summary_of(part, Agreement.objects.get(pk=draft.pk)) == words
