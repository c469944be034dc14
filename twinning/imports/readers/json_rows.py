"""Rows of a JSON file: the answer of a Wikidata query, or a list of flat objects."""

import json
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from twinning.imports.exceptions import FileRefused
from twinning.imports.readers.rows import RawRow, clean_row


def read_json_rows(file: IO[bytes]) -> Iterator[RawRow]:
    """The headings as the first row, then one row an object. Raises: FileRefused."""
    file.seek(0)
    try:
        data = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileRefused(_("The file is not valid JSON."), code="malformed_json") from error
    headings, objects = _objects_of(data)
    yield clean_row(1, headings)
    for number, one in enumerate(objects, start=2):
        if not isinstance(one, dict):
            raise FileRefused(_("Entry %(row)s of the file is no object."), code="not_rows", row=number - 1)
        yield clean_row(number, [_text(one.get(name)) for name in headings])


def _objects_of(data: Any) -> tuple[list[str], list[Any]]:
    if isinstance(data, dict) and isinstance(data.get("results"), dict):
        names = (data.get("head") or {}).get("vars") or []
        objects = data["results"].get("bindings")
        if isinstance(names, list) and isinstance(objects, list):
            return [str(name) for name in names], objects
    if isinstance(data, list):
        seen: dict[str, None] = {}
        for one in data:
            if isinstance(one, dict):
                seen.update(dict.fromkeys(map(str, one)))
        return list(seen), data
    raise FileRefused(_("The file is neither the answer of a query nor a list of objects."), code="not_rows")


def _text(value: Any) -> str:
    """A value, or what a query's answer says of it: {"type": …, "value": …}."""
    if isinstance(value, dict):
        value = value.get("value")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)
