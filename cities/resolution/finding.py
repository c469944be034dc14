"""Finding the places that mentions may mean, by name, by near name and by position, for many of them together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
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
    name_counts,
    names_beginning,
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
_TOGETHER_KM = 15
_FEWEST_NEAR_LETTERS = 5
_FEWEST_SHARED_LETTERS = 5
# How alike, of a hundred, a name must be to one of a place that lies where the table says.
_LIKE_ENOUGH = 68
_OUTRIGHT = (Way.WHOLE, Way.SPELLING, Way.WITHOUT_KIND, Way.DOUBLE, Way.BASE, Way.PART, Way.COMPOUND)
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
        _add_fame(finds)
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
        for halves in question.names.halves:
            self._add_compound(question, found, halves)
        return _without_most_elsewhere(question, found)

    def _keep(self, found: Finds, hit: NameHit, way: Way, beside: tuple[str, ...] = ()) -> None:
        place = self._places.get(hit.city_id)
        if place is None:
            return
        find = Find(place, way, hit.name, hit.kind, beside)
        kept = found.get(place.key)
        if kept is None or find.quality > kept.quality:
            found[place.key] = find

    def _add_compound(self, question: Question, found: Finds, halves: tuple[str, str]) -> None:
        """Of a name made of two, the larger place where both lie together, else the first if it alone is known."""
        first, second = ([hit for hit in self._hits.get(half, ()) if hit.city_id in self._places] for half in halves)
        together = [
            hit
            for one in first
            for other in second
            if _lie_together(self._places[one.city_id], self._places[other.city_id])
            for hit in [max(one, other, key=lambda hit: self._places[hit.city_id].population)]
        ]
        for hit in together:
            self._keep(found, hit, Way.COMPOUND)
        for hit in () if together or second else first:
            if is_within(question, self._places[hit.city_id]):
                self._keep(found, hit, Way.HALF)

    def _divisions(self, question: Question, key: str, way: Way) -> Iterator[Find]:
        weight = _WEIGHT_OF_NAMED_DIVISION if question.names.names_division else _WEIGHT_OF_DIVISION
        if way == Way.NAMED_AFTER:
            way = Way.WITHOUT_KIND
        for code in self._countries.divisions.get(key, ()):
            row = self._countries.governorates[code]
            place = Place.of_governorate(row, self._extents.get(code, NOWHERE), weight=weight)
            yield Find(place, way, row.name, CityNameKind.OFFICIAL)

    def _add_near_names(self, questions: Sequence[Question], finds: Sequence[Finds]) -> None:
        """Longer names and names one slip of the pen away, where no place of the country has the name itself."""
        lacking = [
            (question, found)
            for question, found in zip(questions, finds, strict=True)
            if not any(find.way in _OUTRIGHT and is_within(question, find.place) for find in found.values())
        ]
        near = names_near({key for question, _ in lacking for key in _slipping_keys(question)})
        longer = names_beginning(
            {
                (key, code)
                for question, _ in lacking
                for key in _slipping_keys(question)
                for code in question.country.codes
            }
        )
        self.read({hit.city_id for hits in (*near.values(), *longer.values()) for hit in hits})
        for question, found in lacking:
            for key in _slipping_keys(question):
                ways = [(hit, Way.SHORT) for hit in longer.get(key, ())]
                ways += [(hit, _way_of_slip(key, hit)) for hit in near.get(key, ())]
                for hit, way in ways:
                    if hit.city_id in self._places and is_within(question, self._places[hit.city_id]):
                        self._keep(found, hit, way)

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


def _add_fame(finds: Sequence[Finds]) -> None:
    """Where several places may be meant, by how many names each is known."""
    unclear = [found for found in finds if len(found) > 1]
    counts = name_counts({find.place.city_id for found in unclear for find in found.values() if find.place.city_id})
    for found in unclear:
        for key, find in found.items():
            fame = counts.get(find.place.city_id or 0, 1)
            found[key] = replace(find, place=replace(find.place, fame=fame))


def _way_of_slip(key: str, hit: NameHit) -> Way:
    """Words run together or taken apart are only another spelling."""
    return Way.SPELLING if key.replace(" ", "") == hit.key.replace(" ", "") else Way.NEAR


def _lie_together(one: Place, other: Place) -> bool:
    if one.city_id == other.city_id or one.country != other.country:
        return False
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude) <= _TOGETHER_KM


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


def _likeness(key: str, other: str) -> float:
    """How alike two names of one spot are, of a hundred: as a whole, or by a long word that they share."""
    shared = max((len(word) for word in set(key.split()) & set(other.split())), default=0)
    return max(fuzz.ratio(key, other), 80.0 + shared if shared >= _FEWEST_SHARED_LETTERS else 0.0)


def _most_alike(question: Question, hits: Iterable[NameHit]) -> list[NameHit]:
    best: dict[int, tuple[float, NameHit]] = defaultdict(lambda: (0.0, NameHit(0, "", "", CityNameKind.CODE)))
    keys = [reading.key for reading in question.names.readings]
    for hit in hits:
        alike = max((_likeness(key, hit.key) for key in keys), default=0.0)
        if alike >= _LIKE_ENOUGH and alike > best[hit.city_id][0]:
            best[hit.city_id] = (alike, hit)
    return [hit for alike, hit in best.values() if alike]
