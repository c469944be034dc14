"""How a date with precision reads in Arabic and English, and the Hijri line beside it; Latin digits always."""

from babel.dates import get_month_names
from django.utils.translation import get_language, gettext

from twinning.core.dates import PartialDate, Precision, hijri

HIJRI_MONTHS_AR = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip
HIJRI_MONTHS_EN = (
    "Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II",
    "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah",
)  # fmt: skip


def _is_arabic() -> bool:
    return (get_language() or "ar").startswith("ar")


def month_name(month: int, *, short: bool = False) -> str:
    """The name of a Gregorian month (1 to 12) in the reader's language; Arabic has no shorter form."""
    locale = "ar" if _is_arabic() else "en"
    return str(get_month_names("abbreviated" if short else "wide", locale=locale)[month])


def date_text(date: PartialDate | None, *, short: bool = False) -> str:
    """ "12 March 2026", "March 1984", "1984 (day not known)", "Not known"; short leaves the remark out."""
    if date is None or date.value is None:
        return gettext("Not known")
    year = str(date.value.year)
    if date.precision == Precision.YEAR:
        return year if short else gettext("%(year)s (day not known)") % {"year": year}
    month = month_name(date.value.month, short=short)
    if date.precision == Precision.MONTH:
        return f"{month} {year}"
    return f"{date.value.day} {month} {year}"


def hijri_text(date: PartialDate | None) -> str:
    """ "23 Ramadan 1447 AH" for a date known to the day within 1924-2077, else empty."""
    if date is None or date.value is None or date.precision != Precision.DAY:
        return ""
    converted = hijri(date.value)
    if converted is None:
        return ""
    year, month, day = converted
    if _is_arabic():
        return f"{day} {HIJRI_MONTHS_AR[month - 1]} {year}هـ"
    return f"{day} {HIJRI_MONTHS_EN[month - 1]} {year} AH"
