"""The vitality of a relationship with its reasons, its law and its trend, for the pages of ties and agreements."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from agreements.models import Relationship
from agreements.policies import Person
from agreements.relationship_policies import VitalityPolicy
from agreements.services.vitality import thresholds
from agreements.views.vitality_trend import Trend, trend_of
from agreements.vitality_words import ReasonWords, law_in_words, reasons_in_words


@dataclass(frozen=True, slots=True)
class WholeVitality:
    """How a relationship is once internal records count too; for those who may read them all."""

    vitality: str
    reasons: Sequence[ReasonWords]


@dataclass(frozen=True, slots=True)
class VitalityCard:
    """How a relationship is, why, by which law, and when that was worked out."""

    vitality: str
    reasons: Sequence[ReasonWords]
    computed_on: datetime.date | None
    law: Sequence[str]
    trend: Trend | None
    whole: WholeVitality | None


def vitality_card(
    relationship: Relationship | None, *, person: Person, today: datetime.date | None = None, mirrored: bool = False
) -> VitalityCard | None:
    """The card of a relationship; a draft without one has none. With `today` it shows the trend up to that day."""
    if relationship is None:
        return None
    return VitalityCard(
        vitality=relationship.vitality,
        reasons=reasons_in_words(relationship.vitality_reasons),
        computed_on=relationship.vitality_on,
        law=law_in_words(thresholds()),
        trend=trend_of(relationship, today=today, mirrored=mirrored) if today else None,
        whole=_whole(relationship, person),
    )


def _whole(relationship: Relationship, person: Person) -> WholeVitality | None:
    """What internal records add, where they add anything and this person may read them."""
    is_same = (relationship.vitality, relationship.vitality_reasons) == (
        relationship.whole_vitality,
        relationship.whole_vitality_reasons,
    )
    if is_same or not VitalityPolicy.reads_whole(person, relationship):
        return None
    return WholeVitality(relationship.whole_vitality, reasons_in_words(relationship.whole_vitality_reasons))
