"""What speaks against a partner: told beside the score, never hidden in it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from agreements.choices import Vitality
from agreements.matching.candidates import Match
from agreements.matching.evidence import public_relationships
from agreements.matching.facts import Evidence, Seeker
from agreements.models import ApprovalRoute, RelationshipMember

MANY_DORMANT = 3
FAR_HOURS = 6.0


@dataclass(frozen=True, slots=True)
class Against:
    """One thing to know first: a code, and a number where one tells more."""

    code: str
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the register knows of places beyond their merits; counts by city or country, of what is public."""

    ties: Mapping[int, int]
    dormant: Mapping[int, int]
    countries_tied: frozenset[str]
    steps: Mapping[str, int]
    usual_steps: int


def read_circumstances(seeker: Seeker, cities: Iterable[int]) -> Circumstances:
    """Read for these cities; four queries."""
    wanted = list(cities)
    members = RelationshipMember.objects.filter(relationship__in=public_relationships(), city_id__in=wanted)
    rows = list(members.values_list("city_id", "relationship__vitality"))
    routes = ApprovalRoute.objects.filter(agreement_type="").annotate(number=Count("steps"))
    steps: dict[str | None, int] = dict(routes.values_list("country_id", "number"))
    return Circumstances(
        ties=Counter(city for city, _ in rows if city),
        dormant=Counter(city for city, vitality in rows if city and vitality == Vitality.DORMANT),
        countries_tied=_countries_tied_to(seeker.setting.country),
        steps={country: number for country, number in steps.items() if country},
        usual_steps=steps.get(None, 0),
    )


def against(match: Match, seeker: Seeker, circumstances: Circumstances) -> list[Against]:
    """What to know before writing to this place, the gravest first."""
    city, setting = match.city_id, match.candidate.setting
    dormant = circumstances.dormant.get(city, 0)
    hours = _hours_apart(setting.utc_offset, seeker.setting.utc_offset)
    steps = circumstances.steps.get(setting.country, circumstances.usual_steps)
    found = [
        (dormant >= MANY_DORMANT, Against("dormant_ties", dormant)),
        (
            bool(seeker.setting.country) and setting.country not in circumstances.countries_tied,
            Against("no_country_tie"),
        ),
        (not circumstances.ties.get(city), Against("no_contact")),
        (steps > circumstances.usual_steps, Against("longer_route", steps)),
        (hours is not None and hours > FAR_HOURS, Against("far_in_time", hours)),
        (match.candidate.evidence == Evidence(), Against("nothing_on_file")),
    ]
    return [warning for holds, warning in found if holds]


def _countries_tied_to(country: str) -> frozenset[str]:
    if not country:
        return frozenset()
    own = RelationshipMember.objects.filter(relationship__in=public_relationships(), city__country_id=country)
    tied = RelationshipMember.objects.filter(relationship__in=own.values("relationship_id"))
    return frozenset(code for code in tied.values_list("city__country_id", flat=True).distinct() if code)


def _hours_apart(here: float | None, there: float | None) -> float | None:
    if here is None or there is None:
        return None
    apart = abs(here - there)
    return min(apart, 24 - apart)
