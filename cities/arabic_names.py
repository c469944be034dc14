"""Which of a place's names in Arabic script is Arabic: GeoNames gives them without a language."""

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from twinning.core.text import normalise, without_article

# The letters of Arabic, its marks, spaces and hyphens. Persian, Urdu, Uyghur and Kurdish names give themselves away by
# a letter outside these; ى inside a word and a closing ئ are other keyboards' ي.
_ARABIC = re.compile(r"^[\u0621-\u063a\u0641-\u0652\u0670 \-]+$")
_FOREIGN_YEH = re.compile(r"ى\B|ئ\b")
_MARKS = re.compile(r"[\u064b-\u0652\u0670]")
# A name with its kind in front is a division, or somebody's sentence, more often than the town.
_KIND_WORDS = re.compile(
    r"^(ولاية|والاية|محافظة|مديرية|مدينة|بلدية|شهر|شهرستان|قضاء|إقليم|اقليم|ناحية|منطقة|مطار|مقاطعة|دائرة|إمارة|كانتون|لواء|مركز|قرية)\s",
)
_UYGHUR_START = "ئ"
_SOUNDS = str.maketrans(
    {
        "ب": "b", "ت": "t", "ث": "s", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
        "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l",
        "م": "m", "ن": "n", "ه": "h", "و": "", "ي": "", "ا": "", " ": "",
    },
)  # fmt: skip
_LATIN_SOUNDS = str.maketrans(
    {"p": "b", "v": "f", "c": "k", "q": "k", "x": "k", "g": "g", "w": "", "y": ""} | dict.fromkeys("aeiou ", ""),
)


def choose_arabic_name(candidates: Iterable[str], *, name_en: str) -> str:
    """The candidate most likely to be the Arabic name; empty where none is written in Arabic letters only."""
    groups: dict[str, list[str]] = defaultdict(list)
    for candidate in candidates:
        if _ARABIC.match(candidate) and not _FOREIGN_YEH.search(candidate):
            groups[without_article(normalise(candidate))].append(candidate)
    groups.pop("", None)
    if not groups:
        return ""
    sound = _latin_sound(name_en)
    best = max(groups.values(), key=lambda spellings: (_likelihood(spellings, sound), -len(spellings[0])))
    return _MARKS.sub("", max(best, key=_care))


def _likelihood(spellings: list[str], sound: str) -> float:
    """How likely one group of spellings of the same key is Arabic and means this place; higher is likelier."""
    spelling = max(spellings, key=_care)
    points = min(len(spellings), 3) * 0.5 + _care(spelling) * 0.5
    points += 4 * Levenshtein.normalized_similarity(normalise(spelling).translate(_SOUNDS), sound)
    if _KIND_WORDS.match(spelling):
        points -= 6
    if spelling.startswith(_UYGHUR_START):
        points -= 6
    return points


def _care(spelling: str) -> int:
    """How carefully a name is spelt the Arabic way: article, hamza and closing letter written out."""
    return (
        2 * spelling.startswith("ال")
        + bool(re.search(r"\b[أإ]", spelling))
        + bool(re.search(r"[ةءي]\b", spelling))
        - bool(_MARKS.search(spelling))
        - bool(re.search(r"\B[أئ]", spelling))
    )


def _latin_sound(name: str) -> str:
    key = normalise(name).replace("sh", "s").replace("ch", "s").replace("th", "t").replace("ph", "f")
    return key.replace("kh", "k").replace("gh", "g").translate(_LATIN_SOUNDS)
