"""Suggestions of partners as JSON: every reason in both languages."""

from dataclasses import dataclass

from django.utils import translation
from rest_framework import serializers

from agreements.match_words import Lexicon, against_text, reason_text
from agreements.matching.cautions import Against
from agreements.matching.criteria import Criterion
from agreements.matching.scoring import Part
from agreements.matching.suggestions import Suggestion
from cities.api.references import CityReferenceSerializer
from cities.models import City
from twinning.core.rest.fields import BilingualField


@dataclass(frozen=True, slots=True)
class SaidPart:
    """A part of a score in words of both languages."""

    criterion: str
    points: float
    max_points: float
    code: str
    reason_ar: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class SaidAgainst:
    """What speaks against a place in words of both languages."""

    code: str
    text_ar: str
    text_en: str


@dataclass(frozen=True, slots=True)
class SaidSuggestion:
    """A suggestion as the API tells it."""

    city: City
    rank: int | None
    score: float
    parts: list[SaidPart]
    against: list[SaidAgainst]


class PartSerializer(serializers.Serializer[SaidPart]):
    """What one criterion gives, of how many points, and why."""

    criterion = serializers.ChoiceField(Criterion.choices, read_only=True)
    points = serializers.FloatField(read_only=True)
    max_points = serializers.FloatField(read_only=True)
    code = serializers.CharField(read_only=True)
    reason = BilingualField(read_only=True)


class AgainstSerializer(serializers.Serializer[SaidAgainst]):
    """One thing to know before writing to the place."""

    code = serializers.CharField(read_only=True)
    text = BilingualField(read_only=True)


class SuggestionSerializer(serializers.Serializer[SaidSuggestion]):
    """A place with its score of 0 to 100, the parts that add up to it, and what speaks against it.

    `rank` is null for a place that may not be suggested: the asking city, one of its country, one tied with it already.
    """

    city = CityReferenceSerializer(read_only=True)
    rank = serializers.IntegerField(read_only=True, allow_null=True)
    score = serializers.FloatField(read_only=True)
    parts = PartSerializer(many=True, read_only=True)
    against = AgainstSerializer(many=True, read_only=True)


class MatchesSerializer(serializers.Serializer[object]):
    """The weights in force, by criterion, and the suggestions, best first."""

    weights = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    number_of_places = serializers.IntegerField(read_only=True)
    results = SuggestionSerializer(many=True, read_only=True)
    about = SuggestionSerializer(read_only=True, allow_null=True)


def say(suggestion: Suggestion, lexicon: Lexicon) -> SaidSuggestion:
    """Put a suggestion into both languages."""
    return SaidSuggestion(
        city=suggestion.city,
        rank=suggestion.match.rank,
        score=suggestion.match.score.total,
        parts=[_part(part, lexicon) for part in suggestion.match.score.parts],
        against=[_against(said) for said in suggestion.against],
    )


def _part(part: Part, lexicon: Lexicon) -> SaidPart:
    with translation.override("ar"):
        reason_ar = reason_text(part.contribution, lexicon)
    with translation.override("en"):
        reason_en = reason_text(part.contribution, lexicon)
    return SaidPart(part.criterion.value, part.points, part.most, part.contribution.code, reason_ar, reason_en)


def _against(said: Against) -> SaidAgainst:
    with translation.override("ar"):
        text_ar = against_text(said)
    with translation.override("en"):
        text_en = against_text(said)
    return SaidAgainst(said.code, text_ar, text_en)
