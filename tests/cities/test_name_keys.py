"""Keys, scripts, neighbours and ranks of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cities.name_keys import KEY_LENGTH, indexed_neighbours, name_key, name_rank, neighbours_of, script_of, search_rank
from cities.name_lookup import is_near

LETTERS = st.text(alphabet="abcdefghij", min_size=4, max_size=20)
ARABIC = st.text(alphabet="ابتجحدرسعفقكلمنهوي", min_size=4, max_size=20)


def test_a_key_is_no_longer_than_its_column() -> None:
    assert len(name_key("ﷺ" * 200)) <= KEY_LENGTH


@pytest.mark.parametrize(
    ("name", "script"),
    [("Muscat", "Latn"), ("‘Ibrī", "Latn"), ("مسقط", "Arab"), ("Москва", "Cyrl"), ("北京", "Hani"), ("123", "")],
)
def test_the_script_of_a_name(name: str, script: str) -> None:
    assert script_of(name) == script


@pytest.mark.parametrize("key", ["ab", "东京都市", "москва", "a" * 41])
def test_a_key_that_nobody_mistypes_has_no_neighbours(key: str) -> None:
    assert neighbours_of(key) == []


@pytest.mark.parametrize(("kind", "has_some"), [("official", True), ("alternate", True), ("code", False)])
def test_only_names_that_people_type_are_kept_with_neighbours(kind: str, has_some: bool) -> None:
    assert bool(indexed_neighbours("muscat", kind)) is has_some


@given(st.one_of(LETTERS, ARABIC), st.data())
def test_a_key_one_edit_away_shares_a_neighbour_and_is_near(key: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(key) - 2))
    letter = data.draw(st.sampled_from(key))
    edited = data.draw(
        st.sampled_from(
            [
                key[:place] + key[place + 1 :],
                key[:place] + letter + key[place:],
                key[:place] + letter + key[place + 1 :],
                key[:place] + key[place + 1] + key[place] + key[place + 2 :],
            ],
        ),
    )
    assert set(neighbours_of(key)) & set(neighbours_of(edited))
    assert is_near(edited, [key])


@pytest.mark.parametrize(("name", "text"), [("muscat", "muscut"), ("san francisco", "sanfrancisco")])
def test_a_name_one_letter_away_is_near(name: str, text: str) -> None:
    assert is_near(name, [text])


@pytest.mark.parametrize(("name", "text"), [("muscat", "mascut"), ("cork", "krok"), ("amman", "oman")])
def test_a_name_two_letters_away_is_not_near(name: str, text: str) -> None:
    assert not is_near(name, [text])


def test_a_capital_ranks_above_a_larger_town() -> None:
    assert search_rank(population=340_000, is_capital=True) > search_rank(population=1_000_000, is_capital=False)


def test_what_a_place_is_called_officially_ranks_above_its_other_names_and_codes() -> None:
    ranks = [name_rank(1_000_000, kind) for kind in ("official", "alternate", "code")]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == 3
