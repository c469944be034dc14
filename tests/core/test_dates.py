"""Dates with precision: what people type, what can be compared, Hijri beside it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinning.core.dates import DateNotUnderstood, PartialDate, Precision, hijri, parse_date

DAY = datetime.date


@pytest.mark.parametrize(
    ("typed", "value", "precision"),
    [
        ("5/3/2026", DAY(2026, 3, 5), Precision.DAY),
        ("05/03/2026", DAY(2026, 3, 5), Precision.DAY),
        ("٥/٣/٢٠٢٦", DAY(2026, 3, 5), Precision.DAY),
        ("۵/۳/۲۰۲۶", DAY(2026, 3, 5), Precision.DAY),
        ("\u200f5\u200f/3/2026", DAY(2026, 3, 5), Precision.DAY),
        ("5.3.2026", DAY(2026, 3, 5), Precision.DAY),
        ("5-3-2026", DAY(2026, 3, 5), Precision.DAY),
        ("2026-03-05", DAY(2026, 3, 5), Precision.DAY),
        ("2026/3/5", DAY(2026, 3, 5), Precision.DAY),
        ("29/2/2024", DAY(2024, 2, 29), Precision.DAY),
        ("5 March 1984", DAY(1984, 3, 5), Precision.DAY),
        ("5 آذار 1984", DAY(1984, 3, 5), Precision.DAY),
        ("٥ مارس ١٩٨٤", DAY(1984, 3, 5), Precision.DAY),
        ("March 1984", DAY(1984, 3, 1), Precision.MONTH),
        ("march  1984", DAY(1984, 3, 1), Precision.MONTH),
        ("Mar 1984", DAY(1984, 3, 1), Precision.MONTH),
        ("آذار 1984", DAY(1984, 3, 1), Precision.MONTH),
        ("اذار 1984", DAY(1984, 3, 1), Precision.MONTH),
        ("مارس 1984", DAY(1984, 3, 1), Precision.MONTH),
        ("كانون الثاني 1990", DAY(1990, 1, 1), Precision.MONTH),
        ("شتنبر 1990", DAY(1990, 9, 1), Precision.MONTH),
        ("1984-03", DAY(1984, 3, 1), Precision.MONTH),
        ("3/1984", DAY(1984, 3, 1), Precision.MONTH),
        ("1984", DAY(1984, 1, 1), Precision.YEAR),
        ("١٩٨٤", DAY(1984, 1, 1), Precision.YEAR),
        (" 1984. ", DAY(1984, 1, 1), Precision.YEAR),
    ],
)
def test_what_people_type_is_read_as_precisely_as_they_typed_it(
    typed: str, value: datetime.date, precision: Precision
) -> None:
    assert parse_date(typed) == PartialDate(value, precision)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31 February 2026", "no_such_day"),
        ("31 شباط 2026", "no_such_day"),
        ("31/2/2026", "no_such_day"),
        ("2026-02-31", "no_such_day"),
        ("29/2/2025", "no_such_day"),
        ("5/13/2026", "no_such_day"),
        ("0/5/2026", "no_such_day"),
        ("0/2026", "no_such_day"),
        ("13/2026", "no_such_day"),
        ("5/3/0026", "year_out_of_range"),
        ("1499", "year_out_of_range"),
        ("2200", "year_out_of_range"),
        ("31 February", "invalid"),
        ("yesterday", "invalid"),
        ("Smarch 1984", "invalid"),
        ("5/3/26", "invalid"),
        ("", "invalid"),
        ("   ", "invalid"),
        ("١٢", "invalid"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(DateNotUnderstood) as refusal:
        parse_date(typed)
    assert refusal.value.code == code


@given(st.dates(DAY(1500, 1, 1), DAY(2199, 12, 31)), st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR]))
def test_a_date_reads_back_from_its_own_text(value: datetime.date, precision: Precision) -> None:
    date = PartialDate(value, precision)
    assert parse_date(date.as_text()) == date


def code_of(typed: str) -> str:
    """The reason why the text is refused; empty where it is read."""
    try:
        parse_date(typed)
    except DateNotUnderstood as refusal:
        return refusal.code
    return ""


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(typed: str) -> None:
    assert code_of(typed) in {"", "invalid", "no_such_day", "year_out_of_range"}


def test_a_date_has_a_value_exactly_when_it_is_known() -> None:
    assert PartialDate.unknown().value is None
    with pytest.raises(ValueError, match="exactly"):
        PartialDate(None, Precision.DAY)
    with pytest.raises(ValueError, match="exactly"):
        PartialDate(DAY(1984, 1, 1), Precision.UNKNOWN)


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        (Precision.DAY, DAY(1984, 2, 17), DAY(1984, 2, 17)),
        (Precision.MONTH, DAY(1984, 2, 1), DAY(1984, 2, 29)),
        (Precision.YEAR, DAY(1984, 1, 1), DAY(1984, 12, 31)),
    ],
)
def test_a_date_reaches_from_the_first_to_the_last_day_it_can_mean(
    precision: Precision, first: datetime.date, last: datetime.date
) -> None:
    date = PartialDate(DAY(1984, 2, 17), precision)
    assert (date.value, date.last_day) == (first, last)


def test_december_ends_with_its_year() -> None:
    assert PartialDate(DAY(1984, 12, 5), Precision.MONTH).last_day == DAY(1984, 12, 31)


@pytest.mark.parametrize(
    ("earlier", "later", "is_before"),
    [
        ("1983", "1984", True),
        ("1984", "1984-06", False),
        ("1984-05", "1984-06", True),
        ("1984-06", "1984", False),
        ("1984-03-04", "1984-03-05", True),
        ("1984-03-05", "1984-03-05", False),
    ],
)
def test_a_date_is_before_another_only_where_no_reading_denies_it(earlier: str, later: str, is_before: bool) -> None:
    assert parse_date(earlier).is_surely_before(parse_date(later)) is is_before


def test_the_unknown_is_neither_before_nor_after_anything() -> None:
    unknown, known = PartialDate.unknown(), PartialDate.year(1984)
    assert not unknown.is_surely_before(known)
    assert not known.is_surely_before(unknown)
    assert not unknown.is_surely_after_day(DAY(1900, 1, 1))


@pytest.mark.parametrize(
    ("text", "is_after"), [("2026", False), ("2026-03", False), ("2026-03-06", True), ("2027", True)]
)
def test_a_date_lies_ahead_only_where_its_first_day_does(text: str, is_after: bool) -> None:
    assert parse_date(text).is_surely_after_day(DAY(2026, 3, 5)) is is_after


def test_the_api_shows_value_and_precision() -> None:
    assert PartialDate.year(1984).as_json() == {"value": "1984-01-01", "precision": "year"}
    assert PartialDate.unknown().as_json() == {"value": None, "precision": "unknown"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (DAY(2023, 7, 19), (1445, 1, 1)),
        (DAY(2024, 3, 11), (1445, 9, 1)),
        (DAY(1984, 9, 26), (1405, 1, 1)),
        (DAY(1900, 1, 1), None),
        (DAY(2078, 1, 1), None),
    ],
)
def test_the_hijri_day_is_given_where_the_calendar_reaches(
    day: datetime.date, expected: tuple[int, int, int] | None
) -> None:
    assert hijri(day) == expected
