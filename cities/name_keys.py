"""What the search needs of a name: its key, its script, its neighbours one typing error away, its rank."""

import unicodedata
import zlib

from twinning.core.text import normalise

KEY_LENGTH = 200
# Few names are longer, and a person who types so many letters right is found by the beginning of the name.
NEIGHBOUR_LENGTHS = range(3, 41)
# Hashes of 20 bits keep the index small; the few names that share one by chance are sorted out by their distance.
_HASH_BITS = 0xFFFFF
_SCRIPTS = {"LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "CJK": "Hani"}
_CAPITAL_BONUS = 1_000_000
_DEMOTED = frozenset({"transliteration", "code"})
_DEMOTION = 10


def name_key(name: str) -> str:
    """The search key of a name, as long as the index takes."""
    return normalise(name)[:KEY_LENGTH].rstrip()


def script_of(name: str) -> str:
    """The ISO 15924 code of the script of a name's first letter, empty where it is none of the common ones."""
    first = next((character for character in name if character.isalpha()), "")
    return _SCRIPTS.get(unicodedata.name(first, "").split(" ")[0], "") if first else ""


def neighbours_of(key: str) -> list[int]:
    """Hashes of the key and of the key with each one letter left out.

    Two keys that differ by one letter left out, put in, exchanged or swapped with the next share at least one.
    Only Latin and Arabic keys have them: those are the scripts people of the register type.
    """
    letters = key.replace(" ", "")
    if len(letters) not in NEIGHBOUR_LENGTHS or not (letters.isascii() or "\u0620" <= letters[0] <= "\u06ff"):
        return []
    variants = {letters, *(letters[:place] + letters[place + 1 :] for place in range(len(letters)))}
    return sorted({zlib.crc32(variant.encode()) & _HASH_BITS for variant in variants})


def search_rank(*, population: int, is_capital: bool) -> int:
    """What orders places of one match class: inhabitants, and a capital as if it had a million more."""
    return population + (_CAPITAL_BONUS if is_capital else 0)


def name_rank(rank: int, kind: str) -> int:
    """The rank of one of a place's names: codes and machine transliterations stand behind what people write."""
    return rank // _DEMOTION if kind in _DEMOTED else rank
