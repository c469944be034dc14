"""City search as you type: by beginning, word, other name or one typing error, in Arabic and Latin letters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models.city import City
from cities.models.geography import Country, Governorate
from cities.name_lookup import EVERYWHERE, Hit, Scope, Tier, look_up
from twinning.core.text import normalise, with_article, words

LONGEST_QUERY = 100
# Of a shorter list no place is given to anything but the best.
_FEWEST_SHOWN = 4
_BASE_SCORE = {Tier.EXACT: 80.0, Tier.PREFIX: 60.0, Tier.WORD: 40.0, Tier.TYPO: 20.0}


class MatchKind(models.TextChoices):
    """How a city was found."""

    PREFIX = "prefix", _("Beginning of the name")
    ALIAS = "alias", _("Other name")
    WORD = "word", _("Word of the name")
    TYPO = "typo", _("Near spelling")


class PlaceKind(models.TextChoices):
    """What sort of place was found."""

    CITY = "city", pgettext_lazy("kind of place", "City")
    COUNTRY = "country", pgettext_lazy("kind of place", "Country")
    GOVERNORATE = "governorate", pgettext_lazy("kind of place", "Governorate")


# A country stands among cities like one of half a million, a governorate like one of a hundred thousand.
_DIVISION_SCORE = {PlaceKind.COUNTRY: 14.2, PlaceKind.GOVERNORATE: 12.5}


@dataclass(frozen=True, slots=True)
class CityMatch:
    """A city found, the name it was found by, how, and how well (0 to 100, higher is better)."""

    city: City
    name: str
    matched_by: MatchKind
    score: float


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place found, labelled with what it is: عمان is the city Amman and the country Oman."""

    kind: PlaceKind
    place: City | Country | Governorate
    name: str
    matched_by: MatchKind
    score: float


def search_cities(
    text: str,
    *,
    country: str | None = None,
    limit: int = 10,
    include_proposed: bool = False,
) -> list[CityMatch]:
    """Cities that go by the text, best first: exact names before beginnings, words and near spellings, large first."""
    scope = Scope(countries=[country] if country else [], include_proposed=include_proposed)
    return matches_of(rank_cities(text, scope=scope, limit=limit))


def rank_cities(text: str, *, scope: Scope = EVERYWHERE, limit: int, shown: int | None = None) -> list[Hit]:
    """What `search_cities` shows, before the cities are read: for lists that show the first `shown` on a page."""
    key = search_key(text)
    if not key:
        return []
    return _with_one_of_each(look_up(key, scope), key=key, shown=shown or limit)[:limit]


def matches_of(hits: Sequence[Hit]) -> list[CityMatch]:
    """The cities of the hits, read at once with country and governorate, in the order of the hits."""
    cities = City.objects.with_place().in_bulk([hit.city_id for hit in hits])
    return [_match(hit, cities[hit.city_id]) for hit in hits if hit.city_id in cities]


def search_places(text: str, *, limit: int = 10) -> list[PlaceMatch]:
    """Cities, countries and governorates that go by the text, best first, each labelled with its kind."""
    key = search_key(text)
    if not key:
        return []
    cities = [
        PlaceMatch(PlaceKind.CITY, match.city, match.name, match.matched_by, match.score)
        for match in search_cities(text, limit=limit)
    ]
    countries = _divisions(PlaceKind.COUNTRY, Country.objects.all(), key)
    governorates = _divisions(PlaceKind.GOVERNORATE, Governorate.objects.select_related("country"), key)
    return sorted([*cities, *countries, *governorates], key=lambda match: -match.score)[:limit]


def search_key(text: str) -> str:
    """What of a typed text is searched for: the search key of its first letters, empty where there is none."""
    return normalise(text[:LONGEST_QUERY]).strip()


def _divisions(
    kind: PlaceKind,
    divisions: models.QuerySet[Country] | models.QuerySet[Governorate],
    key: str,
) -> list[PlaceMatch]:
    """Countries or governorates one of whose names begins with the key, or has a word that does."""
    forms = list(dict.fromkeys([key, with_article(key)]))
    begins = models.Q(*(models.Q(key__contains=f"|{form}") for form in forms), _connector=models.Q.OR)
    has_word = models.Q(*(models.Q(key__contains=f" {form}") for form in forms), _connector=models.Q.OR)
    return [_division_match(kind, division, forms) for division in divisions.filter(begins | has_word)]


def _division_match(kind: PlaceKind, division: Country | Governorate, forms: list[str]) -> PlaceMatch:
    if any(f"|{form}|" in division.key for form in forms):
        tier, matched_by = Tier.EXACT, MatchKind.PREFIX
    elif any(f"|{form}" in division.key for form in forms):
        tier, matched_by = Tier.PREFIX, MatchKind.PREFIX
    else:
        tier, matched_by = Tier.WORD, MatchKind.WORD
    return PlaceMatch(kind, division, division.name, matched_by, _BASE_SCORE[tier] + _DIVISION_SCORE[kind])


def _best_of_each_city(hits: Iterable[Hit]) -> list[Hit]:
    best: dict[int, Hit] = {}
    for hit in hits:
        kept = best.get(hit.city_id)
        if kept is None or hit.order < kept.order:
            best[hit.city_id] = hit
    return sorted(best.values(), key=lambda hit: hit.order)


def _with_one_of_each(hits: list[Hit], *, key: str, shown: int) -> list[Hit]:
    """The best hit of each city in order, but among the first `shown` one by a whole word and one by a near spelling.

    Otherwise ten hamlets that begin like it would hide New York from who types "york", and Cork from a slip.
    """
    ranked = _best_of_each_city(hits)
    first = ranked[:shown]
    for tier in (Tier.TYPO, Tier.WORD):
        if len(first) <= _FEWEST_SHOWN or any(hit.tier == tier for hit in first):
            continue
        taken = {hit.city_id for hit in first}
        others = (hit for hit in hits if hit.tier == tier and hit.city_id not in taken and _is_told(hit, key))
        if promoted := min(others, key=lambda hit: hit.order, default=None):
            beginnings = (place for place, hit in enumerate(first) if hit.tier < Tier.WORD)
            first.pop(max(beginnings, default=len(first) - 1))
            first = sorted([*first, promoted], key=lambda hit: hit.order)
    taken = {hit.city_id for hit in first}
    return [*first, *(hit for hit in ranked if hit.city_id not in taken)]


def _is_told(hit: Hit, key: str) -> bool:
    """Whether what was typed is meant whole: of a word it begins, more letters may be to come."""
    return hit.tier != Tier.WORD or not {*words(key)} - {*words(hit.key)}


def _match(hit: Hit, city: City) -> CityMatch:
    matched_by = {Tier.WORD: MatchKind.WORD, Tier.TYPO: MatchKind.TYPO}.get(hit.tier)
    if matched_by is None:
        matched_by = MatchKind.PREFIX if hit.is_preferred else MatchKind.ALIAS
    return CityMatch(city, hit.name, matched_by, _BASE_SCORE[hit.tier] + min(19.9, round(2.5 * log10(hit.rank + 1), 1)))
