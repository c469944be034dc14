"""Writing what an agreement is for and how that is measured."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT, check_texts
from agreements.choices import Direction
from agreements.models import Agreement, Indicator, Purpose
from agreements.services.records import lock_for_change, save_changed
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.focus_areas.models import FocusArea


@dataclass(frozen=True, slots=True)
class IndicatorInput:
    """An indicator as typed or sent; without a baseline it is recorded as not known.

    A baseline tells the direction by itself: a target below it is meant to be fallen to.
    """

    name_ar: str
    name_en: str
    unit_ar: str
    unit_en: str
    target: Decimal
    baseline: Decimal | None = None
    due: PartialDate | None = None
    target_groups: tuple[str, ...] = ()
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class PurposeInput:
    """A purpose as typed or sent: a focus area, a statement in at least one language, its indicators."""

    focus_area: FocusArea
    statement_ar: str = ""
    statement_en: str = ""
    indicators: tuple[IndicatorInput, ...] = field(default_factory=tuple)


@transaction.atomic
def set_purposes(
    agreement: Agreement,
    purposes: Sequence[PurposeInput],
    *,
    by: User,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> Agreement:
    """Replace the purposes of a draft together with their indicators.

    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput (fields `purposes.<n>.…`).
    """
    locked = lock_for_change(agreement, by=by, expected_version=expected_version)
    put_purposes(locked, purposes)
    save_changed(locked, "agreement.changed", by=by, at=at, facts={"changed": ["purposes"]})
    return locked


def put_purposes(locked: Agreement, purposes: Sequence[PurposeInput]) -> None:
    """Replace the purposes of a locked agreement; the caller ends the write with `save_changed`.

    Raises: InvalidInput (fields `purposes.<n>.…`).
    """
    problems = [problem for index, purpose in enumerate(purposes) for problem in _problems(index, purpose)]
    if problems:
        raise InvalidInput(problems)
    locked.purposes.all().delete()
    for position, purpose in enumerate(purposes):
        _fill(Purpose(agreement=locked, position=position, version=0), purpose)


@transaction.atomic
def save_purpose(
    agreement: Agreement,
    purpose: PurposeInput,
    *,
    public_id: uuid.UUID,
    by: User,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> Agreement:
    """Write one purpose of a draft: the one with this id, or a new one that takes it.

    Whoever sends a new purpose chooses its id, so that sending it twice makes one. Indicators are matched by order.
    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput (fields without the `purposes.<n>.` prefix).
    """
    locked = lock_for_change(agreement, by=by, expected_version=expected_version)
    problems = [
        FieldProblem(problem.field.removeprefix("purposes.0."), problem.code, problem.message)
        for problem in _problems(0, purpose)
    ]
    if problems:
        raise InvalidInput(problems)
    row = locked.purposes.filter(public_id=public_id).first()
    if row is None:
        position = max(locked.purposes.values_list("position", flat=True), default=-1) + 1
        row = Purpose(agreement=locked, public_id=public_id, position=position, version=0)
    _fill(row, purpose)
    save_changed(locked, "agreement.changed", by=by, at=at, facts={"changed": ["purposes"]})
    return locked


@transaction.atomic
def remove_purpose(purpose: Purpose, *, by: User, at: datetime.datetime) -> Agreement:
    """Take a purpose out of a draft; its history stays.

    Raises: ActNotPermitted, NotEditable.
    """
    locked = lock_for_change(purpose.agreement, by=by)
    purpose.delete()
    save_changed(locked, "agreement.changed", by=by, at=at, facts={"changed": ["purposes"]})
    return locked


def _fill(row: Purpose, purpose: PurposeInput) -> None:
    """Write a purpose and its indicators over what stands there; what keeps its place keeps its id."""
    row.focus_area = purpose.focus_area
    row.statement_ar = purpose.statement_ar.strip()
    row.statement_en = purpose.statement_en.strip()
    row.version += 1
    row.save()
    kept = list(row.indicators.order_by("pk"))
    for surplus in kept[len(purpose.indicators) :]:
        surplus.delete()
    for number, indicator in enumerate(purpose.indicators):
        fill_indicator(kept[number] if number < len(kept) else Indicator(purpose=row, version=0), indicator)


def fill_indicator(row: Indicator, indicator: IndicatorInput) -> None:
    """Write an indicator over a row, one version further; the caller has checked it."""
    for name in ("name_ar", "name_en", "unit_ar", "unit_en"):
        setattr(row, name, getattr(indicator, name).strip())
    row.baseline, row.target, row.due = indicator.baseline, indicator.target, indicator.due
    row.target_groups = list(indicator.target_groups)
    row.direction = _direction_of(indicator)
    row.version += 1
    row.save()


def _direction_of(indicator: IndicatorInput) -> Direction:
    if indicator.baseline is None or indicator.baseline == indicator.target:
        return indicator.direction or Direction.RISE
    return Direction.FALL if indicator.target < indicator.baseline else Direction.RISE


def _problems(index: int, purpose: PurposeInput) -> list[FieldProblem]:
    at = f"purposes.{index}"
    problems = check_texts(
        [
            (f"{at}.statement_ar", purpose.statement_ar, LONGEST_TEXT),
            (f"{at}.statement_en", purpose.statement_en, LONGEST_TEXT),
        ],
    )
    if not (purpose.statement_ar.strip() or purpose.statement_en.strip()):
        message = _("Write what exactly is wanted, in one sentence.")
        problems.append(FieldProblem(f"{at}.statement_ar", "required", message))
    for number, indicator in enumerate(purpose.indicators):
        problems += problems_of_indicator(f"{at}.indicators.{number}.", indicator)
    return problems


def problems_of_indicator(within: str, indicator: IndicatorInput) -> list[FieldProblem]:
    """What is wrong with an indicator; each field's name is led by `within`."""
    problems = check_texts(
        (f"{within}{name}", getattr(indicator, name), 60 if name.startswith("unit") else 200)
        for name in ("name_ar", "name_en", "unit_ar", "unit_en")
    )
    if not (indicator.name_ar.strip() or indicator.name_en.strip()):
        problems.insert(0, FieldProblem(f"{within}name_ar", "required", _("Name the indicator.")))
    return problems
