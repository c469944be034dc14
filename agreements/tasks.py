"""The tasks of a draft: what each asks, how far it has come, and which laws still stand before the next act.

Pure: reads the agreement and its parts, saves nothing and reads no clock.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements import rules
from agreements.choices import Blocks, Side
from agreements.exceptions import Violation
from agreements.lifecycle import TRANSITIONS, Act
from agreements.models import Agreement
from agreements.models.due_diligence import HEADINGS


class Part(models.TextChoices):
    """The parts of a record, one task each, in the order of the task list."""

    PARTIES = "parties", _("Parties")
    TERMS = "terms", _("Type and dates")
    PURPOSES = "purposes", _("Purposes and indicators")
    LEGAL_BASIS = "legal_basis", _("Legal basis")
    DUE_DILIGENCE = "due_diligence", _("Due diligence")
    DOCUMENTS = "documents", _("Documents")
    CONTACTS = "contacts", _("Contacts")


# The questions of the task list and the parts that answer them.
GROUPS: tuple[tuple[Promise, tuple[Part, ...]], ...] = (
    (_("Between whom?"), (Part.PARTIES, Part.TERMS)),
    (_("Why?"), (Part.PURPOSES,)),
    (_("On what basis?"), (Part.LEGAL_BASIS, Part.DUE_DILIGENCE, Part.DOCUMENTS)),
    (_("Who follows it up?"), (Part.CONTACTS,)),
)


class State(models.TextChoices):
    """How far a task has come."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the task list."""

    part: Part
    state: State


def tasks_of(agreement: Agreement, *, on: datetime.date) -> list[Task]:
    """Every task of a draft with its state, in order."""
    return [Task(part, _STATES[part](agreement, on)) for part in Part]


def final_act(agreement: Agreement, *, on: datetime.date) -> Act:
    """The act that ends a draft: what is shown to be old is recorded at once, all else is sent to the ministry."""
    is_recorded = agreement.is_historical and rules.HistoricalIsOld.is_met(agreement, on=on)
    return Act.RECORD_HISTORICAL if is_recorded else Act.SUBMIT


def open_laws(agreement: Agreement, *, on: datetime.date) -> list[Violation]:
    """The laws that the draft does not meet yet and that its final act asks for."""
    return rules.violations_of(TRANSITIONS[final_act(agreement, on=on)].rules, agreement, on=on)


def _state(*, is_started: bool, is_done: bool) -> State:
    if not is_started:
        return State.NOT_STARTED
    return State.DONE if is_done else State.IN_PROGRESS


def _meets(agreement: Agreement, on: datetime.date, *laws: type[rules.Rule]) -> bool:
    return not rules.violations_of(laws, agreement, on=on)


def _parties(agreement: Agreement, on: datetime.date) -> State:
    # The lead stands there from the beginning: nobody has begun before a second party does.
    return _state(
        is_started=len(agreement.parties.all()) > 1,
        is_done=_meets(agreement, on, rules.NeedsTwoPlaces, rules.SaysWhatItIsToEarlierOnes),
    )


def _terms(agreement: Agreement, on: datetime.date) -> State:
    laws: list[type[rules.Rule]] = [
        rules.NeedsType,
        rules.NeedsTitleInBothLanguages,
        rules.DatesFollowEachOther,
        rules.SigningIsNotAhead,
    ]
    if agreement.is_historical:
        laws.append(rules.HistoricalSaysWhatIsUnknown)
    stated = (agreement.type, agreement.title_ar, agreement.title_en, agreement.signed, agreement.ends)
    return _state(is_started=any(stated), is_done=_meets(agreement, on, *laws))


def _purposes(agreement: Agreement, on: datetime.date) -> State:
    purposes = list(agreement.purposes.all())
    return _state(
        is_started=bool(purposes or agreement.likeness_facets or agreement.likeness_ar or agreement.likeness_en),
        is_done=_meets(agreement, on, rules.NeedsSpecificPurpose)
        and all(purpose.indicators.all() for purpose in purposes),
    )


def _legal_basis(agreement: Agreement, _on: datetime.date) -> State:
    steps = agreement.authorisations.all()
    waited_for = [step for step in steps if step.blocks != Blocks.NOTHING]
    return _state(is_started=bool(steps), is_done=all(step.is_settled for step in waited_for))


def _due_diligence(agreement: Agreement, _on: datetime.date) -> State:
    written = headings_written(agreement)
    return _state(is_started=written > 0, is_done=written == len(HEADINGS))


def _documents(agreement: Agreement, _on: datetime.date) -> State:
    return State.DONE if kept_documents(agreement) else State.NOT_STARTED


def _contacts(agreement: Agreement, _on: datetime.date) -> State:
    sides = sides_with_contact(agreement)
    return _state(is_started=bool(sides), is_done=len(sides) == len(Side))


def headings_written(agreement: Agreement) -> int:
    """How many headings of the due-diligence note say something."""
    note = getattr(agreement, "due_diligence", None)
    return sum(bool(getattr(note, heading)) for heading in HEADINGS) if note else 0


def kept_documents(agreement: Agreement) -> int:
    """How many documents the record holds, withdrawn ones not counted."""
    return sum(document.withdrawn_at is None for document in agreement.documents.all())


def sides_with_contact(agreement: Agreement) -> set[str]:
    """The sides that have named whom to write to."""
    return {contact.side for contact in agreement.focal_points.all()}


_STATES: dict[Part, Callable[[Agreement, datetime.date], State]] = {
    Part.PARTIES: _parties,
    Part.TERMS: _terms,
    Part.PURPOSES: _purposes,
    Part.LEGAL_BASIS: _legal_basis,
    Part.DUE_DILIGENCE: _due_diligence,
    Part.DOCUMENTS: _documents,
    Part.CONTACTS: _contacts,
}
