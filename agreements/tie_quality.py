"""Looking over many ties at once: placeholder years, repeated and one-sided statements, cliques of one charter."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Years that a table's makers wrote where they knew none stand far above their neighbours.
_SPIKE_SHARE, _SPIKE_TIMES, _FEWEST_YEARS = 0.05, 3.0, 40
Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class YearSpike:
    """A year that is told suspiciously often."""

    year: int
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Repetition:
    """A pair of places that a table states more than once, and whether also the other way round."""

    pair: Edge
    times: int
    is_reversed: bool


def placeholder_years(years: Iterable[str]) -> list[YearSpike]:
    """Years told by many ties and several times as often as the years around them."""
    counts = Counter(int(year) for year in years if year.isdigit())
    total = sum(counts.values())
    if total < _FEWEST_YEARS:
        return []
    return [
        YearSpike(year, count, total)
        for year, count in counts.most_common()
        if count >= _SPIKE_SHARE * total and count >= _SPIKE_TIMES * max(1.0, _usual(counts, year))
    ]


def _usual(counts: Counter[int], year: int) -> float:
    around = [counts[other] for other in range(year - 4, year + 5) if other != year]
    return sum(around) / len(around)


def self_relations(edges: Iterable[Edge]) -> list[str]:
    """Places that are said to be tied to themselves."""
    return sorted({one for one, other in edges if one == other})


def repetitions(edges: Iterable[Edge]) -> list[Repetition]:
    """Pairs that are stated several times, in either direction."""
    directions: dict[Edge, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge[0] != edge[1]:
            directions[_ordered(edge)].append(edge)
    return [
        Repetition(pair, len(stated), len(set(stated)) > 1)
        for pair, stated in sorted(directions.items())
        if len(stated) > 1
    ]


def one_sided(edges: Iterable[Edge]) -> list[Edge]:
    """Ties that only one end states, of tables that let both ends state them."""
    stated = set(edges)
    return sorted((one, other) for one, other in stated if one != other and (other, one) not in stated)


def cliques(edges: Iterable[Edge], *, fewest: int = 8) -> list[frozenset[str]]:
    """Groups in which everybody is tied with everybody, each tie in one group: multilateral charters as bilateral ties.

    The largest first. Ties of places with too few partners are set aside at once, so that the rest is small.
    """
    partners = _core(edges, fewest - 1)
    found = []
    while partners:
        seed = max(partners, key=lambda place: (len(partners[place]), place))
        group = _grown(seed, partners)
        if len(group) < fewest:
            _remove(partners, seed)
        else:
            found.append(frozenset(group))
            for place in group:
                partners[place] -= group
        _prune(partners, fewest - 1)
    return sorted(found, key=lambda group: (-len(group), min(group)))


def _core(edges: Iterable[Edge], fewest_partners: int) -> dict[str, set[str]]:
    partners: dict[str, set[str]] = defaultdict(set)
    for one, other in edges:
        if one != other:
            partners[one].add(other)
            partners[other].add(one)
    _prune(partners, fewest_partners)
    return partners


def _prune(partners: dict[str, set[str]], fewest_partners: int) -> None:
    """Take away places with too few partners until none is left that has."""
    poor = [place for place, others in partners.items() if len(others) < fewest_partners]
    while poor:
        place = poor.pop()
        if place in partners:
            others = partners[place]
            _remove(partners, place)
            poor.extend(other for other in others if len(partners.get(other, ())) < fewest_partners)


def _remove(partners: dict[str, set[str]], place: str) -> None:
    for other in partners.pop(place):
        partners[other].discard(place)


def _grown(seed: str, partners: dict[str, set[str]]) -> set[str]:
    """A group around a place: again and again the one that shares most partners with all who are in."""
    group, common = {seed}, set(partners[seed])
    while common:
        best = max(common, key=lambda place: (len(partners[place] & common), place))
        group.add(best)
        common &= partners[best]
    return group


def _ordered(edge: Sequence[str]) -> Edge:
    one, other = sorted(edge)
    return one, other
