"""The Arabic catalogue: brought up to date from the sources, filled from lists of translators, compiled."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from twinning.core.catalogue_sources import catalogue_of_sources

ARABIC = Path(settings.LOCALE_PATHS[0]) / "ar" / "LC_MESSAGES" / "django.po"
# CLDR's forms in the order zero, one, two, few, many, other: the same rule that Django's own catalogue has.
PLURAL_RULE = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5"
EMPTY_CATALOGUE = rf"""# Arabic translations of the register.
msgid ""
msgstr ""
"Project-Id-Version: City twinning register\n"
"Report-Msgid-Bugs-To: \n"
"POT-Creation-Date: 2026-01-01 00:00+0000\n"
"PO-Revision-Date: 2026-01-01 00:00+0000\n"
"Last-Translator: \n"
"Language: ar\n"
"Language-Team: Arabic\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=6; plural={PLURAL_RULE};\n"
"""
PLURAL_MARK = "|||"
CONTEXT_LINE = re.compile(r"@(?P<context>[^@\t]+)@(?P<rest>.*)", re.DOTALL)
TEMPLATE_VARIABLE = re.compile(r"\{\{ ?(\w+) ?\}\}")


@dataclass(frozen=True)
class Translation:
    """One line of a translator's list. A plural has its two English forms and six Arabic ones."""

    ids: tuple[str, ...]
    strings: tuple[str, ...]
    context: str | None = None


def read_catalogue(path: Path = ARABIC) -> Catalog:
    """Return the catalogue as it stands, or an empty one where there is none yet."""
    text = path.read_text(encoding="utf-8") if path.exists() else EMPTY_CATALOGUE
    return read_po(io.StringIO(text), locale="ar")


def update_catalogue(project: Path = settings.BASE_DIR, path: Path = ARABIC) -> Catalog:
    """Take up new strings of the sources and drop those that are gone; translations stay as they are."""
    catalogue = read_catalogue(path)
    found = catalogue_of_sources(project)
    catalogue.update(found, no_fuzzy_matching=True, keep_user_comments=True, update_creation_date=False)
    _write(catalogue, path)
    return catalogue


def merge_translations(translations: Iterable[Translation], path: Path = ARABIC) -> list[Translation]:
    """Put translations into the catalogue; return those whose English is not in it or whose forms do not fit."""
    catalogue = read_catalogue(path)
    left_over = []
    for translation in translations:
        message = catalogue.get(translation.ids[0], translation.context)
        if message is None or not _fits(translation, message, catalogue):
            left_over.append(translation)
            continue
        message.string = translation.strings if message.pluralizable else translation.strings[0]
        message.flags.discard("fuzzy")
    _write(catalogue, path)
    return left_over


def read_translations(text: str) -> list[Translation]:
    """Read a translator's list: `English<TAB>Arabic` per line, plural forms apart by `|||`, a line break as `\\n`.

    A string with a context is written `@context@English`. `{{ name }}` of a template stands for `%(name)s`.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [_read_line(line) for line in lines]


def compile_catalogues(folder: Path | None = None) -> list[Path]:
    """Write the compiled form beside each catalogue that changed since; return what was written."""
    written = []
    for source in sorted((folder or Path(settings.LOCALE_PATHS[0])).rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as compiled:
            write_mo(compiled, read_catalogue(source))
        draft.replace(target)
        written.append(target)
    return written


def _read_line(line: str) -> Translation:
    english, _, arabic = line.partition("\t")
    context = CONTEXT_LINE.fullmatch(english)
    if context:
        english = context["rest"]
    return Translation(_forms(english), _forms(arabic), context["context"] if context else None)


def _forms(text: str) -> tuple[str, ...]:
    plain = TEMPLATE_VARIABLE.sub(r"%(\1)s", text.strip().replace("\\n", "\n"))
    return tuple(form.strip(" ") for form in plain.split(PLURAL_MARK))


def _fits(translation: Translation, message: Message, catalogue: Catalog) -> bool:
    expected = catalogue.num_plurals if message.pluralizable else 1
    return len(translation.strings) == expected and all(translation.strings)


def _write(catalogue: Catalog, path: Path) -> None:
    written = io.BytesIO()
    write_po(written, catalogue, width=120, include_lineno=False, sort_output=True, ignore_obsolete=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written.getvalue())
