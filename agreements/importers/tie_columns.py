"""The columns of a table of ties: each end with what is known of it, and what is known of the tie."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twinning.imports.importers import Column

FIRST, SECOND = "first", "second"
# How tables call the two ends, before the word for what of them the column tells.
_ENDS_EN = {FIRST: ("source", "from", "lead", "own"), SECOND: ("target", "to", "partner", "twin", "sister")}
_NUMBERS = {FIRST: ("1", "a"), SECOND: ("2", "b")}
_PARTS: dict[str, tuple[str, ...]] = {
    "city": ("city", "name", "place", "town", "municipality", "stadt", "kommune", "gemeinde", "ville", "commune"),
    "country": ("country", "land", "staat", "pays"),
    "region": ("region", "admin", "state", "province", "bundesland"),
    "latitude": ("lat", "latitude", "breite"),
    "longitude": ("lon", "lng", "long", "longitude", "laenge"),
    "position": ("coord", "coordinates", "position", "point"),
    "geonames": ("geonameid", "geonames id", "geonames"),
    "wikidata": ("qid", "wikidata", "item"),
}
_GERMAN = {(SECOND, "city"): ("partnerstadt", "partner"), (SECOND, "country"): ("partnerland",)}
_PLAIN = {(FIRST, "city"): ("المدينة", "المدينة الأولى"), (FIRST, "country"): ("الدولة",)}
_WORDS: dict[str, tuple[str | Promise, str, str]] = {
    "city": (_("place"), "المكان", "Place"),
    "country": (_("country"), "الدولة", "Country"),
    "region": (_("region"), "الإقليم", "Region"),
    "latitude": (_("latitude"), "خط العرض", "Latitude"),
    "longitude": (_("longitude"), "خط الطول", "Longitude"),
    "position": (_("position"), "الموقع", "Position"),
    "geonames": (_("GeoNames number"), "رقم جيونيمز", "GeoNames number"),
    "wikidata": (_("Wikidata number"), "رقم ويكي بيانات", "Wikidata number"),
}
_EXAMPLES = {
    (FIRST, "city"): ("مسقط", "Muscat"),
    (FIRST, "country"): ("سلطنة عمان", "Oman"),
    (SECOND, "city"): ("الرباط", "Rabat"),
    (SECOND, "country"): ("المغرب", "Morocco"),
}


def _spellings(end: str, part: str) -> Iterator[str]:
    for word in _PARTS[part]:
        for other in _ENDS_EN[end]:
            yield f"{other} {word}"
        for number in _NUMBERS[end]:
            yield f"{word} {number}"
        if end == FIRST:
            yield word
    yield from _GERMAN.get((end, part), ())
    yield from _PLAIN.get((end, part), ())


def _columns_of(end: str) -> Iterator[Column]:
    ordinal_ar, ordinal_en = ("الأول", "1") if end == FIRST else ("الثاني", "2")
    for part, (label, arabic, english) in _WORDS.items():
        example_ar, example_en = _EXAMPLES.get((end, part), ("", ""))
        yield Column(
            f"{end}_{part}",
            label,
            f"{arabic} {ordinal_ar}",
            f"{english} {ordinal_en}",
            tuple(dict.fromkeys(_spellings(end, part))),
            is_required=part == "city",
            example_ar=example_ar,
            example_en=example_en,
        )


TIE_COLUMNS = (
    Column("id", _("Row id"), "معرّف السطر", "Row id", ("id", "row", "no", "nr", "المعرف")),
    *_columns_of(FIRST),
    *_columns_of(SECOND),
    Column(
        "since",
        _("Since"),
        "منذ",
        "Since",
        ("year", "since", "date", "jahr", "annee", "start", "السنة", "تاريخ التوقيع"),
        example_ar="1985",
        example_en="1985",
    ),
    Column("source", _("Source"), "المصدر", "Source", ("source", "sources", "quelle")),
    Column("licence", _("Licence"), "الترخيص", "Licence", ("licence", "license", "lizenz")),
    Column("as_of", _("As of"), "بتاريخ", "As of", ("as of", "stand", "retrieved")),
)
