"""Resolving many mentions at once: a handful of queries for a thousand of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from django.db.models import Q

from cities.models import CityNameKind, Owner, RememberedName
from cities.name_keys import name_key
from cities.resolution.answers import Mention, Reason, ReasonCode, Resolution, Verdict
from cities.resolution.countries import CountryNames, CountryReading, Standing
from cities.resolution.finding import Finder
from cities.resolution.lookup import NOWHERE, Place
from cities.resolution.readings import Way, readings_of
from cities.resolution.weighing import Find, Question, Weighed, candidate_of, judge, weigh

_AT_ONCE = 1000
_MOST_KEPT = 50_000
REGISTER = Owner()


class Resolver:
    """Resolves mentions for one organisation, whose earlier choices it knows."""

    def __init__(self, *, owner: Owner = REGISTER) -> None:
        self._owner = owner
        self._resolved: dict[Mention, Resolution] = {}

    @cached_property
    def _countries(self) -> CountryNames:
        return CountryNames()

    def resolve(self, mention: Mention) -> Resolution:
        """The resolution of a single mention."""
        return self.resolve_many([mention])[0]

    def resolve_many(self, mentions: Sequence[Mention]) -> list[Resolution]:
        """The resolution of each mention, in their order; equal mentions are resolved once by one resolver."""
        distinct = list(dict.fromkeys(mentions))
        resolved = {mention: self._resolved[mention] for mention in distinct if mention in self._resolved}
        fresh = [mention for mention in distinct if mention not in resolved]
        for start in range(0, len(fresh), _AT_ONCE):
            resolved |= self._resolve(fresh[start : start + _AT_ONCE])
        if len(self._resolved) > _MOST_KEPT:
            self._resolved.clear()
        self._resolved |= {mention: resolved[mention] for mention in fresh}
        return [resolved[mention] for mention in mentions]

    def _resolve(self, mentions: Sequence[Mention]) -> dict[Mention, Resolution]:
        questions = [self._question(mention) for mention in mentions]
        resolved = self._judge(questions)
        unsure = [one for one in questions if one.country.instead and resolved[one.mention].verdict != Verdict.SURE]
        otherwise = self._judge([_as_division(one) for one in unsure])
        return resolved | {mention: one for mention, one in otherwise.items() if one.verdict == Verdict.SURE}

    def _judge(self, questions: Sequence[Question]) -> dict[Mention, Resolution]:
        if not questions:
            return {}
        finder = Finder(self._countries)
        finds = finder.find(questions)
        certain = self._certain([question.mention for question in questions], finder)
        resolved = {}
        for question, found in zip(questions, finds, strict=True):
            beside = {note: finder.named(note) for find in found.values() for note in find.beside}
            resolution = judge(question, weigh(question, found.values(), beside))
            resolved[question.mention] = _with_certain(resolution, certain.get(question.mention))
        return resolved

    def _question(self, mention: Mention) -> Question:
        names = readings_of(mention.name)
        country = self._countries.read(mention.country)
        notes = {name_key(mention.region), *(note for reading in names.readings for note in reading.beside)} - {""}
        if country.standing == Standing.NOT_GIVEN:
            country = self._country_beside(sorted(notes)) or country
        divisions = {code for note in notes for code in self._countries.divisions.get(note, ())}
        return Question(mention, names, country, frozenset({*divisions, country.division} - {""}))

    def _country_beside(self, notes: Sequence[str]) -> CountryReading | None:
        """The country that is written beside the name: Perth (Scotland), Cork, Ireland."""
        readings = [reading for note in notes if (reading := self._countries.exactly(note))]
        return readings[0] if len(readings) == 1 else None

    def _certain(self, mentions: Sequence[Mention], finder: Finder) -> Mapping[Mention, Weighed]:
        """What needs no weighing: a number of GeoNames, and what somebody chose before."""
        numbers = {mention.geonames_id for mention in mentions if mention.geonames_id}
        chosen = self._remembered(mentions)
        places = finder.read(numbers | {row.city_id for row in chosen.values() if row.city_id})
        certain = {}
        for mention in mentions:
            if mention.geonames_id is not None and mention.geonames_id in places:
                certain[mention] = _outright(mention, places[mention.geonames_id], ReasonCode.NUMBER)
            row = chosen.get(mention)
            if row is not None and row.governorate is not None:
                place = Place.of_governorate(row.governorate, NOWHERE, weight=0)
                certain[mention] = _outright(mention, place, ReasonCode.REMEMBERED)
            elif row is not None and row.city_id is not None and row.city_id in places:
                certain[mention] = _outright(mention, places[row.city_id], ReasonCode.REMEMBERED)
        return certain

    def _remembered(self, mentions: Sequence[Mention]) -> dict[Mention, RememberedName]:
        """The earlier choices of the organisation, before those of the whole register."""
        numbers = {mention.wikidata_id for mention in mentions} - {""}
        rows = (
            RememberedName.objects.filter(self._may_be_used())
            .filter(Q(key__in={name_key(mention.name) for mention in mentions}) | Q(wikidata_id__in=numbers))
            .select_related("governorate")
            .order_by("owner_city", "owner_country")  # nulls come last: the register's own choices
        )
        by_name: dict[tuple[str, str, str], RememberedName] = {}
        by_number: dict[str, RememberedName] = {}
        for row in rows:
            by_name.setdefault((row.key, row.country_key, row.region_key), row)
            by_number.setdefault(row.wikidata_id, row)
        found = {}
        for mention in mentions:
            name = (name_key(mention.name), name_key(mention.country), name_key(mention.region))
            chosen = by_number.get(mention.wikidata_id) if mention.wikidata_id else None
            if chosen := chosen or by_name.get(name):
                found[mention] = chosen
        return found

    def _may_be_used(self) -> Q:
        own = Q(owner_city=None, owner_country=None)
        if self._owner.city_id:
            own |= Q(owner_city=self._owner.city_id)
        if self._owner.country_code:
            own |= Q(owner_country=self._owner.country_code)
        return own


def _as_division(question: Question) -> Question:
    """The other reading of a text that is a country and a division elsewhere: Georgia."""
    division = question.country.instead
    country = CountryReading(Standing.KNOWN, (division.partition(".")[0],), division)
    return replace(question, country=country, divisions=question.divisions | {division})


def _outright(mention: Mention, place: Place, code: ReasonCode) -> Weighed:
    return Weighed(Find(place, Way.WHOLE, mention.name, CityNameKind.ALIAS), 100.0, (Reason.of(code),))


def _with_certain(resolution: Resolution, certain: Weighed | None) -> Resolution:
    if certain is None:
        return resolution
    first = candidate_of(certain)
    others = [one for one in resolution.candidates if one.place_key != first.place_key]
    return replace(resolution, verdict=Verdict.SURE, candidates=(first, *others[:9]), note=None)
