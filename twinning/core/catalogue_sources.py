"""Which strings the sources ask to be translated: found in Python, templates and scripts without gettext's tools."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

SOURCE_FOLDERS = ("twinning", "cities", "agreements", "templates", "static/js")
EXTRACTORS = {".py": "python", ".html": "python", ".txt": "python", ".js": "javascript"}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def catalogue_of_sources(project: Path) -> Catalog:
    """Return the strings of all sources of a project, without translations."""
    catalogue = Catalog(charset="utf-8")
    for path in _source_files(project):
        origin = path.relative_to(project).as_posix()
        source = io.BytesIO(_readable_source(path).encode())
        found = extract(EXTRACTORS[path.suffix], source, KEYWORDS, ("Translators:",), {"encoding": "utf-8"})
        for line, message, comments, context in found:
            if message:
                catalogue.add(message, locations=[(origin, line)], auto_comments=comments, context=context)
    return catalogue


def _source_files(project: Path) -> Iterator[Path]:
    for folder in SOURCE_FOLDERS:
        for path in sorted((project / folder).rglob("*")):
            if path.suffix in EXTRACTORS and path.is_file():
                yield path


def _readable_source(path: Path) -> str:
    """Return the source as the extractor of its kind reads it; a template becomes lines of gettext calls."""
    text = path.read_text(encoding="utf-8")
    if EXTRACTORS[path.suffix] != "python" or path.suffix == ".py":
        return text
    # The calls stand where the tags stood; indentation left over from the page would break the reading as Python.
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
