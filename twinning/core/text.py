"""Names as a search key: normalise(), Arabic and Latin alike; digits, invisible and bidi control characters."""

import re
import unicodedata

# Letters that Unicode does not take apart, and Arabic-script letters that stand for one Arabic letter: people type
# what their keyboard has, so پاریس must be found by باريس, and Łódź by lodz.
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t",
    "ə": "e", "ɛ": "e", "ɔ": "o", "ĸ": "k", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ƴ": "y", "ɨ": "i", "ʉ": "u", "ƒ": "f",
    "ɡ": "g", "ɣ": "g", "ȷ": "j",
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ة": "ه", "ء": "", "ٴ": "",
    "ک": "ك", "ڪ": "ك", "گ": "ك", "ڭ": "ك", "ی": "ي", "ے": "ي", "ې": "ي", "ێ": "ي", "ۍ": "ي", "ۑ": "ي",
    "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "پ": "ب", "ٻ": "ب", "ٹ": "ت", "ټ": "ت", "ٺ": "ت", "چ": "ج", "ڄ": "ج",
    "ڃ": "ج", "ڇ": "ج", "ځ": "ح", "څ": "ح", "ڈ": "د", "ډ": "د", "ڊ": "د", "ڑ": "ر", "ړ": "ر", "ڕ": "ر", "ژ": "ز",
    "ږ": "ز", "ڵ": "ل", "ں": "ن", "ڼ": "ن", "ڻ": "ن", "ڤ": "ف", "ڥ": "ف", "ڨ": "ق", "ۆ": "و", "ۇ": "و", "ۈ": "و",
    "ۋ": "و", "ۉ": "و",
}  # fmt: skip

# Combining marks of the scripts whose readers leave them out. Indic, Thai and other vowel signs are not marks to
# drop: they carry the name.
_DROPPED_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u06ea-\u06ed\u0711\u0730-\u074a\u0898-\u089f\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe2f]",
)
_NOTHING = frozenset("'’‘‛`´ʹ′″„“”\"·ـ")
_ARTICLE = "ال"

_DIGITS = {
    **{ord("٠") + n: str(n) for n in range(10)},
    **{ord("۰") + n: str(n) for n in range(10)},
    ord("٫"): ".",
    ord("٬"): "",
}
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_DIRECTION_MARKS = re.compile(f"[{_DIRECTION}]")
# Characters that are never seen but change what is: direction controls, zero-width signs, fillers, tags. ZWNJ and
# ZWJ are not among them, Persian and Indic spelling needs them.
_INVISIBLE = re.compile(
    f"[{_DIRECTION}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]",
)
# What a person cannot have meant to type: refused rather than silently changed. A lone surrogate cannot be stored.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]",
)


class _KeyTable(dict[int, str]):
    """What each character becomes in a search key; worked out once per character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = value = self._key(character)
        return value

    def _key(self, character: str) -> str:
        if character in _LETTERS:
            return _LETTERS[character]
        if character in _NOTHING or _DROPPED_MARKS.match(character) or "ʰ" <= character <= "˿":
            return ""
        category = unicodedata.category(character)
        if category == "Nd":
            return str(unicodedata.decimal(character))
        if category == "Cf":
            return ""
        return character if category[0] in "LNM" else " "


_KEYS = _KeyTable()


def normalise(text: str) -> str:
    """The search key of a name: marks, tatweel, case, accents, hamza forms and punctuation no longer matter.

    Words stay apart by one space; digits become Latin; applying it twice changes nothing more.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_KEYS).split())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", " ".join(folded.translate(_KEYS).split()))


def words(text: str) -> list[str]:
    """The words of a name as search keys."""
    return normalise(text).split()


def without_article(key: str) -> str:
    """A key without the Arabic article before its first word (الرباط → رباط); short words keep it."""
    if key.startswith(_ARTICLE) and len(key.split(maxsplit=1)[0]) > len(_ARTICLE) + 1:
        return key[len(_ARTICLE) :]
    return key


def with_article(key: str) -> str:
    """An Arabic key with the article before its first word (رباط → الرباط); other keys as they are."""
    is_arabic = "\u0621" <= key[:1] <= "\u064a"
    return _ARTICLE + key if is_arabic and not key.startswith(_ARTICLE) else key


def is_arabic(text: str) -> bool:
    """Whether the first letter of a text is of the Arabic script."""
    first = next((character for character in text if character.isalpha()), "")
    return "\u0620" <= first <= "\u06ff" or "\u0750" <= first <= "\u077f" or "\ufb50" <= first <= "\ufefc"


def clean_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as Latin ones, with their decimal sign; direction marks around them dropped."""
    return _DIRECTION_MARKS.sub("", text.translate(_DIGITS))


def clean_bidi(text: str) -> str:
    """A text without direction controls and other invisible characters; what is seen stays as it is."""
    return _INVISIBLE.sub("", text)


def find_control_characters(text: str) -> list[str]:
    """The control characters of a text, as "U+202E", each once: direction overrides, NUL, lone surrogates and kin."""
    return [f"U+{ord(character):04X}" for character in dict.fromkeys(_CONTROL.findall(text))]
