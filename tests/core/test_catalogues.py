"""The Arabic catalogue: found in the sources, filled from lists, checked, compiled."""

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from twinning.core.catalogue_checks import catalogue_faults
from twinning.core.catalogue_sources import catalogue_of_sources
from twinning.core.catalogues import (
    PLURAL_RULE,
    Translation,
    compile_catalogues,
    merge_translations,
    read_catalogue,
    read_translations,
    update_catalogue,
)

PYTHON_SOURCE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, npgettext, pgettext_lazy
first = _("Sign out")
second = gettext_lazy("Two "
                      "lines")
third = ngettext("%(count)s agreement", "%(count)s agreements", 3)
fourth = pgettext_lazy("month", "May")
fifth = npgettext("state", "%(count)s open", "%(count)s are open", 2)
"""
TEMPLATE_SOURCE = """
<main>
    {% translate "Search" %} {% translate "May" context "verb" %}
      {{ page|default:_("None yet") }}
  {% blocktranslate trimmed count n=total %}
      {{ n }} city
  {% plural %}
      {{ n }} cities
  {% endblocktranslate %}
  {% blocktranslate %}Hello {{ name }}, 50%{% endblocktranslate %}
</main>
"""
ARABIC_PLURALS = ("لا مدن", "مدينة واحدة", "مدينتان", "%(n)s مدن", "%(n)s مدينة", "%(n)s مدينة")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with a string of every kind."""
    for name, content in (("agreements/views.py", PYTHON_SOURCE), ("templates/page.html", TEMPLATE_SOURCE)):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def file(project: Path) -> Path:
    """The catalogue of that project, without translations."""
    path = project / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    update_catalogue(project, path)
    return path


def test_strings_are_found_in_python_and_in_templates(project: Path) -> None:
    found = {(message.context, message.id) for message in catalogue_of_sources(project) if message.id}
    assert found == {
        (None, "Sign out"),
        (None, "Two lines"),
        (None, ("%(count)s agreement", "%(count)s agreements")),
        ("month", "May"),
        ("state", ("%(count)s open", "%(count)s are open")),
        (None, "Search"),
        ("verb", "May"),
        (None, "None yet"),
        (None, ("%(n)s city", "%(n)s cities")),
        (None, "Hello %(name)s, 50%%"),
    }


def test_an_update_keeps_translations_and_drops_what_is_gone(project: Path, file: Path) -> None:
    merge_translations([Translation(("Search",), ("بحث",)), Translation(("Sign out",), ("خروج",))], file)
    (project / "agreements" / "views.py").write_text("", encoding="utf-8")
    catalogue = update_catalogue(project, file)
    search = catalogue.get("Search")
    assert search
    assert search.string == "بحث"
    assert catalogue.get("Sign out") is None


def test_an_update_without_news_changes_nothing(project: Path, file: Path) -> None:
    before = file.read_bytes()
    update_catalogue(project, file)
    assert file.read_bytes() == before


def test_the_catalogue_has_the_six_plural_forms_of_arabic(file: Path) -> None:
    assert read_catalogue(file).num_plurals == 6
    forms = gettext.c2py(PLURAL_RULE)
    assert [forms(n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111)] == [0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 4]


def test_a_list_of_a_translator_is_read() -> None:
    text = "# a remark\nSign out\tخروج\n\nA\\nB\tأ\\nب\n@month@May\tمايو\nHello {{ name }}\tأهلا {{ name }}\n"
    assert read_translations(text) == [
        Translation(("Sign out",), ("خروج",)),
        Translation(("A\nB",), ("أ\nب",)),
        Translation(("May",), ("مايو",), "month"),
        Translation(("Hello %(name)s",), ("أهلا %(name)s",)),
    ]


def test_translations_that_do_not_fit_are_given_back(file: Path) -> None:
    unknown = Translation(("Never written",), ("لم يكتب",))
    two_forms = Translation(("%(n)s city", "%(n)s cities"), ("مدينة", "مدن"))
    six_forms = Translation(("%(n)s city", "%(n)s cities"), ARABIC_PLURALS)
    assert merge_translations([unknown, two_forms, six_forms], file) == [unknown, two_forms]


def test_only_what_changed_is_compiled_and_django_can_read_it(file: Path) -> None:
    merge_translations([Translation(("%(n)s city", "%(n)s cities"), ARABIC_PLURALS)], file)
    compiled = compile_catalogues(file.parents[2])
    assert compiled == [file.with_suffix(".mo")]
    assert compile_catalogues(file.parents[2]) == []
    with compiled[0].open("rb") as stream:
        translations = gettext.GNUTranslations(stream)
    assert translations.ngettext("%(n)s city", "%(n)s cities", 2) == "مدينتان"
    assert translations.ngettext("%(n)s city", "%(n)s cities", 105) == "%(n)s مدن"


def catalogue_of(body: str) -> Catalog:
    header = f'msgid ""\nmsgstr "Plural-Forms: nplurals=6; plural={PLURAL_RULE};\\n"\n\n'
    return read_po(io.StringIO(header + body), locale="ar")


PLURAL_BODY = 'msgid "%(n)s city"\nmsgid_plural "%(n)s cities"\n'


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", "not in the catalogue"),
        ('msgid "Open %(step)s"\nmsgstr ""\n', "not translated"),
        ('#, fuzzy\nmsgid "Open %(step)s"\nmsgstr "افتح %(step)s"\n', "marked fuzzy"),
        ('msgid "Open %(step)s"\nmsgstr "افتح %(stop)s"\n', "placeholders differ"),
        ('msgid "Open %(step)s"\nmsgstr "افتح"\n', "placeholders differ"),
        ('msgid "Open %(step)s"\nmsgstr "افتح %(step)s"\n', None),
    ],
)
def test_what_a_reader_would_meet_untranslated_is_a_fault(body: str, fault: str | None) -> None:
    sources = Catalog()
    sources.add("Open %(step)s", locations=[("agreements/views.py", 7)])
    expected = [f"{fault}: 'Open %(step)s' (agreements/views.py:7)"] if fault else []
    assert catalogue_faults(catalogue_of(body), sources) == expected


@pytest.mark.parametrize(
    ("forms", "faults"),
    [
        (ARABIC_PLURALS, []),
        (("", *ARABIC_PLURALS[1:]), ["a plural form is missing"]),
        ((*ARABIC_PLURALS[:3], "مدن", *ARABIC_PLURALS[4:]), ["placeholders differ"]),
        (("%(m)s مدن", *ARABIC_PLURALS[1:]), ["placeholders differ"]),
    ],
    ids=["whole", "a form missing", "few without its figure", "unknown placeholder"],
)
def test_plural_forms_are_checked_one_by_one(forms: tuple[str, ...], faults: list[str]) -> None:
    sources = Catalog()
    sources.add(("%(n)s city", "%(n)s cities"), locations=[("templates/page.html", 3)])
    body = PLURAL_BODY + "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))
    found = catalogue_faults(catalogue_of(body), sources)
    assert [line.partition(":")[0] for line in found] == faults


def test_the_command_fails_where_something_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twinning.core.management.commands.translations.read_catalogue", lambda: catalogue_of(""))
    with pytest.raises(CommandError, match=r"not in the catalogue: '.+'"):
        call_command("translations", "check")


def test_the_compiled_catalogue_is_what_the_pages_read() -> None:
    assert (Path(settings.LOCALE_PATHS[0]) / "ar" / "LC_MESSAGES" / "django.mo").exists()
