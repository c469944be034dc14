"""Guessing which field a column fills, from its heading and from what the organisation chose the last time."""

from collections.abc import Mapping, Sequence

from twinning.core.text import normalise
from twinning.imports.importers import Column

# Headings of the column that the engine itself adds to a file of wrong rows: never read again.
PROBLEM_HEADINGS = frozenset({normalise(text) for text in ("Problem", "المشكلة")})
_LONGEST_KEY = 200


def heading_key(heading: str) -> str:
    """The search key of a heading, without what stands in brackets behind it, such as a unit or "required"."""
    plain = heading.split("(")[0] if not heading.startswith("(") else heading
    return (normalise(plain) or normalise(heading))[:_LONGEST_KEY]


def guess_matching(
    headings: Sequence[str],
    columns: Sequence[Column],
    remembered: Mapping[str, str] | None = None,
) -> list[str]:
    """The field of each column, empty where none is meant; no field is filled twice."""
    by_key = {key: column.field for column in columns for key in column.heading_keys() if not column.is_read_only}
    known = {column.field for column in columns if not column.is_read_only}
    matching: list[str] = []
    for heading in headings:
        key = heading_key(heading)
        field = (remembered or {}).get(key)
        if field is None or (field and field not in known):
            field = by_key.get(normalise(heading)) or by_key.get(key, "")
        matching.append(field if field and field not in matching else "")
    return matching


def known_headings(columns: Sequence[Column]) -> set[str]:
    """The search keys by which a row of headings is told from other rows."""
    return {key for column in columns for key in column.heading_keys()}


def missing_columns(matching: Sequence[str], columns: Sequence[Column]) -> list[Column]:
    """The required fields that no column fills."""
    return [column for column in columns if column.is_required and column.field not in matching]
