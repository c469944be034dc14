"""Weighing the places that a mention may mean: what speaks for each, and whether one of them is sure.

Each place gets a strength in powers of ten, as if by inhabitants: a place ten times larger is as much likelier as
1.0 says. What the name, the country, the region and the position tell is added to it. The first is sure where it
leads the next place that lies elsewhere by enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log10

from cities.distance import distance_km
from cities.models import CityNameKind
from cities.resolution.answers import Candidate, Mention, Reason, ReasonCode, Resolution, Verdict
from cities.resolution.countries import CountryReading, Standing, claimants_of, territories_of
from cities.resolution.lookup import Place
from cities.resolution.readings import NameReadings, Way

MOST_CANDIDATES = 10
NEAR_KM = 25
_BESIDE_KM = 60
_SAME_SPOT_KM = 12
# What a hamlet counts at least: below it the number of inhabitants tells nothing.
_FEWEST_INHABITANTS = 300
# How much each reading and each kind of name counts less than the very name, in the same powers of ten. The numbers
# here and below were fitted on one half of the world's ties; the other half was left for measuring.
_OF_WAY = {
    Way.WHOLE: 0.0,
    Way.SPELLING: -0.8,
    Way.WITHOUT_KIND: -0.6,
    Way.DOUBLE: -1.2,
    Way.BASE: -0.6,
    Way.PART: -0.8,
    Way.COMPOUND: -1.0,
    Way.SHORT: -2.5,
    Way.NEAR: -3.0,
    Way.LIKE: -3.0,
    Way.HALF: -3.5,
    Way.STEM: -4.0,
    Way.WHOLE_OF_PART: -6.0,
    Way.NAMED_AFTER: -6.0,
}
_OF_NAME = {
    CityNameKind.OFFICIAL: 0.0,
    CityNameKind.ALIAS: 0.0,
    CityNameKind.TRANSLITERATION: -3.0,
    CityNameKind.CODE: -8.0,
}
_OF_OTHER_NAME = -1.7
_SPELT_SO = 0.8
# A place that is known in many languages is meant more often than its inhabitants alone tell.
_OF_FAME = 0.8
_IN_REGION, _OUT_OF_REGION = 5.0, -5.0
_NEAR, _FAR = 8.0, -8.0
_ELSEWHERE, _DISPUTED, _OF_COUNTRY = -10.0, -1.0, -0.8
# By how much the first must lead: within a country that is given, among all the world's, by a weak reading.
_LEAD, _LEAD_ANYWHERE, _LEAD_OF_WEAK = 0.2, 2.4, 2.0
_EVIDENCE = {ReasonCode.IN_REGION, ReasonCode.IN_COUNTRY, ReasonCode.OF_COUNTRY}
_DOUBTFUL = {ReasonCode.ELSEWHERE, ReasonCode.DISPUTED, ReasonCode.OUT_OF_REGION, ReasonCode.FAR}
_WEAK_WAYS = {Way.STEM, Way.SHORT, Way.HALF, Way.NEAR}
# A slip of the pen is believed of the name of a large place; of two hamlets either may be meant.
_BELIEVED_SLIP_INHABITANTS, _BELIEVED_SLIP_LETTERS = 20_000, 8
_DOUBTFUL_WAYS = {Way.LIKE, Way.WHOLE_OF_PART, Way.NAMED_AFTER}


@dataclass(frozen=True, slots=True)
class Find:
    """A place that one of the mention's readings found, by which of its names."""

    place: Place
    way: Way
    name: str
    name_kind: CityNameKind
    beside: tuple[str, ...] = ()

    @property
    def quality(self) -> float:
        return _OF_WAY[self.way] + _OF_NAME.get(self.name_kind, _OF_OTHER_NAME)


@dataclass(frozen=True, slots=True)
class Question:
    """A mention, understood: how its name and country may be read, and which divisions it speaks of."""

    mention: Mention
    names: NameReadings
    country: CountryReading
    divisions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A find with its strength and with what speaks for and against it."""

    find: Find
    strength: float
    reasons: tuple[Reason, ...]

    @property
    def codes(self) -> set[ReasonCode]:
        return {reason.code for reason in self.reasons}

    @property
    def is_doubtful(self) -> bool:
        """Whether something speaks against the place, however strong its name is."""
        if self.codes & _DOUBTFUL:
            return True
        is_there = ReasonCode.NEAR in self.codes
        return not is_there and (self.find.way in _DOUBTFUL_WAYS or _is_unlikely_slip(self.find))


def _is_unlikely_slip(find: Find) -> bool:
    is_believed = find.place.population >= _BELIEVED_SLIP_INHABITANTS and len(find.name) >= _BELIEVED_SLIP_LETTERS
    return find.way == Way.NEAR and not is_believed


def weigh(question: Question, finds: Iterable[Find], beside: dict[str, list[Place]]) -> list[Weighed]:
    """The finds, strongest first; `beside` are the places that go by the words said beside the name."""
    weighed = [_weighed(question, find, beside) for find in finds]
    return sorted(weighed, key=lambda one: (-one.strength, one.find.place.key))


def judge(question: Question, weighed: Sequence[Weighed]) -> Resolution:
    """The verdict on the weighed finds."""
    if not weighed:
        return Resolution(Verdict.NONE, (), _note_of_nothing(question))
    first = weighed[0]
    rivals = [one for one in weighed[1:] if not _is_same_spot(first.find.place, one.find.place)]
    lead = first.strength - rivals[0].strength if rivals else None
    candidates = tuple(candidate_of(one) for one in weighed[:MOST_CANDIDATES])
    if first.is_doubtful or question.country.standing == Standing.HISTORIC or not _leads(first, lead):
        return Resolution(Verdict.SEVERAL, candidates, _note_of_doubt(question, weighed))
    why = ReasonCode.LARGEST if rivals else ReasonCode.SAME_SPOT if len(weighed) > 1 else ReasonCode.ONLY_ONE
    best = replace(candidates[0], reasons=(*candidates[0].reasons, Reason.of(why)))
    return Resolution(Verdict.SURE, (best, *candidates[1:]), _note_of_country(question.country, question.mention))


def _leads(first: Weighed, lead: float | None) -> bool:
    if lead is None:
        return True
    if ReasonCode.NEAR in first.codes:
        return lead >= _LEAD
    if first.find.way in _WEAK_WAYS:
        return lead >= _LEAD_OF_WEAK
    return lead >= (_LEAD if first.codes & _EVIDENCE else _LEAD_ANYWHERE)


def _weighed(question: Question, find: Find, beside: dict[str, list[Place]]) -> Weighed:
    parts = [
        _by_name(find, question.mention),
        _by_country(question.country, find.place),
        _by_region(question, find, beside),
        _by_position(question.mention, find.place),
    ]
    reasons = [reason for _, reason in parts if reason is not None]
    if find.place.succeeds:
        reasons.append(Reason.of(ReasonCode.SUCCEEDED))
    size = log10(max(find.place.population, _FEWEST_INHABITANTS)) + _OF_FAME * log10(max(find.place.fame, 1))
    strength = size + sum(points for points, _ in parts)
    return Weighed(find, strength, tuple(reasons))


def _by_name(find: Find, mention: Mention) -> tuple[float, Reason]:
    code = {
        Way.SPELLING: ReasonCode.SPELLING,
        Way.DOUBLE: ReasonCode.PART_OF_NAME,
        Way.BASE: ReasonCode.PART_OF_NAME,
        Way.PART: ReasonCode.PART_OF_NAME,
        Way.NEAR: ReasonCode.NEAR_NAME,
        Way.LIKE: ReasonCode.LIKE_NAME,
        Way.COMPOUND: ReasonCode.PART_OF_NAME,
        Way.HALF: ReasonCode.PART_OF_NAME,
        Way.SHORT: ReasonCode.LONGER_NAME,
        Way.STEM: ReasonCode.PART_OF_NAME,
        Way.WHOLE_OF_PART: ReasonCode.WHOLE_OF_PART,
        Way.NAMED_AFTER: ReasonCode.NAMED_AFTER,
    }.get(find.way, ReasonCode.SAME_NAME if find.name_kind == CityNameKind.OFFICIAL else ReasonCode.OTHER_NAME)
    spelt_so = _SPELT_SO if find.name == mention.name.strip() else 0.0
    return find.quality + spelt_so, Reason.of(code, name=find.name)


def _by_country(country: CountryReading, place: Place) -> tuple[float, Reason | None]:
    if country.standing in (Standing.NOT_GIVEN, Standing.UNKNOWN):
        return 0.0, None
    if place.country in country.codes:
        return 0.0, Reason.of(ReasonCode.IN_COUNTRY)
    if any(place.country in territories_of(code) for code in country.codes):
        return _OF_COUNTRY, Reason.of(ReasonCode.OF_COUNTRY)
    if any(code in claimants_of(place.country) for code in country.codes):
        return _DISPUTED, Reason.of(ReasonCode.DISPUTED)
    return _ELSEWHERE, Reason.of(ReasonCode.ELSEWHERE)


def _by_region(question: Question, find: Find, beside: dict[str, list[Place]]) -> tuple[float, Reason | None]:
    place = find.place
    told = {code for code in question.divisions if code.startswith(f"{place.country}.")}
    initials = {f"{place.country}.{note.upper()}" for note in find.beside}
    if place.division and place.division in told | initials:
        return _IN_REGION, Reason.of(ReasonCode.IN_REGION)
    others = (other for note in find.beside for other in beside.get(note, ()) if other.key != place.key)
    if any(_km(place, other) <= _BESIDE_KM for other in others):
        return _IN_REGION, Reason.of(ReasonCode.IN_REGION)
    if told and place.division:
        return _OUT_OF_REGION, Reason.of(ReasonCode.OUT_OF_REGION)
    return 0.0, None


def _by_position(mention: Mention, place: Place) -> tuple[float, Reason | None]:
    position = mention.position
    if position is None or place.latitude is None or place.longitude is None:
        return 0.0, None
    km = max(0.0, distance_km(*position, place.latitude, place.longitude) - place.reach_km)
    is_near = km <= NEAR_KM
    reason = Reason.of(ReasonCode.NEAR if is_near else ReasonCode.FAR, km=round(km))
    # Among near ones the nearest: a town and its suburb may share a name.
    return (_NEAR - km / 50 if is_near else _FAR), reason


def _km(one: Place, other: Place) -> float:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return float("inf")
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def _is_same_spot(one: Place, other: Place) -> bool:
    return one.key == other.key or _km(one, other) <= _SAME_SPOT_KM


def _score(one: Weighed) -> int:
    """The strength as a number from 1 to 100; what something speaks against stays below 60."""
    points = 20 + 3 * one.strength if one.is_doubtful else 60 + 4 * one.strength
    return max(1, min(59 if one.is_doubtful else 100, round(points)))


def candidate_of(one: Weighed) -> Candidate:
    place = one.find.place
    return Candidate(
        score=_score(one),
        country_code=place.country,
        name_ar=place.name_ar,
        name_en=place.name_en,
        city_id=place.city_id,
        governorate_code="" if place.city_id else place.division,
        latitude=place.latitude,
        longitude=place.longitude,
        population=place.population,
        reasons=one.reasons,
    )


def _note_of_nothing(question: Question) -> Reason:
    if not question.names.readings:
        return Reason.of(ReasonCode.NO_NAME)
    if note := _note_of_country(question.country, question.mention):
        return note
    if question.names.names_division:
        return Reason.of(ReasonCode.DIVISION_UNKNOWN)
    if question.names.names_part:
        return Reason.of(ReasonCode.PART_UNKNOWN)
    return Reason.of(ReasonCode.NOT_FOUND)


def _note_of_doubt(question: Question, weighed: Sequence[Weighed]) -> Reason:
    first = weighed[0]
    if note := _note_of_country(question.country, question.mention):
        return note
    if ReasonCode.FAR in first.codes:
        return Reason.of(ReasonCode.POSITION_DISAGREES)
    if first.find.way == Way.NAMED_AFTER:
        return Reason.of(ReasonCode.DIVISION_UNKNOWN)
    if first.find.way == Way.WHOLE_OF_PART:
        return Reason.of(ReasonCode.PART_UNKNOWN)
    if first.is_doubtful or len(weighed) == 1:
        return next(reason for reason in reversed(first.reasons))
    return Reason.of(ReasonCode.HOMONYMS)


def _note_of_country(country: CountryReading, mention: Mention) -> Reason | None:
    code = {
        Standing.UNKNOWN: ReasonCode.COUNTRY_UNKNOWN,
        Standing.AMBIGUOUS: ReasonCode.COUNTRY_AMBIGUOUS,
        Standing.HISTORIC: ReasonCode.COUNTRY_HISTORIC,
    }.get(country.standing)
    return Reason.of(code, country=mention.country) if code else None
