"""A row as a reader hands it over, and the cleaning that every cell goes through."""

from dataclasses import dataclass, field

from twinning.core.text import find_control_characters

MOST_CELL_CHARACTERS = 10_000
NUL_PICTURE = "\u2400"  # stands in for a NUL, which no database keeps as text
# What programs put around a text unseen: spaces, marks of direction, the mark of byte order.
_EDGES = " \t\r\n\u00a0\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u2066\u2067\u2068\u2069\ufeff"
_FORMULA_SIGNS = "=+-@"


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something about a cell that is wrong whatever it should mean: its column's place, a code and what was found."""

    column: int
    code: str
    found: str = ""

    def as_json(self) -> dict[str, object]:
        return {"column": self.column, "code": self.code, "found": self.found}


@dataclass(slots=True)
class RawRow:
    """A row of a file, numbered as a spreadsheet shows it."""

    number: int
    cells: list[str] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return not any(self.cells) and not self.flaws


def clean_row(number: int, texts: list[str], flaws: list[Flaw] | None = None) -> RawRow:
    """A row with its cells trimmed, and what is wrong with them found."""
    row = RawRow(number, flaws=list(flaws or ()))
    for place, text in enumerate(texts):
        row.cells.append(_clean(place, text, row.flaws))
    while row.cells and not row.cells[-1]:
        row.cells.pop()
    return row


def _clean(place: int, text: str, flaws: list[Flaw]) -> str:
    cleaned = text.replace("\r\n", "\n").replace("\r", "\n").strip(_EDGES)
    if len(cleaned) > MOST_CELL_CHARACTERS:
        flaws.append(Flaw(place, "too_long", str(len(cleaned))))
        cleaned = cleaned[:MOST_CELL_CHARACTERS]
    if cleaned.isascii() and cleaned.isprintable():
        return cleaned
    if "\x00" in cleaned or NUL_PICTURE in cleaned:
        flaws.append(Flaw(place, "control_character", "U+0000"))
        cleaned = cleaned.replace("\x00", NUL_PICTURE)
    found = find_control_characters(cleaned)
    surrogates = [code for code in found if "U+D800" <= code <= "U+DFFF"]
    if surrogates:
        flaws.append(Flaw(place, "encoding"))
        cleaned = cleaned.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    elif found:
        flaws.append(Flaw(place, "control_character", found[0]))
    return cleaned


def without_guard(text: str) -> str:
    """A text without the apostrophe that keeps a spreadsheet from running it as a formula."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in _FORMULA_SIGNS + "\t\r" else text
