"""Suggestions as the page shows them: parts with bars, reasons, evidence, what speaks against."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from agreements.match_words import Lexicon, against_text, reason_text
from agreements.matching.criteria import Criterion
from agreements.matching.scoring import Part
from agreements.matching.suggestions import Suggestion
from cities.models import City, EntryState, ProfileEntry, ReferenceCity

MOST_PLUSES = 3


@dataclass(frozen=True, slots=True)
class PartRow:
    """One criterion of one place: points of how many, and the reason in words."""

    criterion: Criterion
    points: float
    most: float
    reason: str

    @property
    def label(self) -> str:
        return str(self.criterion.label)


@dataclass(frozen=True, slots=True)
class MatchCard:
    """One suggested place, ready to show."""

    city: City
    rank: int | None
    score: float
    parts: tuple[PartRow, ...]
    against: tuple[str, ...]
    references: tuple[ReferenceCity, ...]
    evidence: tuple[ProfileEntry, ...]

    @property
    def pluses(self) -> list[PartRow]:
        """What gives most."""
        gaining = [part for part in self.parts if part.points > 0]
        return sorted(gaining, key=lambda part: -part.points)[:MOST_PLUSES]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One criterion across the compared places."""

    label: str
    parts: tuple[PartRow, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Chosen places side by side."""

    cards: tuple[MatchCard, ...]

    @property
    def rows(self) -> list[ComparisonRow]:
        return [ComparisonRow(parts[0].label, parts) for parts in zip(*(c.parts for c in self.cards), strict=True)]


def cards_of(suggestions: Sequence[Suggestion], lexicon: Lexicon) -> list[MatchCard]:
    """Cards in the order of the suggestions; two queries for the evidence."""
    cities = [one.city.pk for one in suggestions]
    references, entries = defaultdict(list), defaultdict(list)
    for reference in ReferenceCity.objects.listed().filter(city__in=cities):
        references[reference.city_id].append(reference)
    for entry in _accepted(cities):
        entries[entry.city_id].append(entry)
    return [
        MatchCard(
            city=one.city,
            rank=one.match.rank,
            score=one.match.score.total,
            parts=tuple(_row(part, lexicon) for part in one.match.score.parts),
            against=tuple(against_text(said) for said in one.against),
            references=tuple(references[one.city.pk]),
            evidence=tuple(entries[one.city.pk]),
        )
        for one in suggestions
    ]


def _accepted(cities: Sequence[int]) -> QuerySet[ProfileEntry]:
    return ProfileEntry.objects.filter(city__in=cities, state=EntryState.ACCEPTED).order_by("city", "facet", "id")


def _row(part: Part, lexicon: Lexicon) -> PartRow:
    return PartRow(part.criterion, part.points, part.most, reason_text(part.contribution, lexicon))
