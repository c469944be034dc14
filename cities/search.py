"""City search as you type: by beginning, word, other name or one typing error, in Arabic and Latin letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10

from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from cities.name_lookup import Hit, Tier, look_up, look_up_words
from twinning.core.text import normalise

LONGEST_QUERY = 100
# So many places of a full list are kept free for words and near spellings, or a typing error that happens to begin
# other names would hide what was meant.
_KEPT_FOR_NEAR = 3


class MatchKind(models.TextChoices):
    """How a city was found."""

    PREFIX = "prefix", _("Beginning of the name")
    ALIAS = "alias", _("Other name")
    WORD = "word", _("Word of the name")
    TYPO = "typo", _("Near spelling")


@dataclass(frozen=True, slots=True)
class CityMatch:
    """A city found, the name it was found by, how, and how well (0 to 100, higher is better)."""

    city: City
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
    key = search_key(text)
    if not key:
        return []
    hits = _best_of_each_city(look_up(key, country=country))
    if sum(hit.tier < Tier.TYPO for hit in hits) < limit:
        hits = _best_of_each_city([*hits, *look_up_words(key, country=country)])
    hits = _with_near_spellings(hits, limit=limit)
    cities = City.objects.with_place().filter(pk__in=[hit.city_id for hit in hits])
    if not include_proposed:
        cities = cities.selectable()
    found = {city.pk: city for city in cities}
    return [_match(hit, found[hit.city_id]) for hit in hits if hit.city_id in found][:limit]


def search_key(text: str) -> str:
    """What of a typed text is searched for: the search key of its first letters, empty where there is none."""
    return normalise(text[:LONGEST_QUERY]).strip()


def _best_of_each_city(hits: Iterable[Hit]) -> list[Hit]:
    best: dict[int, Hit] = {}
    for hit in hits:
        kept = best.get(hit.city_id)
        if kept is None or hit.order < kept.order:
            best[hit.city_id] = hit
    return sorted(best.values(), key=lambda hit: hit.order)


def _with_near_spellings(hits: list[Hit], *, limit: int) -> list[Hit]:
    """The hits in order, with the best near spellings moved up into the places kept for them."""
    near = [hit for hit in hits[limit:] if hit.tier == Tier.TYPO][:_KEPT_FOR_NEAR]
    near = near[: max(0, _KEPT_FOR_NEAR - sum(hit.tier == Tier.TYPO for hit in hits[:limit]))]
    first = hits[: limit - len(near)]
    taken = {hit.city_id for hit in (*first, *near)}
    # A few more than asked for: some may turn out to be proposed or merged.
    rest = [hit for hit in hits if hit.city_id not in taken][:limit]
    return [*first, *near, *rest]


def _match(hit: Hit, city: City) -> CityMatch:
    matched_by = {Tier.WORD: MatchKind.WORD, Tier.TYPO: MatchKind.TYPO}.get(hit.tier)
    if matched_by is None:
        matched_by = MatchKind.PREFIX if hit.is_preferred else MatchKind.ALIAS
    base = {Tier.EXACT: 80, Tier.PREFIX: 60, Tier.WORD: 40, Tier.TYPO: 20}[hit.tier]
    return CityMatch(city, hit.name, matched_by, base + min(20.0, round(2.5 * log10(hit.rank + 1), 1)))
