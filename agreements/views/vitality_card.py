"""The vitality of a relationship with its reasons, for the pages of relationships and their agreements."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.models import Relationship
from twinning.core.models import in_language


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact that the vitality rests on."""

    text: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class VitalityCard:
    """How a relationship is, why, and when that was worked out."""

    vitality: str
    reasons: Sequence[Reason]
    computed_on: datetime.date | None
    is_illustrative: bool

    @property
    def rule(self) -> str:
        return _("Signings and courtesy visits never raise the vitality.")


def vitality_card(relationship: Relationship | None) -> VitalityCard | None:
    """The card of a relationship; a draft without one has none."""
    if relationship is None:
        return None
    reasons = [row for row in relationship.vitality_reasons if isinstance(row, dict)]
    return VitalityCard(
        vitality=relationship.vitality,
        reasons=[Reason(in_language(row.get("ar", ""), row.get("en", "")), bool(row.get("good"))) for row in reasons],
        computed_on=relationship.vitality_on,
        is_illustrative=any(row.get("illustrative") for row in reasons),
    )
