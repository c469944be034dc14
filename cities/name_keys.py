"""What the search needs of a name: its key, its script, its neighbours one typing error away, its rank."""

import unicodedata
from functools import cache
from zlib import crc32

from twinning.core.text import normalise

KEY_LENGTH = 200
# Few names are longer, and a person who types so many letters right is found by the beginning of the name.
NEIGHBOUR_LENGTHS = range(3, 41)
# Hashes of 20 bits keep the index small; the few names that share one by chance are sorted out by their distance.
_HASH_BITS = 0xFFFFF
_SCRIPTS = {"LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "CJK": "Hani"}
_CAPITAL_BONUS = 1_000_000
_NEVER_TYPED = frozenset({"transliteration", "code"})
# By how much a name of each kind counts less than the official one; any other name counts an eighth.
_WEIGHT_OF_KIND = {"official": 1, "transliteration": 64, "code": 64}


def name_key(name: str) -> str:
    """The search key of a name, as long as the index takes."""
    return normalise(name)[:KEY_LENGTH].rstrip()


def script_of(name: str) -> str:
    """The ISO 15924 code of the script of a name's first letter, empty where it is none of the common ones."""
    for character in name:
        if character.isalpha():
            return _script_of_letter(character)
    return ""


@cache
def _script_of_letter(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "")


def indexed_neighbours(key: str, kind: str) -> list[int]:
    """The neighbours under which a name is kept: nobody mistypes a code or a machine's transliteration."""
    return [] if kind in _NEVER_TYPED else neighbours_of(key)


def neighbours_of(key: str) -> list[int]:
    """Hashes of the key and of the key with each one letter left out, spaces not counted.

    Two keys that differ by one letter left out, put in, exchanged or swapped with the next share at least one.
    Only Latin and Arabic keys have them: those are the scripts people of the register type.
    """
    letters = key.replace(" ", "")
    if len(letters) not in NEIGHBOUR_LENGTHS:
        return []
    if letters.isascii():
        text, width = letters.encode("ascii"), 1
    elif "\u0620" <= letters[0] <= "\u06ff":
        text, width = letters.encode("utf-16-le"), 2
    else:
        return []
    shortened = [crc32(text[:place] + text[place + width :]) & _HASH_BITS for place in range(0, len(text), width)]
    return [crc32(text) & _HASH_BITS, *shortened]


def search_rank(*, population: int, is_capital: bool) -> int:
    """What orders places of one match class: inhabitants, and a capital as if it had a million more."""
    return population + (_CAPITAL_BONUS if is_capital else 0)


def name_rank(rank: int, kind: str) -> int:
    """The rank of one of a place's names, so that what a place is mostly called brings it up before other names do."""
    return rank // _WEIGHT_OF_KIND.get(kind, 8)
