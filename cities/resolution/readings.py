"""The ways in which a written name may be read: as it stands, without its kind, as a double name, as a part."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from cities.name_keys import name_key
from cities.services.gazetteer_vocabularies import read_data
from twinning.core.text import clean_bidi, with_article, without_article

LONGEST_NAME = 200
_MOST_READINGS = 24
_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]?")
_COMPOUND = re.compile(r"(?<=\w)[-‐‑](?=\w)|\s*&\s*")
_NUMBER = re.compile(r"\d{1,2}|[ivx]{1,6}")
_FEWEST_LETTERS_OF_HALF = 4
_DOUBLE = re.compile(r"\s*/\s*|\s+[-–—]\s+|\s*[–—]\s*|\s*\|\s*")
# Spellings of one word that differ between languages and keyboards; each is tried for each.
_SAINTS = {
    "st": ("saint", "sankt", "san", "sint"), "saint": ("st",), "sankt": ("st", "saint"), "ste": ("sainte",),
    "sainte": ("ste",), "sint": ("st",), "sta": ("santa",), "sto": ("santo",), "szt": ("szent",),
    "mt": ("mount", "mont"), "mount": ("mt",), "ft": ("fort",), "fort": ("ft",), "pt": ("port", "point"),
    "gt": ("great",), "ob": ("ober",), "bad": (), "nr": ("near",), "sv": ("sveti", "sveta"),
    "b": ("bei",), "a": ("am", "an der"), "i": ("im", "in"), "v": ("vor",), "u": ("unter",), "d": ("der", "do", "de"),
    "s": ("sur", "saint", "sao"), "ss": ("saints",), "l": ("les",), "and": ("y",),
    "hl": ("heilig", "heiligen"), "gr": ("gross",), "kl": ("klein",), "nw": ("nordwest",),
}  # fmt: skip
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))


class Way(IntEnum):
    """How far a reading goes from what is written; a smaller one comes first."""

    WHOLE = 0
    SPELLING = 1
    WITHOUT_KIND = 2
    DOUBLE = 3
    BASE = 4
    PART = 5
    COMPOUND = 6
    SHORT = 7
    STEM = 13
    NEAR = 8
    LIKE = 9
    HALF = 10
    WHOLE_OF_PART = 11
    NAMED_AFTER = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """One search key that the name may mean, how it was come by, and what was said beside it."""

    key: str
    way: Way
    beside: tuple[str, ...] = ()
    is_division: bool = False


@dataclass(frozen=True, slots=True)
class NameReadings:
    """All readings of one name, nearest first; `halves` are those of a name made of two: Rapperswil-Jona."""

    readings: tuple[Reading, ...]
    names_division: bool
    names_part: bool
    halves: tuple[tuple[str, str], ...] = ()

    @property
    def keys(self) -> set[str]:
        beside = {note for reading in self.readings for note in reading.beside}
        return {reading.key for reading in self.readings} | {half for pair in self.halves for half in pair} | beside


@cache
def _kind_words() -> dict[str, tuple[str, ...]]:
    data: dict[str, list[str]] = read_data("place_words")
    return {kind: tuple(sorted(words, key=len, reverse=True)) for kind, words in data.items()}


def readings_of(name: str) -> NameReadings:
    """Read a name in every way that makes sense; nothing of it is looked up here."""
    text = clean_bidi(name)[:LONGEST_NAME]
    found = _unique(_all_readings(text))
    kinds = _kinds_named(text)
    halves = tuple(_halves(text))
    return NameReadings(tuple(found[:_MOST_READINGS]), "division" in kinds, "part" in kinds, halves)


def _all_readings(text: str) -> Iterator[Reading]:
    key = name_key(text)
    yield Reading(key, Way.WHOLE)
    for spelling in _spellings(key):
        yield Reading(spelling, Way.SPELLING)
    yield from _without_kind(key, ())
    yield from _numbered(key)
    yield from _before_preposition(key)
    base, notes = _taken_apart(text)
    beside = tuple(filter(None, map(name_key, notes)))
    base_key = name_key(base)
    if base_key != key:
        yield from _of_base(base_key, beside)
    yield from _of_double_name(base, beside)
    if not _is_kind(beside):
        for note in beside:
            yield Reading(note, Way.WHOLE_OF_PART)


def _of_base(key: str, beside: tuple[str, ...]) -> Iterator[Reading]:
    """Springfield (Illinois), Arlington, Texas: the name and what tells it from others."""
    is_division = _names_kind(beside, "division")
    yield Reading(key, Way.NAMED_AFTER if is_division else Way.BASE, beside, is_division)
    for spelling in _spellings(key):
        yield Reading(spelling, Way.NAMED_AFTER if is_division else Way.BASE, beside, is_division)
    yield from _without_kind(key, beside)


def _of_double_name(text: str, beside: tuple[str, ...]) -> Iterator[Reading]:
    """Biel/Bienne is one town of two names; Berlin – Steglitz is a part after its whole."""
    sides = [key for side in _DOUBLE.split(text) if (key := name_key(side))]
    if len(sides) < 2:
        return
    is_slash = "/" in text or "|" in text
    for place, side in enumerate(sides):
        others = (*sides[:place], *sides[place + 1 :], *beside)
        way = Way.DOUBLE if is_slash else Way.PART if place else Way.WHOLE_OF_PART
        yield Reading(side, way, others)
        for spelling in _spellings(side):
            yield Reading(spelling, way, others)
        yield from (Reading(r.key, max(way, r.way), others, r.is_division) for r in _without_kind(side, others))


def _without_kind(key: str, beside: tuple[str, ...]) -> Iterator[Reading]:
    """City of X is X; X County is a division, and X at most the town it is named after."""
    for kind, way in (("municipal", Way.WITHOUT_KIND), ("division", Way.NAMED_AFTER), ("part", Way.PART)):
        for word in _kind_words()[kind]:
            for rest in _cut(key, word):
                yield Reading(rest, way, beside, kind == "division")
                for spelling in _spellings(rest):
                    yield Reading(spelling, way, beside, kind == "division")


def _numbered(key: str) -> Iterator[Reading]:
    """District XVI of Budapest, in whichever order it is written, and Budapest itself."""
    words = [word for word in key.split() if word not in _kind_words()["number"]]
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    rest = " ".join(word for word in words if word not in numbers)
    if len(numbers) == 1 and rest:
        for kind in _kind_words()["number"]:
            yield Reading(f"{rest} {numbers[0]} {kind}", Way.PART, (rest,))
        yield Reading(f"{rest} {numbers[0]}", Way.PART, (rest,))
        yield Reading(rest, Way.WHOLE_OF_PART)


def _before_preposition(key: str) -> Iterator[Reading]:
    """Neumarkt in der Steiermark is a Neumarkt."""
    words = key.split()
    for place in range(1, len(words) - 1):
        if words[place] in _kind_words()["before"] and len(words[0]) > 2:
            yield Reading(" ".join(words[:place]), Way.STEM, (" ".join(words[place + 1 :]),))
            return


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """The two places of a name made of two: Geldrop-Mierlo, Reigate & Banstead."""
    base, _ = _taken_apart(text)
    words = [_kindless(name_key(side)) for side in _COMPOUND.split(base)]
    if len(words) == 2 and all(len(word) >= _FEWEST_LETTERS_OF_HALF for word in words):
        yield words[0], words[1]
        return
    words = name_key(base).split()
    for place in range(1, len(words) - 1):
        if words[place] in _kind_words()["and"]:
            yield _kindless(" ".join(words[:place])), _kindless(" ".join(words[place + 1 :]))


def _kindless(key: str) -> str:
    """The name without the word for its kind, before or after it."""
    return next((rest for word in _kind_words()["municipal"] for rest in _cut(key, word)), key)


def _cut(key: str, word: str) -> Iterator[str]:
    if key.startswith(f"{word} "):
        yield key[len(word) + 1 :]
    elif key.endswith(f" {word}"):
        yield key[: -len(word) - 1]


def _taken_apart(text: str) -> tuple[str, list[str]]:
    """A name without its brackets and without what follows a comma, and those notes."""
    notes = [note for bracket in _BRACKETS.findall(text) for note in bracket.split(",")]
    plain = _BRACKETS.sub(" ", text)
    base, *tails = plain.replace("،", ",").split(",")
    return base, [*(tail for tail in tails if tail.strip()), *notes]


def _kinds_named(text: str) -> set[str]:
    """Which kinds of place the name gives itself: X County, X (Kreis), Y district."""
    base, notes = _taken_apart(text)
    keys = [name_key(text), name_key(base), *map(name_key, notes)]
    return {
        kind
        for kind in ("division", "part")
        for word in _kind_words()[kind]
        for key in keys
        if key == word or any(_cut(key, word))
    }


def _is_kind(notes: Iterable[str]) -> bool:
    """Whether a note says what kind of place it is, and nothing else: (rural gmina), (Kreis)."""
    return any(note in words for note in notes for words in _kind_words().values())


def _names_kind(notes: Iterable[str], kind: str) -> bool:
    return any(note in _kind_words()[kind] for note in notes)


def _spellings(key: str) -> Iterator[str]:
    """Other spellings of the same key: St for Saint, ue for ü, articles, words run together."""
    words = key.split()
    for place, word in enumerate(words):
        for other in _SAINTS.get(word, ()):
            yield " ".join([*words[:place], other, *words[place + 1 :]])
    for written, meant in _UMLAUTS:
        if written in key:
            yield key.replace(written, meant)
    if any(written in key for written, _ in _UMLAUTS[:3]):
        folded = key
        for written, meant in _UMLAUTS[:3]:
            folded = folded.replace(written, meant)
        yield folded
    yield from {with_article(key), without_article(key)} - {key}
    if len(words) > 1:
        yield "".join(words)


def _unique(readings: Iterable[Reading]) -> list[Reading]:
    best: dict[str, Reading] = {}
    for reading in readings:
        if not reading.key:
            continue
        kept = best.get(reading.key)
        if kept is None or reading.way < kept.way:
            best[reading.key] = reading
    return sorted(best.values(), key=lambda reading: reading.way)
