"""How values read in running text of either script: numbers, percentages, coordinates, sizes, isolated pieces."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

_UNITS = ("kB", "MB", "GB")


def number(value: float | Decimal | str | None) -> str:
    """Latin digits with a comma between thousands, in both languages; no zeros after the last figure that counts."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: float | Decimal | str | None) -> SafeString | str:
    """A share of a hundred with its sign, isolated so that the sign keeps its place after Arabic letters."""
    if value is None or value == "":
        return ""
    return format_html('<bdi dir="ltr">{}%</bdi>', number(value))


def coordinates(latitude: float | Decimal | None, longitude: float | Decimal | None) -> SafeString | str:
    """Degrees north or south, east or west, as on a map: 31.95° N, 35.93° E; empty when not known."""
    if latitude is None or longitude is None:
        return ""
    north = "N" if latitude >= 0 else "S"
    east = "E" if longitude >= 0 else "W"
    return format_html(
        '<span class="coordinates" dir="ltr">{}° {}, {}° {}</span>',
        f"{abs(latitude):.2f}",
        north,
        f"{abs(longitude):.2f}",
        east,
    )


def ltr(value: object) -> SafeString | str:
    """A reference, code, e-mail address or hash: isolated and left to right."""
    if value is None or value == "":
        return ""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


def bdi(value: object) -> SafeString | str:
    """Text that people typed, isolated so that its direction does not disturb the sentence around it."""
    if value is None or value == "":
        return ""
    return format_html("<bdi>{}</bdi>", value)


def pair(places: Iterable[object]) -> SafeString | str:
    """The places of a tie in one line, lead first: "Amman – Rabat", each name isolated."""
    named = format_html_join(" – ", "<bdi>{}</bdi>", ((str(place),) for place in places))
    return named or gettext("No party yet")


def filesize(value: int | None) -> SafeString | str:
    """A size in bytes as people say it: 310 kB, 1.8 MB (decimal thousands)."""
    return "" if value is None else format_html("<bdi>{}</bdi>", size_words(value))


def size_words(value: int) -> str:
    """A size in bytes as plain words, for messages."""
    size = Decimal(value) / 1000
    unit = 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size /= 1000
        unit += 1
    rounded = round(size, 1) if unit and size < 10 else Decimal(max(1, round(size)))
    units = (gettext("%(size)s kB"), gettext("%(size)s MB"), gettext("%(size)s GB"))
    return units[unit] % {"size": number(rounded)}
