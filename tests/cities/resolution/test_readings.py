"""Reading a name in every way that makes sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cities.resolution.readings import Way, readings_of


def ways_of(name: str) -> dict[str, Way]:
    return {reading.key: reading.way for reading in readings_of(name).readings}


@pytest.mark.parametrize(
    ("name", "key", "way"),
    [
        ("Kapstadt", "kapstadt", Way.WHOLE),
        ("City of Perth", "perth", Way.WITHOUT_KIND),
        ("Stadt Aachen", "aachen", Way.WITHOUT_KIND),
        ("Comune di Roma", "roma", Way.WITHOUT_KIND),
        ("مدينة مسقط", "مسقط", Way.WITHOUT_KIND),
        ("بلدية عمّان", "عمان", Way.WITHOUT_KIND),
        ("St. Petersburg", "saint petersburg", Way.SPELLING),
        ("Sankt Augustin", "st augustin", Way.SPELLING),
        ("Muenchen", "munchen", Way.SPELLING),
        ("Trzic (Neumarkt)", "trzic", Way.BASE),
        ("Trzic (Neumarkt)", "neumarkt", Way.WHOLE_OF_PART),
        ("Biel/Bienne", "bienne", Way.DOUBLE),
        ("Berlin – Steglitz", "steglitz", Way.PART),
        ("Berlin – Steglitz", "berlin", Way.WHOLE_OF_PART),
        ("Arlington, Texas", "arlington", Way.BASE),
        ("Gniezno County", "gniezno", Way.NAMED_AFTER),
        ("Lippe (Kreis)", "lippe", Way.NAMED_AFTER),
    ],
)
def test_a_name_is_read(name: str, key: str, way: Way) -> None:
    assert ways_of(name)[key] == way


def test_what_stands_beside_a_name_is_kept_for_telling_homonyms_apart() -> None:
    beside = {reading.key: reading.beside for reading in readings_of("Springfield (Illinois)").readings}
    assert beside["springfield"] == ("illinois",)


@pytest.mark.parametrize("name", ["", " ", "()", "–", "(,)", "/"])
def test_a_name_without_letters_has_no_reading(name: str) -> None:
    assert readings_of(name).readings == ()


@given(st.text(max_size=300))
def test_any_text_is_read_with_few_keys_each_once(text: str) -> None:
    readings = readings_of(text).readings
    assert len(readings) == len({reading.key for reading in readings}) <= 24
    assert all(reading.key for reading in readings)
