"""Reading the indexes of city names: which names are the key, begin with it, hold its words, or are one error away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db import connection
from rapidfuzz.distance import OSA

from cities.name_keys import neighbours_of
from twinning.core.text import with_article, without_article

# All of these end in LIMITs far above what is shown: one city may go by a dozen names that begin alike. Without
# countries their condition folds to true before the query is planned.
_EXACT = """
(SELECT 0, city_id, name, key, rank, is_preferred FROM cities_cityname
WHERE key = ANY(%s) AND (%s::text[] IS NULL OR country_id = ANY(%s)) ORDER BY rank DESC LIMIT 120)
"""
# One to three letters begin up to a hundred thousand names: an index gives the largest of them in order.
_FIRST_LETTERS = """
(SELECT 1, city_id, name, key, rank, is_preferred FROM cities_cityname
WHERE left(key, %s) = %s ORDER BY rank DESC LIMIT 120)
"""
# Of longer beginnings, and within one country, there are few enough to be read from the index alone and sorted.
_BEGINNING = """
(SELECT 1, city_id, name, key, rank, is_preferred FROM cities_cityname WHERE id IN (
    SELECT id FROM cities_cityname
    WHERE key >= %s AND key < %s AND (%s::text[] IS NULL OR country_id = ANY(%s)) ORDER BY rank DESC LIMIT 120
))
"""
# One look at the index for each hash: asked for all at once (&&) the planner expects so many rows that it reads the
# whole table instead.
_NEAR = """
(SELECT 3, city_id, name, key, rank, is_preferred FROM unnest(%s::integer[]) AS wanted (neighbour)
CROSS JOIN LATERAL (
    SELECT city_id, name, key, rank, is_preferred FROM cities_cityname
    WHERE neighbours @> ARRAY[wanted.neighbour] AND (%s::text[] IS NULL OR country_id = ANY(%s))
) AS near)
"""
# The names of large places lie first in the table, so the first ones read are those that would be shown.
_WORDS = """
(SELECT 2, city_id, name, key, rank, is_preferred FROM cities_cityname
WHERE array_to_tsvector(string_to_array(key, ' ')) @@ %s::tsquery AND key::text LIKE '%% %%'
    AND (%s::text[] IS NULL OR country_id = ANY(%s)) LIMIT 120)
"""
# Only a handful of places are not active, an index holds just those.
_FOUND = "SELECT found.* FROM ("
_THAT_MAY_BE_SHOWN = """
) AS found (tier, city_id, name, key, rank, is_preferred)
WHERE NOT EXISTS (
    SELECT FROM cities_city AS city
    WHERE city.id = found.city_id AND city.status <> 'active' AND NOT (%s AND city.status = 'proposed')
) AND (%s::text[] IS NULL OR EXISTS (
    SELECT FROM cities_city AS city WHERE city.id = found.city_id AND city.governorate_id = ANY(%s)
))
"""
_LETTERS_WITH_INDEX = 3
# Of three letters half the short names of the world are one error away, and too many words begin with them.
_FEWEST_NEAR_LETTERS = 4
_FEWEST_WORD_LETTERS = 4
_AFTER_ANY_LETTER = "\U0010ffff"


class Tier(IntEnum):
    """How near a name is to what was typed; a smaller one always comes first."""

    EXACT = 0
    PREFIX = 1
    WORD = 2
    TYPO = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that fits what was typed."""

    tier: Tier
    city_id: int
    name: str
    key: str
    rank: int
    is_preferred: bool

    @property
    def order(self) -> tuple[int, int, bool, int]:
        # Who mistypes a name mistypes the one that everybody uses: other names near it count even less here.
        rank = self.rank // 16 if self.tier == Tier.TYPO and not self.is_preferred else self.rank
        return (self.tier, -rank, not self.is_preferred, self.city_id)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to search: everywhere, or in some countries or governorates; and whether for proposed places too."""

    countries: Sequence[str] = ()
    governorates: Sequence[str] = ()
    include_proposed: bool = False

    @property
    def of_names(self) -> list[Any]:
        """The countries, twice as the conditions want them; a governorate's code begins with that of its country."""
        countries = list(self.countries or sorted({code.split(".")[0] for code in self.governorates})) or None
        return [countries, countries]

    @property
    def of_cities(self) -> list[Any]:
        governorates = list(self.governorates) or None
        return [self.include_proposed, governorates, governorates]


EVERYWHERE = Scope()
_Part = tuple[str, list[Any]]


def look_up(key: str, scope: Scope = EVERYWHERE) -> list[Hit]:
    """Names that are the key, begin with it, hold its words or are one typing error away; all in one query.

    The Arabic article may be left out or put in; words may come in any order, the last one unfinished.
    """
    beginnings = list(dict.fromkeys([key, with_article(key)]))
    forms = list(dict.fromkeys([*beginnings, without_article(key)]))
    parts = [(_EXACT, [forms, *scope.of_names]), *(_beginning(beginning, scope) for beginning in beginnings)]
    if neighbours := _neighbours(key, forms):
        parts.append((_NEAR, [neighbours, *scope.of_names]))
    if query := _words_query(key):
        parts.append((_WORDS, [query, *scope.of_names]))
    spaceless = [form.replace(" ", "") for form in forms]
    return [
        Hit(Tier(row[0]), *row[1:]) for row in _rows(parts, scope) if row[0] != Tier.TYPO or is_near(row[3], spaceless)
    ]


def is_near(key: str, forms: Iterable[str]) -> bool:
    """Whether one letter more, less, other or swapped makes one of the forms of the key, its spaces left aside."""
    letters = key.replace(" ", "")
    return any(OSA.distance(letters, form, score_cutoff=1) <= 1 for form in forms)


def _beginning(beginning: str, scope: Scope) -> _Part:
    is_everywhere = scope.of_names[0] is None
    if is_everywhere and len(beginning) <= _LETTERS_WITH_INDEX:
        return _FIRST_LETTERS, [len(beginning), beginning]
    return _BEGINNING, [beginning, beginning + _AFTER_ANY_LETTER, *scope.of_names]


def _neighbours(key: str, forms: Iterable[str]) -> list[int]:
    if len(key.replace(" ", "")) < _FEWEST_NEAR_LETTERS:
        return []
    return sorted({neighbour for form in forms for neighbour in neighbours_of(form)})


def _words_query(key: str) -> str:
    """The words of the key as a full-text query; empty where they are too short to tell anything."""
    words = key.split()
    if len(key) < _FEWEST_WORD_LETTERS or len(words[-1]) < _FEWEST_WORD_LETTERS - 1:
        return ""
    return " & ".join(_term(word, is_last=place == len(words)) for place, word in enumerate(words, start=1))


def _term(word: str, *, is_last: bool) -> str:
    """One word of a full-text query; search keys hold letters, digits and marks only, so quotes are all it needs."""
    ending = ":*" if is_last else ""
    return "(" + " | ".join(f"'{form}'{ending}" for form in dict.fromkeys([word, with_article(word)])) + ")"


def _rows(parts: Sequence[_Part], scope: Scope) -> list[tuple[Any, ...]]:
    query = _FOUND + " UNION ALL ".join(part for part, _ in parts) + _THAT_MAY_BE_SHOWN
    parameters = [value for _, values in parts for value in values]
    with connection.cursor() as cursor:
        cursor.execute(query, [*parameters, *scope.of_cities])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
