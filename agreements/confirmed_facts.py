"""What the other side confirms of a record, and how its confirmation stands today."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Confirmation
from agreements.models.confirmation import ConfirmedPart, RoundState
from twinning.core.dates import PartialDate


class Standing(models.TextChoices):
    """How the confirmation of a record stands."""

    NOT_ASKED = "not_asked", _("Not confirmed: not asked yet")
    ASKED = "asked", _("The other side has been asked")
    CONFIRMED = "confirmed", _("Confirmed by the other side")
    CHANGED = "changed", _("Changed since it was confirmed")
    DISPUTED = "disputed", _("Disputed by the other side")
    SETTLED = "settled", _("Dispute settled")


@dataclass(frozen=True, slots=True)
class ConfirmationStanding:
    """The standing of a record with the rounds that say so; `asked` is the asking that waits for its answer."""

    standing: Standing
    asked: Confirmation | None = None
    confirmed: Confirmation | None = None
    disputed: Confirmation | None = None
    settled: Confirmation | None = None
    changed_parts: Sequence[str] = field(default_factory=tuple)


def facts_of(agreement: Agreement) -> dict[str, Any]:
    """The facts of a record part by part, as both sides must say them alike; its status is not one of them."""
    return {
        ConfirmedPart.TITLE: [agreement.title_ar, agreement.title_en],
        ConfirmedPart.TYPE: agreement.type,
        ConfirmedPart.PARTIES: sorted(
            [party.role, party.side, party.place_key, party.name_ar, party.name_en] for party in agreement.parties.all()
        ),
        ConfirmedPart.SIGNED: _day(agreement.signed),
        ConfirmedPart.IN_FORCE: _day(agreement.in_force),
        ConfirmedPart.ENDS: [_day(agreement.ends), agreement.has_no_end],
        ConfirmedPart.PURPOSES: sorted(
            [purpose.focus_area.code, purpose.statement_ar, purpose.statement_en]
            for purpose in agreement.purposes.all()
        ),
        ConfirmedPart.LEGAL_BASIS: sorted(
            [step.kind, step.side, step.state, step.number, *_day(step.dated)]
            for step in agreement.authorisations.all()
        ),
    }


def fingerprint_of(agreement: Agreement) -> str:
    """SHA-256 over the facts: two records with the same one say the same."""
    text = json.dumps(facts_of(agreement), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def standing_of(rounds: Sequence[Confirmation], fingerprint: str) -> ConfirmationStanding:
    """How a record with these askings (oldest first) and this fingerprint stands.

    A dispute stands until it is settled, or until a later answer confirms the record.
    """
    asked = next((one for one in rounds if one.state == RoundState.ASKED), None)
    answers = [one for one in rounds if one.state != RoundState.ASKED]
    confirmed = _last(answers, RoundState.CONFIRMED)
    disputed = _last(answers, RoundState.DISPUTED)
    settled = _last(answers, RoundState.SETTLED)
    if disputed is not None and (confirmed is None or _is_later(disputed, confirmed)):
        return ConfirmationStanding(Standing.DISPUTED, asked=asked, disputed=disputed, confirmed=confirmed)
    if asked is not None:
        return ConfirmationStanding(Standing.ASKED, asked=asked, confirmed=confirmed, settled=settled)
    if confirmed is not None and (settled is None or _is_later(confirmed, settled)):
        same = confirmed.fingerprint == fingerprint
        return ConfirmationStanding(Standing.CONFIRMED if same else Standing.CHANGED, confirmed=confirmed)
    if settled is not None:
        return ConfirmationStanding(Standing.SETTLED, settled=settled, confirmed=confirmed)
    return ConfirmationStanding(Standing.NOT_ASKED)


def _last(answers: Sequence[Confirmation], state: RoundState) -> Confirmation | None:
    of_state = [one for one in answers if one.state == state]
    return max(of_state, key=lambda one: (one.answered_at, one.pk), default=None)


def _is_later(one: Confirmation, other: Confirmation) -> bool:
    return (one.answered_at, one.pk) > (other.answered_at, other.pk)


def _day(date: PartialDate | None) -> list[str]:
    return ["", ""] if date is None else [date.value.isoformat() if date.value else "", date.precision.value]
