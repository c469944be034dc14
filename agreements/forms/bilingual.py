"""What the forms of a draft have in common: texts in both languages, the reader's own first."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language_bidi

from agreements.checks import LONGEST_TEXT
from twinning.core.forms import TextField


def in_reading_order(names: Iterable[str]) -> list[str]:
    """Field names with the reader's language first where a text is asked for in both."""
    ordered: list[str] = []
    for name in names:
        if name.endswith("_ar") and not get_language_bidi():
            continue
        ordered.append(name)
        if name.endswith("_en") and not get_language_bidi():
            ordered.append(f"{name.removesuffix('_en')}_ar")
    return ordered


def text_pair(label_ar: Any, label_en: Any, *, longest: int, **kwargs: Any) -> tuple[TextField, TextField]:
    """The same text in Arabic and in English."""
    return (
        TextField(label=label_ar, longest=longest, language="ar", **kwargs),
        TextField(label=label_en, longest=longest, language="en", **kwargs),
    )


def long_text_pair(label_ar: Any, label_en: Any, **kwargs: Any) -> tuple[TextField, TextField]:
    """A longer text in Arabic and in English."""
    return text_pair(label_ar, label_en, longest=LONGEST_TEXT, lines=3, required=False, **kwargs)


def first_of_pair(name: str) -> str:
    """Of a text asked for in both languages the field of the reader's own."""
    return f"{name}_ar" if get_language_bidi() else f"{name}_en"
