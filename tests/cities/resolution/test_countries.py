"""Reading which country a text means."""

import pytest

from cities.resolution.countries import CountryNames, Standing
from cities.services.gazetteer_vocabularies import load_countries, load_governorates


@pytest.fixture
def names(db: None) -> CountryNames:
    load_countries()
    load_governorates()
    return CountryNames()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("OM", "OM"),
        ("NA", "NA"),
        ("OMN", "OM"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Oman", "OM"),
        ("Sultanate of Oman", "OM"),
        ("سلطنة عمان", "OM"),
        ("المملكة المغربية", "MA"),
        ("Géorgie", "GE"),
        ("Georgia (country)", "GE"),
        ("Island", "IS"),
        ("Grece", "GR"),
        ("Philipinen", "PH"),
        ("Tschech. Republik", "CZ"),
        ("Elfenbeinküste", "CI"),
        ("Russische Föderation", "RU"),
        ("Zaire", "CD"),
    ],
)
def test_a_country_is_known_by_every_usual_spelling(names: CountryNames, text: str, code: str) -> None:
    reading = names.read(text)
    assert (reading.standing, reading.codes) == (Standing.KNOWN, (code,))


@pytest.mark.parametrize(
    ("text", "code", "division"),
    [("Scotland", "GB", "GB.SCT"), ("England, United Kingdom", "GB", "GB.ENG"), ("California", "US", "US.CA")],
)
def test_a_division_in_the_place_of_a_country_says_both(
    names: CountryNames, text: str, code: str, division: str
) -> None:
    reading = names.read(text)
    assert (reading.codes, reading.division) == ((code,), division)


@pytest.mark.parametrize("text", ["Congo", "Kongo", "الكونغو", "Korea"])
def test_a_name_of_two_countries_is_ambiguous(names: CountryNames, text: str) -> None:
    reading = names.read(text)
    assert reading.standing == Standing.AMBIGUOUS
    assert len(reading.codes) == 2


@pytest.mark.parametrize("text", ["USSR", "Jugoslawien", "Tchécoslovaquie", "الاتحاد السوفيتي", "DDR"])
def test_a_state_that_is_no_more_is_told(names: CountryNames, text: str) -> None:
    assert names.read(text).standing == Standing.HISTORIC


@pytest.mark.parametrize("text", ["Atlantis", "?!x", "Xqzzt Republic"])
def test_what_is_no_country_is_unknown(names: CountryNames, text: str) -> None:
    assert names.read(text).standing == Standing.UNKNOWN


@pytest.mark.parametrize("text", ["", "  ", "—"])
def test_nothing_is_not_given(names: CountryNames, text: str) -> None:
    assert names.read(text).standing == Standing.NOT_GIVEN


def test_a_country_named_like_a_division_may_also_be_the_division(names: CountryNames) -> None:
    assert names.read("Georgia").instead == "US.GA"
