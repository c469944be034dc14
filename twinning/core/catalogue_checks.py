"""What is wrong with a catalogue: strings it lacks, translations it lacks, placeholders that do not fit."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# Arabic can say none, one and two without a figure ("اتفاقيتان"); three and more need it.
FIRST_FORM_WITH_FIGURE = 3


def catalogue_faults(catalogue: Catalog, sources: Catalog) -> list[str]:
    """Return a line per string of the sources that a reader of Arabic would meet untranslated or broken."""
    faults: list[str] = []
    for source in sources:
        if not source.id:
            continue
        translated = catalogue.get(_first(source), source.context)
        faults.extend(f"{fault}: {_first(source)!r} ({_origin(source)})" for fault in _faults(source, translated))
    return faults


def _faults(source: Message, translated: Message | None) -> Iterator[str]:
    if translated is None or translated.pluralizable != source.pluralizable:
        yield "not in the catalogue"
        return
    forms = _strings(translated)
    if not any(forms):
        yield "not translated"
        return
    if not all(forms):
        yield "a plural form is missing"
    if translated.fuzzy:
        yield "marked fuzzy"
    if not _has_fitting_placeholders(source, forms):
        yield "placeholders differ"


def _has_fitting_placeholders(source: Message, forms: list[str]) -> bool:
    if not source.pluralizable:
        return set(PLACEHOLDER.findall(forms[0])) == set(PLACEHOLDER.findall(_first(source)))
    known = {placeholder for form in source.id for placeholder in PLACEHOLDER.findall(form)}
    needed = set(PLACEHOLDER.findall(source.id[-1]))
    found = [set(PLACEHOLDER.findall(form)) for form in forms]
    return all(form <= known for form in found) and all(form >= needed for form in found[FIRST_FORM_WITH_FIGURE:])


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _origin(message: Message) -> str:
    path, line = message.locations[0]
    return f"{path}:{line}"
