"""Writing the legal chain: the route a country asks for, laid down at submission, and the steps taken on it."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import check_texts
from agreements.choices import (
    RECORDED_STATES,
    AuthorisationKind,
    AuthorisationState,
    Blocks,
    ClockStart,
    Lapse,
    Side,
    Status,
)
from agreements.exceptions import ActNotPermitted, RecordedByAnother, Violation, WrongState
from agreements.models import Agreement, Authorisation, Document
from agreements.policies import AuthorisationPolicy
from agreements.rules import is_old_instrument
from agreements.services.clocks import keep_due_days
from agreements.services.records import lock, lock_for_change, save_changed
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate
from twinning.core.exceptions import FieldProblem, InvalidInput

TEXTS = {
    "authority_ar": 200,
    "authority_en": 200,
    "number": 60,
    "gazette_reference": 120,
    "official_ar": 200,
    "official_en": 200,
    "note": 500,
}


# What a step is, as its route laid it down; recording how far it has come leaves these.
LAID_DOWN = ("kind", "side", "blocks", "recorded_by", "clock_days", "clock_from", "on_lapse")
_BEFORE_FORCE = (Status.SUBMITTED, Status.AUTHORISED, Status.SIGNED)


@dataclass(frozen=True, slots=True)
class AuthorisationInput:
    """A step as typed or sent; what is not known about an old instrument stays empty or `unknown`.

    A step that is on record already keeps its `public_id`.
    """

    kind: AuthorisationKind
    state: AuthorisationState = AuthorisationState.OPEN
    side: Side = Side.LEAD
    blocks: Blocks = Blocks.SIGNING
    authority_ar: str = ""
    authority_en: str = ""
    number: str = ""
    dated: PartialDate | None = None
    gazette_reference: str = ""
    official_ar: str = ""
    official_en: str = ""
    document: Document | None = None
    note: str = ""
    recorded_by: Role = Role.OFFICER
    clock_days: int | None = None
    clock_from: ClockStart = ClockStart.SUBMISSION
    on_lapse: Lapse = Lapse.OVERDUE
    public_id: uuid.UUID | None = None


@transaction.atomic
def set_authorisations(
    agreement: Agreement,
    steps: Sequence[AuthorisationInput],
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    expected_version: int | None = None,
) -> Agreement:
    """Replace the legal chain of a draft.

    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput (fields `authorisations.<n>.…`).
    """
    locked = lock_for_change(agreement, by=by, expected_version=expected_version)
    put_authorisations(locked, steps, today=today)
    save_changed(locked, "agreement.changed", by=by, at=at, facts={"changed": ["authorisations"]})
    return locked


def put_authorisations(locked: Agreement, steps: Sequence[AuthorisationInput], *, today: datetime.date) -> None:
    """Replace the legal chain of a locked agreement; the caller ends the write with `save_changed`.

    Raises: InvalidInput (fields `authorisations.<n>.…`).
    """
    stored = dict(locked.authorisations.values_list("public_id", "state"))
    problems = [
        FieldProblem(f"authorisations.{index}.{problem.field}", problem.code, problem.message)
        for index, step in enumerate(steps)
        for problem in [
            *_problems(step, locked, today=today),
            *_deemed_problems(step, stored.get(step.public_id) if step.public_id else None),
            *_order_problems(index, steps),
        ]
    ]
    if problems:
        raise InvalidInput(problems)
    locked.authorisations.all().delete()
    for position, step in enumerate(steps):
        row = Authorisation(agreement=locked, position=position)
        if step.public_id in stored:
            row.public_id = step.public_id
        _fill(row, step)
        row.save()
    keep_due_days(locked)


@transaction.atomic
def record_authorisation(
    authorisation: Authorisation,
    step: AuthorisationInput,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    expected_version: int | None = None,
) -> Agreement:
    """Record how far one step has come: until the agreement is in force, and after it what holds up nothing.

    What the step is (kind, side, what it blocks, who records it, its clock) stays as it was laid down.
    Raises: ActNotPermitted, RecordedByAnother, WrongState, StaleVersion, InvalidInput.
    """
    locked = lock(authorisation.agreement, expected_version=expected_version)
    row = Authorisation.objects.select_for_update(of=("self",)).get(pk=authorisation.pk, agreement=locked)
    if not AuthorisationPolicy.stands_by(by, locked):
        raise ActNotPermitted
    if not AuthorisationPolicy.can_record(by, row, locked):
        raise RecordedByAnother(row.get_recorded_by_display())
    if not is_still_recorded(row, locked):
        raise WrongState(locked.status)
    problems = [*_problems(step, locked, today=today), *_deemed_problems(step, row.state)]
    problems += _day_problems(row, step, locked)
    if problems:
        raise InvalidInput(problems)
    laid_down = {name: getattr(row, name) for name in LAID_DOWN}
    _fill(row, step)
    for name, value in laid_down.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    keep_due_days(locked)
    facts = {"authorisation": str(row.public_id), "kind": row.kind, "state": row.state}
    save_changed(locked, "agreement.authorisation_recorded", by=by, at=at, facts=facts)
    return locked


def is_still_recorded(step: Authorisation, agreement: Agreement) -> bool:
    """Whether what is recorded of a step may still change as the agreement stands.

    A notice after signing or a publication in the gazette may come when the agreement is in force already.
    """
    if agreement.is_editable or agreement.status in _BEFORE_FORCE:
        return True
    return step.blocks == Blocks.NOTHING and agreement.status in (Status.IN_FORCE, Status.SUSPENDED)


def open_steps(agreement: Agreement) -> list[Violation]:
    """The steps still open, one sentence each, for people who ask why signing is blocked."""
    return [
        Violation("step_open", _("Open: %(step)s") % {"step": step.get_kind_display()}, "legal_basis")
        for step in agreement.authorisations.filter(state=AuthorisationState.OPEN)
    ]


def _fill(row: Authorisation, step: AuthorisationInput) -> None:
    for name in TEXTS:
        setattr(row, name, getattr(step, name).strip())
    row.kind, row.state, row.side, row.blocks = step.kind, step.state, step.side, step.blocks
    row.dated, row.document = step.dated, step.document
    row.recorded_by, row.clock_days = step.recorded_by, step.clock_days
    row.clock_from, row.on_lapse = step.clock_from, step.on_lapse


def _problems(step: AuthorisationInput, agreement: Agreement, *, today: datetime.date) -> list[FieldProblem]:
    problems = check_texts((name, getattr(step, name), most) for name, most in TEXTS.items())
    if step.dated and step.dated.is_surely_after_day(today):
        problems.append(FieldProblem("dated", "in_the_future", _("The date of a legal step cannot lie in the future.")))
    if step.state == AuthorisationState.GRANTED and not (step.number or step.dated):
        problems.append(
            FieldProblem("number", "required", _("A granted step has a number or a date, or says it is not known.")),
        )
    if step.state == AuthorisationState.NOT_REQUIRED and not step.note.strip():
        problems.append(FieldProblem("note", "required", _("Say why this step is not required.")))
    return problems + _state_problems(step, agreement, today=today)


def _state_problems(step: AuthorisationInput, agreement: Agreement, *, today: datetime.date) -> list[FieldProblem]:
    """Not known is an answer about old instruments and about the other side, with its reason."""
    if step.state != AuthorisationState.UNKNOWN:
        return []
    if not (agreement.is_historical or step.side == Side.PARTNER or is_old_instrument(agreement, on=today)):
        message = _("Only of an old instrument may a step be not known. Record it as open, granted or not required.")
        return [FieldProblem("state", "not_old", message)]
    if not step.note.strip():
        return [FieldProblem("note", "required", _("Say why it is not known."))]
    return []


def _deemed_problems(step: AuthorisationInput, stored: str | None) -> list[FieldProblem]:
    if step.state in RECORDED_STATES or step.state == stored:
        return []
    message = _("That silence counts as consent is recorded when the clock runs out, not by hand.")
    return [FieldProblem("state", "not_by_hand", message)]


def _order_problems(index: int, steps: Sequence[AuthorisationInput]) -> list[FieldProblem]:
    """What the gazette publishes was given before; of two dates known by their year alone nothing is concluded."""
    step = steps[index]
    if step.kind != AuthorisationKind.GAZETTE_PUBLICATION or step.dated is None:
        return []
    published = [one.dated for one in steps[:index] if one.side == step.side and one.dated]
    if any(step.dated.is_surely_before(earlier) for earlier in published):
        return [FieldProblem("dated", "before_step", _BEFORE_ITS_DECISION)]
    return []


_BEFORE_ITS_DECISION = _("The publication cannot lie before the decision it publishes.")


def _day_problems(row: Authorisation, step: AuthorisationInput, agreement: Agreement) -> list[FieldProblem]:
    """The day of a step against the days on record: an old decree may precede everything, its publication not."""
    if step.dated is None:
        return []
    signed = agreement.signed
    if row.kind == AuthorisationKind.GAZETTE_PUBLICATION:
        earlier = agreement.authorisations.filter(side=row.side, position__lt=row.position)
        if any(one.dated and step.dated.is_surely_before(one.dated) for one in earlier):
            return [FieldProblem("dated", "before_step", _BEFORE_ITS_DECISION)]
    if signed and row.clock_from == ClockStart.SIGNING and row.clock_days and step.dated.is_surely_before(signed):
        return [FieldProblem("dated", "before_signing", _("This step follows the signing and cannot lie before it."))]
    is_allowance = row.blocks == Blocks.SIGNING and step.state == AuthorisationState.GRANTED
    if signed and is_allowance and not agreement.is_historical and signed.is_surely_before(step.dated):
        return [FieldProblem("dated", "after_signing", _("The agreement was signed before this day."))]
    return []
