"""Finding the places that mentions may mean, by name, by near name and by position, for many of them together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rapidfuzz import fuzz

from cities.distance import distance_km
from cities.models import CityNameKind
from cities.resolution.countries import CountryNames, claimants_of, territories_of
from cities.resolution.lookup import (
    NOWHERE,
    Extent,
    NameHit,
    Place,
    extents_of,
    ids_near,
    names_by_key,
    names_near,
    names_of,
    places_by_id,
)
from cities.resolution.readings import Way
from cities.resolution.weighing import NEAR_KM, Find, Question

# What a division counts beside a city of the same name, which is meant more often unless the name says otherwise.
_WEIGHT_OF_DIVISION = 20_000
_WEIGHT_OF_NAMED_DIVISION = 3_000_000
_MOST_ELSEWHERE = 3
_SEARCHED_KM = 12
_FEWEST_NEAR_LETTERS = 5
# How alike, of a hundred, a name must be to one of a place that lies where the table says.
_LIKE_ENOUGH = 75
_OUTRIGHT = (Way.WHOLE, Way.SPELLING, Way.WITHOUT_KIND, Way.DOUBLE, Way.BASE, Way.PART)
Finds = dict[str, Find]


class Finder:
    """The finds of a set of questions; places are read once and kept for weighing."""

    def __init__(self, countries: CountryNames) -> None:
        self._countries = countries
        self._places: dict[int, Place] = {}
        self._hits: dict[str, list[NameHit]] = {}
        self._extents: dict[str, Extent] = {}

    def find(self, questions: Sequence[Question]) -> list[Finds]:
        """For each question the places that may be meant, each by its nearest name."""
        keys = {key for question in questions for key in question.names.keys}
        self._hits = names_by_key(keys)
        self.read({hit.city_id for hits in self._hits.values() for hit in hits})
        self._extents = extents_of({code for key in keys for code in self._countries.divisions.get(key, ())})
        finds = [self._by_name(question) for question in questions]
        self._add_near_names(questions, finds)
        self._add_near_positions(questions, finds)
        return finds

    def read(self, ids: Collection[int]) -> Mapping[int, Place]:
        """All places read so far, after reading these too."""
        self._places |= places_by_id(set(ids) - self._places.keys())
        return self._places

    def named(self, key: str) -> list[Place]:
        """The places already read that go by a key."""
        return [self._places[hit.city_id] for hit in self._hits.get(key, ()) if hit.city_id in self._places]

    def _by_name(self, question: Question) -> Finds:
        found: Finds = {}
        for reading in question.names.readings:
            for hit in self._hits.get(reading.key, ()):
                self._keep(found, hit, reading.way, reading.beside)
            for find in self._divisions(question, reading.key, reading.way):
                found.setdefault(find.place.key, find)
        return _without_most_elsewhere(question, found)

    def _keep(self, found: Finds, hit: NameHit, way: Way, beside: tuple[str, ...] = ()) -> None:
        place = self._places.get(hit.city_id)
        if place is None:
            return
        find = Find(place, way, hit.name, hit.kind, beside)
        kept = found.get(place.key)
        if kept is None or find.quality > kept.quality:
            found[place.key] = find

    def _divisions(self, question: Question, key: str, way: Way) -> Iterator[Find]:
        weight = _WEIGHT_OF_NAMED_DIVISION if question.names.names_division else _WEIGHT_OF_DIVISION
        if way == Way.NAMED_AFTER:
            way = Way.WITHOUT_KIND
        for code in self._countries.divisions.get(key, ()):
            row = self._countries.governorates[code]
            place = Place.of_governorate(row, self._extents.get(code, NOWHERE), weight=weight)
            yield Find(place, way, row.name, CityNameKind.OFFICIAL)

    def _add_near_names(self, questions: Sequence[Question], finds: Sequence[Finds]) -> None:
        """One slip of the pen away, where no place of the country has the name."""
        lacking = [
            (question, found)
            for question, found in zip(questions, finds, strict=True)
            if not any(find.way in _OUTRIGHT and is_within(question, find.place) for find in found.values())
        ]
        near = names_near({key for question, _ in lacking for key in _slipping_keys(question)})
        self.read({hit.city_id for hits in near.values() for hit in hits})
        for question, found in lacking:
            for key in _slipping_keys(question):
                for hit in near.get(key, ()):
                    if hit.city_id in self._places and is_within(question, self._places[hit.city_id]):
                        self._keep(found, hit, Way.NEAR)

    def _add_near_positions(self, questions: Sequence[Question], finds: Sequence[Finds]) -> None:
        """Where a position is given and no place of the name lies there: places there with a name that is alike."""
        points = {
            number: position
            for number, (question, found) in enumerate(zip(questions, finds, strict=True))
            if (position := question.mention.position)
            and not any(_lies_near(question, find.place) for find in found.values())
        }
        near = ids_near(points, km=_SEARCHED_KM)
        ids = {city_id for found in near.values() for city_id in found}
        self.read(ids)
        names = names_of(ids)
        for number, city_ids in near.items():
            for hit in _most_alike(questions[number], [hit for city_id in city_ids for hit in names[city_id]]):
                self._keep(finds[number], hit, Way.LIKE)


def is_within(question: Question, place: Place) -> bool:
    """Whether the place lies in a country that the mention gives, or it gives none."""
    codes = question.country.codes
    return not codes or any(
        place.country == code or place.country in territories_of(code) or code in claimants_of(place.country)
        for code in codes
    )


def _slipping_keys(question: Question) -> Iterable[str]:
    ways = (Way.WHOLE, Way.WITHOUT_KIND, Way.BASE, Way.DOUBLE)
    keys = (reading.key for reading in question.names.readings if reading.way in ways)
    return islice((key for key in keys if len(key) >= _FEWEST_NEAR_LETTERS), 3)


def _without_most_elsewhere(question: Question, found: Finds) -> Finds:
    """Of places in other countries than the one given, only the largest few are worth showing."""
    within = {key: find for key, find in found.items() if is_within(question, find.place)}
    elsewhere = sorted(found.keys() - within.keys(), key=lambda key: -found[key].place.population)
    return within | {key: found[key] for key in elsewhere[:_MOST_ELSEWHERE]}


def _lies_near(question: Question, place: Place) -> bool:
    position = question.mention.position
    if position is None or place.latitude is None or place.longitude is None:
        return False
    return distance_km(*position, place.latitude, place.longitude) - place.reach_km <= NEAR_KM


def _most_alike(question: Question, hits: Iterable[NameHit]) -> list[NameHit]:
    best: dict[int, tuple[float, NameHit]] = defaultdict(lambda: (0.0, NameHit(0, "", "", CityNameKind.CODE)))
    keys = [reading.key for reading in question.names.readings]
    for hit in hits:
        alike = max((fuzz.ratio(key, hit.key) for key in keys), default=0.0)
        if alike >= _LIKE_ENOUGH and alike > best[hit.city_id][0]:
            best[hit.city_id] = (alike, hit)
    return [hit for alike, hit in best.values() if alike]
