"""Which country a text means, in Arabic, English, French or German; states that are no more are told, not guessed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache

from babel import Locale
from rapidfuzz.distance import OSA

from cities.models import Country, Governorate
from cities.services.gazetteer_vocabularies import read_data
from twinning.core.text import normalise, without_article

_LANGUAGES = ("ar", "en", "fr", "de")
# Words around the name of a country that do not tell it from others.
_EMPTY_WORDS = frozenset(
    {
        "the", "of", "republic", "republik", "republique", "kingdom", "konigreich", "royaume", "state", "staat", "etat",
        "de", "du", "des", "la", "le", "der", "country", "land", "pays", "جمهوريه", "مملكه", "دوله", "سلطنه",
    },
)  # fmt: skip
_FEWEST_LETTERS_OF_ONE_SLIP = 6
_FEWEST_LETTERS_OF_TWO_SLIPS = 9


class Standing(Enum):
    """How well the text of a country is understood."""

    NOT_GIVEN = "not given"
    KNOWN = "known"
    AMBIGUOUS = "ambiguous"
    HISTORIC = "historic"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CountryReading:
    """The countries a text may mean, and the division it names beside them (England, United Kingdom).

    `instead` is a division that the text may also mean where no place fits the country: Georgia, California.
    """

    standing: Standing
    codes: tuple[str, ...] = ()
    division: str = ""
    instead: str = ""


NOT_GIVEN = CountryReading(Standing.NOT_GIVEN)
_UNKNOWN = CountryReading(Standing.UNKNOWN)


@cache
def _spelling_data() -> dict[str, dict[str, list[str]]]:
    data: dict[str, dict[str, list[str]]] = read_data("country_spellings")
    return data


@cache
def claimants_of(code: str) -> frozenset[str]:
    """The countries that claim land which the gazetteer gives another code: Crimea, Kosovo, Western Sahara."""
    return frozenset(_spelling_data()["disputed"].get(code, ()))


@cache
def territories_of(code: str) -> frozenset[str]:
    """The territories that belong to a country and have codes of their own: Réunion and France."""
    return frozenset(_spelling_data()["territories"].get(code, ()))


class CountryNames:
    """Every spelling of every country and division in the register, read once."""

    def __init__(self) -> None:
        self.countries = {country.pk: country for country in Country.objects.all()}
        self.divisions: dict[str, list[str]] = defaultdict(list)
        self.governorates = {governorate.pk: governorate for governorate in Governorate.objects.order_by("pk")}
        for governorate in self.governorates.values():
            for name in filter(None, governorate.key.split("|")):
                self.divisions[name].append(governorate.pk)
        self._codes = {name: code for name, code in _library_names() if code in self.countries}
        for country in self.countries.values():
            self._codes.update(dict.fromkeys(filter(None, country.key.split("|")), country.pk))
        for code, spellings in _spelling_data()["spellings"].items():
            self._codes.update(dict.fromkeys(map(normalise, spellings), code))
        self._several = _grouped(_spelling_data()["several"])
        self._historic = _grouped(_spelling_data()["historic"])
        self._alpha3 = {country.alpha3: country.pk for country in self.countries.values()}
        self._read: dict[str, CountryReading] = {}

    def read(self, text: str) -> CountryReading:
        """The reading of what somebody wrote in the place of a country; each text is read once."""
        reading = self._read.get(text)
        if reading is None:
            reading = self._read[text] = self._reading_of(text.strip())
        return reading

    def exactly(self, text: str) -> CountryReading | None:
        """The reading of a text that may be something else than a country, only where it is one's very name."""
        return self._named(text)

    def _reading_of(self, text: str) -> CountryReading:
        if not normalise(text):
            return NOT_GIVEN
        if code := self._code_of(text):
            return CountryReading(Standing.KNOWN, (code,))
        head, comma, tail = text.rpartition(",")
        if comma:
            outer = self._named(tail)
            if outer is not None and outer.standing == Standing.KNOWN:
                return CountryReading(Standing.KNOWN, outer.codes, self._division(head, outer.codes[0]))
        return self._named(text) or self._mistyped(text) or _UNKNOWN

    def _code_of(self, text: str) -> str:
        """ISO codes are written in capitals; NA is Namibia."""
        letters = text.replace(".", "")
        if not (letters.isascii() and letters.isupper()):
            return ""
        return letters if letters in self.countries else self._alpha3.get(letters, "")

    def _named(self, text: str) -> CountryReading | None:
        for key in _forms(text):
            if key in self._historic:
                return CountryReading(Standing.HISTORIC, self._historic[key])
            if key in self._several:
                return CountryReading(Standing.AMBIGUOUS, self._several[key])
            if key in self._codes:
                return CountryReading(Standing.KNOWN, (self._codes[key],), instead=self._only_division(key))
            if division := self._only_division(key):
                return CountryReading(Standing.KNOWN, (division.partition(".")[0],), division)
        return None

    def _mistyped(self, text: str) -> CountryReading | None:
        """The one country whose name is a slip of the pen away, or is abbreviated by a full stop."""
        key = normalise(text)
        slips = (len(key) >= _FEWEST_LETTERS_OF_ONE_SLIP) + (len(key) >= _FEWEST_LETTERS_OF_TWO_SLIPS)
        for allowed in range(1, slips + 1):
            near = {
                code for name, code in self._codes.items() if OSA.distance(key, name, score_cutoff=allowed) <= allowed
            }
            if near:
                return CountryReading(Standing.KNOWN if len(near) == 1 else Standing.AMBIGUOUS, tuple(sorted(near)))
        if "." in text:
            wanted = key.split()
            near = {code for name, code in self._codes.items() if _abbreviates(wanted, name.split())}
            if len(near) == 1:
                return CountryReading(Standing.KNOWN, tuple(near))
        return None

    def _division(self, text: str, country: str) -> str:
        codes = [code for code in self.divisions.get(normalise(text), ()) if code.startswith(f"{country}.")]
        return codes[0] if len(codes) == 1 else ""

    def _only_division(self, key: str) -> str:
        codes = self.divisions.get(key, ())
        return codes[0] if len(codes) == 1 else ""


def _library_names() -> Iterable[tuple[str, str]]:
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2:
                yield normalise(name), code


def _grouped(groups: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {normalise(name): tuple(codes.split()) for codes, names in groups.items() for name in names}


def _forms(text: str) -> Iterable[str]:
    """The text as written, without its note in brackets, without empty words and without the article."""
    key = normalise(text)
    yield key
    plain = normalise(text.partition("(")[0])
    yield plain
    yield " ".join(word for word in plain.split() if word not in _EMPTY_WORDS)
    yield without_article(plain)
    yield normalise(text.replace(".", ""))


def _abbreviates(short: list[str], long: list[str]) -> bool:
    return len(short) == len(long) and all(whole.startswith(word) for word, whole in zip(short, long, strict=True))
