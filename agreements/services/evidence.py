"""How every record of what came of an agreement begins and ends: who may, since when; then its event."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy as _

from agreements.choices import PUBLISHED_STATUSES
from agreements.exceptions import ActNotPermitted, AlreadyVoid, NotFollowedYet
from agreements.models import Activity, Agreement, Document, Measurement, Project, Purpose
from agreements.models.voiding import LONGEST_REASON
from agreements.policies import AgreementPolicy
from agreements.services.vitality import refresh
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.core.exceptions import FieldProblem, InvalidInput, StaleVersion
from twinning.core.money import CURRENCIES
from twinning.core.text import find_control_characters
from twinning.events.services import Happening, record

Evidence: TypeAlias = Activity | Project | Measurement


def require_follow_up(agreement: Agreement, *, by: User) -> None:
    """Raises: NotFollowedYet before the agreement is published; ActNotPermitted for whoever is of neither side."""
    if agreement.status not in PUBLISHED_STATUSES:
        raise NotFollowedYet
    if not AgreementPolicy.can_follow_up(by, agreement):
        raise ActNotPermitted


def require_standing(locked: Evidence, *, expected_version: int | None) -> None:
    """Raises: StaleVersion when a locked row moved on; AlreadyVoid."""
    if expected_version is not None and locked.version != expected_version:
        raise StaleVersion(_("Somebody has changed this record since you read it. Read it again, then send."))
    if locked.is_void:
        raise AlreadyVoid


def mark_void(locked: Evidence, *, reason: str, at: datetime.datetime) -> None:
    """Take a locked row out of every list and figure. Raises: InvalidInput without a reason."""
    text = reason.strip()
    if not text:
        raise InvalidInput([FieldProblem("reason", "required", _("Say why this entry is void; the reason stays."))])
    if len(text) > LONGEST_REASON or find_control_characters(text):
        message = _("Write the reason in at most %(most)s visible characters.") % {"most": LONGEST_REASON}
        raise InvalidInput([FieldProblem("reason", "invalid", message)])
    locked.voided_at = at
    locked.void_reason = text


def record_evidence(
    row: Evidence,
    event: str,
    *,
    agreement: Agreement,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Work the vitality out again and record the event of a row that was just saved; the last step of every write."""
    if agreement.relationship is not None:
        refresh(agreement.relationship, today=today, at=at)
    happening = Happening(
        type=event,
        subject_type=event.partition(".")[0],
        subject_id=str(row.public_id),
        subject_version=row.version,
        payload={"agreement": str(agreement.public_id), "day": today.isoformat(), **(facts or {})},
    )
    record(happening, by=by, at=at, reason=reason)


def check_money(field: str, amount: Decimal | None, currency: str) -> list[FieldProblem]:
    """An amount is not negative and says its currency; problems name `field` and `currency`."""
    if amount is None:
        return []
    problems = []
    if amount < 0:
        problems.append(FieldProblem(field, "too_small", _("An amount is 0 or more.")))
    if currency not in CURRENCIES:
        problems.append(FieldProblem("currency", "required", _("Say in which currency, such as JOD.")))
    return problems


def check_order(starts: PartialDate | None, ends: PartialDate | None) -> list[FieldProblem]:
    """No end before the beginning, as far as the two are known."""
    if starts and ends and ends.is_surely_before(starts):
        return [FieldProblem("ends", "before_start", _("The end cannot lie before the beginning."))]
    return []


def check_belongs(
    agreement: Agreement, *, purposes: Iterable[Purpose], documents: Iterable[Document]
) -> list[FieldProblem]:
    """Purposes served and documents kept are those of the agreement itself."""
    problems = []
    if any(purpose.agreement_id != agreement.pk for purpose in purposes):
        problems.append(FieldProblem("purposes", "does_not_exist", _("Choose purposes of this agreement.")))
    if any(document.agreement_id != agreement.pk or document.withdrawn_at for document in documents):
        problems.append(FieldProblem("documents", "does_not_exist", _("Choose documents of this agreement.")))
    return problems
