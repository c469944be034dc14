"""Reading cells: dates in every form spreadsheets have them, numbers, lists, words of a vocabulary."""

import datetime
import re
from collections.abc import Iterable, Mapping

from babel.dates import get_month_names
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from twinning.core.dates import DateNotUnderstood, PartialDate, parse_date
from twinning.core.text import clean_digits, normalise

SERIAL_DAYS = range(10_000, 80_000)  # 1927 to 2119; a year has four digits
_UNKNOWN = ("unknown", "not known", "غير معروف", "غير معروفة", "لا يعرف", "غير محدد", "unbekannt", "n/a")
UNKNOWN_WORDS = frozenset(map(normalise, _UNKNOWN))
_SERIAL = re.compile(r"^(\d{5})(?:\.\d+)?$")
_WITH_TIME = re.compile(r"^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_SPLIT = re.compile(r"\s*[;؛\n|]\s*")
_ABOUT = re.compile(r"^(?:ca\.?|um|about|circa|حوالي|نحو)\s+", re.IGNORECASE)
_GERMAN_DAY = re.compile(r"^(\d{1,2})\.\s+(?=[^\W\d])")
_HIJRI_MARK = re.compile(r"(?:ه|هـ|AH)$")


def _german_months() -> dict[str, str]:
    english = get_month_names("wide", locale="en")
    return {
        normalise(name).rstrip("."): english[number]
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale="de").items()
    }


_MONTHS = _german_months()
_WORD = re.compile(r"[^\W\d_]+\.?")


def read_date(text: str, *, uses_1904_dates: bool = False) -> PartialDate | None:
    """A date as far as a cell says it; None for an empty cell.

    Raises: DateNotUnderstood, also for a Hijri date, which is not turned into another calendar unasked.
    """
    cleaned = _ABOUT.sub("", clean_digits(text).strip())
    if not cleaned:
        return None
    if normalise(cleaned) in UNKNOWN_WORDS or cleaned in ("-", "–", "?"):
        return PartialDate.unknown()
    if _HIJRI_MARK.search(cleaned) and re.search(r"\b1[34]\d\d\b", cleaned):
        raise DateNotUnderstood("hijri", text)
    if match := _SERIAL.match(cleaned):
        return PartialDate.day(_of_serial(int(match[1]), text, uses_1904_dates=uses_1904_dates))
    if match := _WITH_TIME.match(cleaned):
        cleaned = match[1]
    cleaned = _GERMAN_DAY.sub(r"\1 ", cleaned)
    return parse_date(_WORD.sub(lambda word: _MONTHS.get(normalise(word[0]).rstrip("."), word[0]), cleaned))


def _of_serial(days: int, text: str, *, uses_1904_dates: bool) -> datetime.date:
    if days not in SERIAL_DAYS:
        raise DateNotUnderstood("invalid", text)
    day = from_excel(days, CALENDAR_MAC_1904 if uses_1904_dates else CALENDAR_WINDOWS_1900)
    if isinstance(day, datetime.datetime):
        return day.date()
    raise DateNotUnderstood("invalid", text)


def read_list(text: str) -> list[str]:
    """What stands in one cell, separated by semicolons, bars or new lines."""
    return [part for part in _SPLIT.split(text.strip()) if part]


def read_number(text: str) -> float | None:
    """A number with Arabic or Latin digits; None where there is none. Raises: ValueError."""
    cleaned = clean_digits(text).replace(" ", "").replace("−", "-")
    if cleaned.count(",") == 1 and "." not in cleaned and len(cleaned.rpartition(",")[2]) != 3:
        cleaned = cleaned.replace(",", ".")
    return float(cleaned.replace(",", "")) if cleaned else None


class Vocabulary:
    """Codes by any of their spellings."""

    def __init__(self, spellings: Mapping[str, Iterable[object]]) -> None:
        self.codes = {normalise(str(text)): code for code, texts in spellings.items() for text in (code, *texts)}
        self.codes.pop("", None)

    def code_of(self, text: str) -> str | None:
        """The code that a text means; None where it means none."""
        key = normalise(text)
        return self.codes.get(key) or self.codes.get(key.removeprefix("ال"))
