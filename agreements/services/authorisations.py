"""Writing the legal chain: the route a country asks for, laid down at submission, and the steps taken on it."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import check_texts
from agreements.choices import AuthorisationKind, AuthorisationState, Blocks, Side
from agreements.exceptions import ActNotPermitted, Violation, WrongState
from agreements.lifecycle import TRANSITIONS, Act
from agreements.models import Agreement, ApprovalRoute, ApprovalStep, Authorisation, Document
from agreements.policies import AgreementPolicy
from agreements.services.records import lock, lock_for_change, save_changed
from twinning.accounts.models import User
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
_WEIGHT = {Blocks.NOTHING: 0, Blocks.FORCE: 1, Blocks.SIGNING: 2}


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
    clock_days: int | None = None
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
    problems = [
        FieldProblem(f"authorisations.{index}.{problem.field}", problem.code, problem.message)
        for index, step in enumerate(steps)
        for problem in _problems(step, today=today)
    ]
    if problems:
        raise InvalidInput(problems)
    on_record = set(locked.authorisations.values_list("public_id", flat=True))
    locked.authorisations.all().delete()
    for position, step in enumerate(steps):
        row = Authorisation(agreement=locked, position=position)
        if step.public_id in on_record:
            row.public_id = step.public_id
        _fill(row, step)
        row.save()


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
    """Record how far one step has come, also after submission, until the agreement is in force.

    What the step is (kind, side, what it blocks, its clock) stays as it was laid down.
    Raises: ActNotPermitted, WrongState, StaleVersion, InvalidInput.
    """
    locked = lock(authorisation.agreement, expected_version=expected_version)
    if not AgreementPolicy.can_record_authorisation(by, locked):
        raise ActNotPermitted
    may_still_change = locked.is_editable or locked.status in (
        *TRANSITIONS[Act.AUTHORISE].sources,
        *TRANSITIONS[Act.SIGN].sources,
        *TRANSITIONS[Act.BRING_INTO_FORCE].sources,
    )
    if not may_still_change:
        raise WrongState(locked.status)
    problems = _problems(step, today=today)
    if problems:
        raise InvalidInput(problems)
    row = Authorisation.objects.select_for_update().get(pk=authorisation.pk, agreement=locked)
    laid_down = (row.kind, row.side, row.blocks, row.clock_days)
    _fill(row, step)
    row.kind, row.side, row.blocks, row.clock_days = laid_down
    row.version += 1
    row.save()
    facts = {"authorisation": str(row.public_id), "kind": row.kind, "state": row.state}
    save_changed(locked, "agreement.authorisation_recorded", by=by, at=at, facts=facts)
    return locked


def route_for(agreement: Agreement) -> ApprovalRoute | None:
    """The approval route of the keeping city's country for this type, else of the country, else the default.

    The keeper's, whoever leads: its ministry decides, so its law counts.
    """
    country = agreement.owner_city.country_id
    routes = ApprovalRoute.objects.prefetch_related("steps")
    wanted = [(country, agreement.type), (country, ""), (None, agreement.type), (None, "")]
    by_key = {(route.country_id, route.agreement_type): route for route in routes.all()}
    return next((by_key[key] for key in wanted if key in by_key), None)


def lay_down_route(agreement: Agreement) -> None:
    """Add the steps of the country's route that the record does not have yet, as open.

    A later change of the route does not touch them: the record keeps the route it was submitted under.
    """
    route = route_for(agreement)
    if route is None:
        return
    # A route may ask for one kind twice (notice before signing, notice after): each step taken stands for one.
    taken: dict[str, list[Authorisation]] = defaultdict(list)
    for row in agreement.authorisations.filter(side=Side.LEAD):
        taken[row.kind].append(row)
    position = agreement.authorisations.count()
    for step in route.steps.all():
        if taken[step.kind]:
            _hold_up_as(step, taken[step.kind].pop(0))
            continue
        Authorisation.objects.create(
            agreement=agreement,
            position=position + step.position,
            kind=step.kind,
            authority_ar=step.authority_ar,
            authority_en=step.authority_en,
            blocks=step.blocks,
            clock_days=step.clock_days,
        )


def _hold_up_as(step: ApprovalStep, row: Authorisation) -> None:
    """A step people entered themselves holds up no less than the country's route says."""
    if _WEIGHT[Blocks(row.blocks)] < _WEIGHT[Blocks(step.blocks)]:
        row.blocks = step.blocks
        row.save()


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
    row.dated, row.document, row.clock_days = step.dated, step.document, step.clock_days


def _problems(step: AuthorisationInput, *, today: datetime.date) -> list[FieldProblem]:
    problems = check_texts((name, getattr(step, name), most) for name, most in TEXTS.items())
    if step.dated and step.dated.is_surely_after_day(today):
        problems.append(FieldProblem("dated", "in_the_future", _("The date of a legal step cannot lie in the future.")))
    if step.state == AuthorisationState.GRANTED and not (step.number or step.dated):
        problems.append(
            FieldProblem("number", "required", _("A granted step has a number or a date, or says it is not known.")),
        )
    if step.state == AuthorisationState.NOT_REQUIRED and not step.note:
        problems.append(FieldProblem("note", "required", _("Say why this step is not required.")))
    return problems
