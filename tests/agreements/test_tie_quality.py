"""Looking over many ties at once."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from agreements.tie_quality import cliques, one_sided, placeholder_years, repetitions, self_relations


def test_a_year_told_far_more_often_than_its_neighbours_is_a_spike() -> None:
    years = [str(1985 + n % 30) for n in range(300)] + ["2000"] * 40
    assert [(spike.year, spike.count) for spike in placeholder_years(years)] == [(2000, 50)]


def test_years_that_rise_and_fall_are_no_spike() -> None:
    assert placeholder_years([str(1980 + n % 30) for n in range(300)]) == []


def test_a_few_years_tell_nothing() -> None:
    assert placeholder_years(["2000"] * 10) == []


def test_a_place_tied_to_itself_is_told() -> None:
    assert self_relations([("a", "b"), ("c", "c")]) == ["c"]


def test_pairs_stated_twice_are_told_with_their_direction() -> None:
    found = repetitions([("a", "b"), ("b", "a"), ("c", "d"), ("c", "d"), ("e", "f")])
    assert [(one.pair, one.times, one.is_reversed) for one in found] == [(("a", "b"), 2, True), (("c", "d"), 2, False)]


def test_a_tie_that_one_end_states_is_one_sided() -> None:
    assert one_sided([("a", "b"), ("b", "a"), ("c", "d")]) == [("c", "d")]


def test_a_charter_written_as_bilateral_ties_is_found_among_others() -> None:
    members = [f"m{n}" for n in range(12)]
    others = [(f"m{n}", f"x{n}") for n in range(12)] + [(f"x{n}", f"x{n + 1}") for n in range(30)]
    assert cliques([*itertools.combinations(members, 2), *others], fewest=8) == [frozenset(members)]


def test_two_charters_that_share_a_member_are_both_found() -> None:
    first, second = [f"a{n}" for n in range(10)] + ["s"], [f"b{n}" for n in range(9)] + ["s"]
    edges = [*itertools.combinations(first, 2), *itertools.combinations(second, 2)]
    assert cliques(edges, fewest=8) == [frozenset(first), frozenset(second)]


@given(st.sets(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=80))
def test_whatever_is_found_is_a_clique_and_shares_no_tie(pairs: set[tuple[int, int]]) -> None:
    edges = [(str(one), str(other)) for one, other in pairs]
    tied = {frozenset(edge) for edge in edges}
    found = [list(map(frozenset, itertools.combinations(sorted(group), 2))) for group in cliques(edges, fewest=4)]
    assert all(tie in tied for ties in found for tie in ties)
    assert len([tie for ties in found for tie in ties]) == len({tie for ties in found for tie in ties})
