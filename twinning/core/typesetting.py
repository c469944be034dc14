"""Papers: a Typst template and plain data become a PDF; what people typed is data to it, never markup."""

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.core.serializers.json import DjangoJSONEncoder

from twinning.core.text import clean_bidi, find_control_characters

PROJECT_DIR = Path(__file__).resolve().parents[2]
FONTS_DIR = Path(__file__).resolve().parent / "fonts"
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
# A word longer than a line would run off the paper; such a one may be broken, unseen, after every so many letters.
_LONGEST_WORD = 64
_PIECE = 32
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_BREAK_HERE = "\u200b"
# A PDF that a screen reader can read; it cannot be promised where the fonts lack a letter.
_ACCESSIBLE = "ua-1"
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be printed: the template, its data, the language it is read in, and the moment it speaks of.

    The same paper gives the same bytes: its date is `made_at`, never the clock's.
    """

    template: Path
    data: Mapping[str, Any]
    language: str
    made_at: datetime.datetime


def typeset(paper: Paper) -> bytes:
    """The PDF of a paper.

    The template reads `json(bytes(sys.inputs.data))`: its own data and `language`, `direction`, `made_on`.
    Raises: typst.TypstError when the template itself is wrong.
    """
    facts = {
        **paper.data,
        "language": paper.language,
        "direction": DIRECTIONS[paper.language],
        "made_on": [paper.made_at.year, paper.made_at.month, paper.made_at.day],
    }
    inputs = {"data": json.dumps(_printable(facts), cls=DjangoJSONEncoder, ensure_ascii=False)}
    moment = int(paper.made_at.timestamp())
    with _one_at_a_time:
        compiler = _compiler(paper.template)
        try:
            return _pdf(compiler, inputs, moment, [_ACCESSIBLE])
        except typst.TypstError:
            return _pdf(compiler, inputs, moment, [])


def _pdf(compiler: typst.Compiler, inputs: dict[str, str], moment: int, standards: list[Any]) -> bytes:
    made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=moment, pdf_standards=standards)
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one run of bytes.")
    return made


@cache
def _compiler(template: Path) -> typst.Compiler:
    """One for each template: it has read the fonts and keeps what does not change between two papers."""
    return typst.Compiler(input=str(template), root=str(PROJECT_DIR), font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS_DIR)])


def _printable(value: Any) -> Any:
    """The data with every text free of characters that are not seen, and of words that no line can hold."""
    if isinstance(value, str):
        return _printable_text(value)
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def _printable_text(text: str) -> str:
    cleaned = clean_bidi(text)
    if find_control_characters(cleaned):
        cleaned = "".join(letter for letter in cleaned if not find_control_characters(letter))
    return _LONG_WORD.sub(_breakable, cleaned)


def _breakable(found: re.Match[str]) -> str:
    word = found[0]
    return _BREAK_HERE.join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))
