"""Sentences kept with a run in both languages: who reads them later may read the other one."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.utils import translation
from django.utils.functional import Promise

from twinning.core.models import in_language

# {"ar": …, "en": …}; a plain text that is the same in both languages is kept once, as text.
Words: TypeAlias = dict[str, str]
LANGUAGES = ("ar", "en")


def in_both(message: str | Promise | Mapping[str, str], **facts: Any) -> Words:
    """A lazy message as it reads in both languages, with its facts put in; facts may be messages or words too."""
    if isinstance(message, Mapping):
        return dict(message)
    if isinstance(message, str) and not facts:
        return dict.fromkeys(LANGUAGES, message)
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            told = {name: _in_force(fact) for name, fact in facts.items()}
            words[language] = message % told if facts else str(message)
    return words


def _in_force(fact: Any) -> Any:
    if isinstance(fact, Mapping):
        return read(fact)
    return str(fact) if isinstance(fact, Promise) else fact


def read(words: Mapping[str, str] | str | None) -> str:
    """The words in the reader's language."""
    if isinstance(words, Mapping):
        return in_language(words.get("ar", ""), words.get("en", ""))
    return words or ""


def joined(pieces: list[Words], *, between: str = "; ") -> Words:
    """Several sentences as one; the Arabic one is joined with an Arabic semicolon."""
    arabic = between.replace(";", "؛")
    return {"ar": arabic.join(p["ar"] for p in pieces), "en": between.join(p["en"] for p in pieces)}
