"""Recording how far an indicator has come: a value, as of when, from what source, with its document."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import check_texts
from agreements.models import Agreement, Document, Indicator, Measurement
from agreements.services.documents import DocumentInput, add_documents
from agreements.services.evidence import (
    check_belongs,
    mark_void,
    record_evidence,
    require_follow_up,
    require_standing,
)
from twinning.accounts.models import User
from twinning.core.dates import PartialDate, Precision
from twinning.core.exceptions import FieldProblem, InvalidInput

LONGEST_SOURCE = 300


@dataclass(frozen=True, slots=True)
class MeasurementInput:
    """A value as typed or sent; `as_of` says when it held, as far as that is known."""

    value: Decimal
    as_of: PartialDate
    source: str
    document: Document | None = None


@transaction.atomic
def record_measurement(
    indicator: Indicator,
    measurement: MeasurementInput,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    upload: DocumentInput | None = None,
    public_id: uuid.UUID | None = None,
) -> Measurement:
    """Record a value of an indicator of a published agreement; the id sent twice has recorded one value.

    Raises: NotFollowedYet, ActNotPermitted, InvalidInput.
    """
    agreement = indicator.purpose.agreement
    require_follow_up(agreement, by=by)
    if public_id is not None:
        made: Measurement | None = Measurement.objects.filter(public_id=public_id, indicator=indicator).first()
        if made is not None:
            return made
    problems = _problems(agreement, measurement, today=today)
    if problems:
        raise InvalidInput(problems)
    kept: Sequence[Document] = add_documents(agreement, [upload], by=by, at=at) if upload else ()
    row = Measurement(
        public_id=public_id or uuid.uuid4(),
        indicator=indicator,
        value=measurement.value,
        source=measurement.source.strip(),
        document=kept[0] if kept else measurement.document,
    )
    row.measured = measurement.as_of
    row.save()
    facts = {"indicator": str(indicator.public_id), "value": str(row.value), "as_of": measurement.as_of.as_json()}
    record_evidence(row, "measurement.recorded", agreement=agreement, by=by, at=at, today=today, facts=facts)
    return row


@transaction.atomic
def void_measurement(
    measurement: Measurement,
    *,
    reason: str,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    expected_version: int | None = None,
) -> Measurement:
    """Take a value that is wrong out of every figure; it stays on record with the reason, and another is recorded.

    Raises: ActNotPermitted, AlreadyVoid, StaleVersion, InvalidInput (no reason).
    """
    rows = Measurement.objects.select_for_update(of=("self",)).select_related("indicator__purpose__agreement")
    locked: Measurement = rows.get(pk=measurement.pk)
    agreement = locked.indicator.purpose.agreement
    require_follow_up(agreement, by=by)
    require_standing(locked, expected_version=expected_version)
    mark_void(locked, reason=reason, at=at)
    locked.version += 1
    locked.save()
    record_evidence(
        locked, "measurement.voided", agreement=agreement, by=by, at=at, today=today, reason=locked.void_reason
    )
    return locked


def _problems(agreement: Agreement, measurement: MeasurementInput, *, today: datetime.date) -> list[FieldProblem]:
    problems = check_texts([("source", measurement.source, LONGEST_SOURCE)])
    if not measurement.source.strip():
        message = _("Say where the value comes from, such as “Annual report 2026, page 12”.")
        problems.append(FieldProblem("source", "required", message))
    if measurement.as_of.precision == Precision.UNKNOWN:
        message = _("Say as of when the value holds; a month or a year is enough.")
        problems.append(FieldProblem("as_of", "required", message))
    elif measurement.as_of.is_surely_after_day(today):
        problems.append(FieldProblem("as_of", "in_the_future", _("Nothing can be measured on a day that lies ahead.")))
    documents = [measurement.document] if measurement.document else []
    found = check_belongs(agreement, purposes=(), documents=documents)
    return problems + [FieldProblem("document", problem.code, problem.message) for problem in found]
