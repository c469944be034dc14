"""A date with precision (day, month, year, unknown): what people type, what is kept, how it reads, Hijri beside it."""

import datetime
import re
from dataclasses import dataclass
from typing import Any, Self

from babel.dates import get_month_names
from django.db import models
from django.utils.translation import gettext_lazy as _
from hijridate import Gregorian

from twinning.core.text import clean_digits, normalise


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("not known")


class DateNotUnderstood(ValueError):
    """The text is not a date in any form we read; `code` tells why, `day` and `month` what was read of it."""

    def __init__(self, code: str, text: str, *, day: int | None = None, month: int | None = None) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text
        self.day = day
        self.month = month


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known; `value` is the first day of the known period, None when unknown."""

    value: datetime.date | None
    precision: Precision

    def __post_init__(self) -> None:
        if (self.value is None) != (self.precision == Precision.UNKNOWN):
            raise ValueError("A date has a value exactly when it is not unknown.")
        if self.value and self.precision == Precision.MONTH:
            object.__setattr__(self, "value", self.value.replace(day=1))
        if self.value and self.precision == Precision.YEAR:
            object.__setattr__(self, "value", self.value.replace(month=1, day=1))

    @classmethod
    def unknown(cls) -> Self:
        return cls(None, Precision.UNKNOWN)

    @classmethod
    def day(cls, value: datetime.date) -> Self:
        return cls(value, Precision.DAY)

    @classmethod
    def year(cls, year: int) -> Self:
        return cls(datetime.date(year, 1, 1), Precision.YEAR)

    @property
    def last_day(self) -> datetime.date | None:
        """The last day the known period can mean: 1984 ends on 31 December 1984."""
        if self.value is None or self.precision == Precision.DAY:
            return self.value
        if self.precision == Precision.YEAR:
            return self.value.replace(month=12, day=31)
        following = (self.value.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
        return following - datetime.timedelta(days=1)

    def is_surely_before(self, other: "PartialDate") -> bool:
        """True when every day this date can mean lies before every day the other can mean."""
        return bool(self.last_day and other.value and self.last_day < other.value)

    def is_surely_after_day(self, day: datetime.date) -> bool:
        """True when even the first day this date can mean lies after `day`."""
        return bool(self.value and self.value > day)

    def as_text(self) -> str:
        """The form people may type back: 2026-03-05, 2026-03, 1984, or empty when unknown."""
        if self.value is None:
            return ""
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        return self.value.isoformat()[:length]

    def as_json(self) -> dict[str, Any]:
        """The shape of the API: {"value": "1984-01-01", "precision": "year"}."""
        return {"value": self.value.isoformat() if self.value else None, "precision": self.precision.value}


def hijri(day: datetime.date) -> tuple[int, int, int] | None:
    """The Hijri (year, month, day) of a Gregorian day by Umm al-Qura, or None outside 1924-2077, its range."""
    try:
        converted = Gregorian.fromdate(day).to_hijri()
    except (OverflowError, ValueError):
        return None
    return converted.year, converted.month, converted.day


def _month_numbers() -> dict[str, int]:
    names: dict[str, int] = {}
    for locale in ("ar", "ar_JO", "ar_MA", "ar_TN", "en"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                names[normalise(name).rstrip(".")] = number
    return names


MONTH_NUMBERS = _month_numbers()
YEARS = range(1500, 2200)
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})$")
_MONTH_OF_YEAR = re.compile(r"^(?:(\d{4})[/.\-](\d{1,2})|(\d{1,2})[/.\-](\d{4}))$")
_YEAR = re.compile(r"^(\d{4})$")
_WORDS = re.compile(r"^(?:(\d{1,2})\s+)?([^\d\s]+(?:\s+[^\d\s]+)?)\s+(\d{4})$")


def parse_date(text: str) -> PartialDate:
    """Read 5/3/2026, ٥/٣/٢٠٢٦, 2026-03-05, "March 1984", "5 آذار 1984", "1984"; day before month, as Arabs write.

    Raises: DateNotUnderstood with code `invalid` (no such form), `no_such_day` (31 February) or `year_out_of_range`.
    """
    cleaned = re.sub(r"\s+", " ", clean_digits(text)).strip(" .،,")
    if match := _DAY_FIRST.match(cleaned):
        return _build(text, int(match[3]), int(match[2]), int(match[1]))
    if match := _YEAR_FIRST.match(cleaned):
        return _build(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_OF_YEAR.match(cleaned):
        return _build(text, int(match[1] or match[4]), int(match[2] or match[3]))
    if match := _YEAR.match(cleaned):
        return _build(text, int(match[1]))
    if match := _WORDS.match(cleaned):
        month = MONTH_NUMBERS.get(normalise(match[2]))
        if month:
            return _build(text, int(match[3]), month, int(match[1]) if match[1] else None)
    raise DateNotUnderstood("invalid", text)


def _build(text: str, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    if year not in YEARS:
        raise DateNotUnderstood("year_out_of_range", text)
    precision = Precision.YEAR if month is None else Precision.MONTH if day is None else Precision.DAY
    try:
        return PartialDate(
            datetime.date(year, 1 if month is None else month, 1 if day is None else day),
            precision,
        )
    except ValueError as error:
        raise DateNotUnderstood("no_such_day", text, day=day, month=month) from error
