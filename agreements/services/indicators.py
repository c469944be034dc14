"""Indicators of a living agreement: some are added later, and how one is measured is mended, with a reason."""

import datetime
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import check_texts
from agreements.choices import Status
from agreements.exceptions import ActNotPermitted, NotEditable
from agreements.models import Agreement, Indicator, Purpose
from agreements.policies import AgreementPolicy
from agreements.services.purposes import IndicatorInput, fill_indicator, problems_of_indicator
from agreements.services.records import lock, save_changed
from twinning.accounts.models import User
from twinning.core.exceptions import FieldProblem, InvalidInput

# While these hold, the statement of a purpose is what was signed; how it is measured may still be worked on.
MEASURED_STATUSES = (Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED, Status.HISTORICAL)
LONGEST_REASON = 500


@transaction.atomic
def add_indicator(
    purpose: Purpose,
    indicator: IndicatorInput,
    *,
    by: User,
    at: datetime.datetime,
    public_id: uuid.UUID | None = None,
    expected_version: int | None = None,
) -> Indicator:
    """Add an indicator to a purpose of a living agreement; the id sent twice has added one.

    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput.
    """
    locked = _lock(purpose.agreement, by=by, expected_version=expected_version)
    made = Indicator.objects.filter(public_id=public_id, purpose=purpose).first() if public_id else None
    if made is not None:
        return made
    row = Indicator(public_id=public_id or uuid.uuid4(), purpose=purpose, version=0)
    _fill(row, indicator)
    facts = {"changed": ["purposes"], "indicator": str(row.public_id)}
    save_changed(locked, "agreement.changed", by=by, at=at, facts=facts)
    return row


@transaction.atomic
def change_indicator(
    indicator: Indicator,
    answers: IndicatorInput,
    *,
    reason: str,
    by: User,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> Indicator:
    """Mend how a purpose of a living agreement is measured; the reason stays with the change.

    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput (field `reason` too).
    """
    locked = _lock(indicator.purpose.agreement, by=by, expected_version=expected_version)
    problems = check_texts([("reason", reason, LONGEST_REASON)])
    if not reason.strip():
        message = _("Say why the indicator is changed; measurements were taken by it.")
        problems.append(FieldProblem("reason", "required", message))
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    _fill(row, answers, problems)
    facts = {"changed": ["purposes"], "indicator": str(row.public_id)}
    save_changed(locked, "agreement.changed", by=by, at=at, reason=reason.strip(), facts=facts)
    return row


def _lock(agreement: Agreement, *, by: User, expected_version: int | None) -> Agreement:
    locked = lock(agreement, expected_version=expected_version)
    if not AgreementPolicy.can_change(by, locked):
        raise ActNotPermitted
    if locked.status not in MEASURED_STATUSES:
        raise NotEditable
    return locked


def _fill(row: Indicator, answers: IndicatorInput, found: list[FieldProblem] | None = None) -> None:
    problems = [*(found or []), *problems_of_indicator("", answers)]
    if problems:
        raise InvalidInput(problems)
    fill_indicator(row, answers)
