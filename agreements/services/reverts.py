"""Going back: a field, a part or the whole record as it stood at an earlier version, as a new version with a reason."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.choices import (
    AuthorisationKind,
    AuthorisationState,
    Blocks,
    ClockStart,
    Direction,
    Lapse,
    PartyRole,
    Side,
)
from agreements.history import RowHistory
from agreements.models import Agreement, Document
from agreements.models.due_diligence import HEADINGS
from agreements.services.agreements import CHANGEABLE, DATES
from agreements.services.authorisations import TEXTS as STEP_TEXTS
from agreements.services.authorisations import AuthorisationInput
from agreements.services.drafts import DraftContent, change_draft
from agreements.services.focal_points import TEXTS as CONTACT_TEXTS
from agreements.services.focal_points import FocalPointInput
from agreements.services.parties import PartyInput
from agreements.services.purposes import IndicatorInput, PurposeInput
from agreements.services.records import lock_for_change
from cities.models import City, Governorate
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate, Precision
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.focus_areas.models import FocusArea

LONGEST_REASON = 500
# Indicators stand and fall with their purposes.
REVERTIBLE_PARTS = ("record", "parties", "purposes", "authorisations", "due_diligence", "focal_points")
_COLUMN_OF_DATE = {f"{name}_on": name for name in DATES}
_PARTY_TEXTS = ("name_ar", "name_en", "signatory_ar", "signatory_en")


def is_revertible(part: str, field: str = "") -> bool:
    """Whether a change of this part, or of this field of the record itself, can be taken back."""
    if part == "record" and field:
        return _COLUMN_OF_DATE.get(field, field) in CHANGEABLE
    return part in REVERTIBLE_PARTS and not field


@transaction.atomic
def revert(
    agreement: Agreement,
    *,
    version: int,
    reason: str,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    part: str = "",
    field: str = "",
    expected_version: int | None = None,
) -> Agreement:
    """Bring a draft back to how it stood at `version`: a field of the record, one part, or without either all of it.

    It is a change like any other: the same right, the same checks, a version further, with its reason.
    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput (`reason`, `version`, `part`, or what the
    earlier state would break today).
    """
    locked = lock_for_change(agreement, by=by, expected_version=expected_version)
    history = RowHistory(locked)
    moment = history.moment_of(version)
    problems = _problems(version, locked, moment, reason, part, field)
    if problems or moment is None:
        raise InvalidInput(problems)
    return change_draft(
        locked,
        content_at(history, moment, part=part, field=field),
        by=by,
        at=at,
        today=today,
        expected_version=expected_version,
        reason=reason.strip(),
        facts={"reverted_to": version},
    )


def content_at(history: RowHistory, moment: datetime.datetime, *, part: str = "", field: str = "") -> DraftContent:
    """What stood in the record at a moment, as it would be sent again; without a part all of it."""
    wanted = {part} if part else set(REVERTIBLE_PARTS)
    return DraftContent(
        changes=_own(history, moment, field) if "record" in wanted else {},
        parties=_parties(history, moment) if "parties" in wanted else None,
        purposes=_purposes(history, moment) if "purposes" in wanted else None,
        authorisations=_steps(history, moment) if "authorisations" in wanted else None,
        due_diligence=_diligence(history, moment) if "due_diligence" in wanted else None,
        focal_points=_contacts(history, moment) if "focal_points" in wanted else None,
    )


def _problems(
    version: int, agreement: Agreement, moment: datetime.datetime | None, reason: str, part: str, field: str
) -> list[FieldProblem]:
    problems = []
    if not reason.strip():
        problems.append(FieldProblem("reason", "required", _("Write the reason; the other side reads it.")))
    if len(reason) > LONGEST_REASON:
        message = _("At most %(limit)s characters.") % {"limit": LONGEST_REASON}
        problems.append(FieldProblem("reason", "max_length", message))
    if moment is None or version >= agreement.version:
        problems.append(FieldProblem("version", "unknown", _("There is no such earlier version of this record.")))
    if (part or field) and not is_revertible(part, field):
        problems.append(FieldProblem("part", "not_revertible", _("This is changed by an act, not taken back.")))
    return problems


def _own(history: RowHistory, moment: datetime.datetime, field: str) -> dict[str, Any]:
    row = history.states_at("record", moment)[0]
    values: dict[str, Any] = {name: _date(row, f"{name}_on") for name in DATES}
    values["predecessor"] = Agreement.objects.filter(pk=row.predecessor_id).first() if row.predecessor_id else None
    values |= {name: getattr(row, name) for name in CHANGEABLE - {*DATES, "predecessor"}}
    name = _COLUMN_OF_DATE.get(field, field)
    return {name: values[name]} if field else values


def _date(row: Any, column: str) -> PartialDate | None:
    precision = getattr(row, f"{column}_precision")
    return PartialDate(getattr(row, column), Precision(precision)) if precision else None


def _parties(history: RowHistory, moment: datetime.datetime) -> list[PartyInput]:
    rows = history.states_at("parties", moment)
    cities = City.objects.in_bulk([row.city_id for row in rows if row.city_id])
    governorates = Governorate.objects.in_bulk([row.governorate_id for row in rows if row.governorate_id])
    return [
        PartyInput(
            role=PartyRole(row.role),
            side=Side(row.side),
            city=cities.get(row.city_id),
            governorate=governorates.get(row.governorate_id),
            public_id=row.public_id,
            **{name: getattr(row, name) for name in _PARTY_TEXTS},
        )
        for row in rows
    ]


def _purposes(history: RowHistory, moment: datetime.datetime) -> list[PurposeInput]:
    rows = history.states_at("purposes", moment)
    areas = FocusArea.objects.in_bulk([row.focus_area_id for row in rows])
    indicators = history.states_at("indicators", moment)
    return [
        PurposeInput(
            focus_area=areas[row.focus_area_id],
            statement_ar=row.statement_ar,
            statement_en=row.statement_en,
            indicators=tuple(_indicator(one) for one in indicators if one.purpose_id == row.pgh_obj_id),
        )
        for row in rows
    ]


def _indicator(row: Any) -> IndicatorInput:
    return IndicatorInput(
        name_ar=row.name_ar,
        name_en=row.name_en,
        unit_ar=row.unit_ar,
        unit_en=row.unit_en,
        target=row.target,
        baseline=row.baseline,
        due=_date(row, "due_on"),
        target_groups=tuple(row.target_groups),
        direction=Direction(row.direction),
    )


def _steps(history: RowHistory, moment: datetime.datetime) -> list[AuthorisationInput]:
    rows = history.states_at("authorisations", moment)
    standing = Document.objects.filter(withdrawn_at__isnull=True)
    documents = standing.in_bulk([row.document_id for row in rows if row.document_id])
    return [
        AuthorisationInput(
            kind=AuthorisationKind(row.kind),
            state=AuthorisationState(row.state),
            side=Side(row.side),
            blocks=Blocks(row.blocks),
            dated=_date(row, "dated_on"),
            document=documents.get(row.document_id),
            recorded_by=Role(row.recorded_by),
            clock_days=row.clock_days,
            clock_from=ClockStart(row.clock_from),
            on_lapse=Lapse(row.on_lapse),
            public_id=row.public_id,
            **{name: getattr(row, name) for name in STEP_TEXTS},
        )
        for row in rows
    ]


def _diligence(history: RowHistory, moment: datetime.datetime) -> dict[str, str]:
    rows = history.states_at("due_diligence", moment)
    return {heading: getattr(rows[0], heading) if rows else "" for heading in HEADINGS}


def _contacts(history: RowHistory, moment: datetime.datetime) -> list[FocalPointInput]:
    return [
        FocalPointInput(side=Side(row.side), **{name: getattr(row, name) for name in CONTACT_TEXTS})
        for row in history.states_at("focal_points", moment)
    ]
