"""Files that the engine hands out: the rows that are wrong, and empty templates with an explanation."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from twinning.imports.choices import Outcome, Result
from twinning.imports.importers import Importer
from twinning.imports.models import ImportRow, ImportRun
from twinning.imports.words import read
from twinning.imports.writers import Cell, Sheet

PROBLEM = {"ar": "المشكلة", "en": "Problem"}
TO_MEND = Q(outcome=Outcome.WRONG) | Q(result=Result.REFUSED)


def wrong_rows(run: ImportRun, language: str) -> Iterator[list[Cell]]:
    """The rows that are to be mended, as they stood in the file, with one more column that says what is wrong."""
    width = len(run.headings)
    yield [*run.headings, PROBLEM[language]]
    for row in run.rows.filter(TO_MEND).order_by("number").iterator(500):
        with translation.override(language):
            cells: list[Cell] = [*row.cells[:width], *[""] * (width - len(row.cells))]
            yield [*cells, problem_text(run, row)]


def problem_text(run: ImportRun, row: ImportRow) -> str:
    """Everything that is wrong with a row, each at the heading of its column, in the language in force."""
    told = []
    for problem in row.problems:
        heading = heading_of(run, problem["field"])
        words = read(problem["words"])
        told.append(f"{heading}: {words}" if heading else words)
    if row.result == Result.REFUSED:
        told.append(read(row.result_words))
    return "\n".join(told)


def heading_of(run: ImportRun, field: str) -> str:
    """The heading of the column that fills a field, empty where none does."""
    return str(run.headings[run.matching.index(field)]) if field and field in run.matching else ""


def template_sheets(importer: Importer, language: str) -> list[Sheet]:
    """An empty table with its headings, and a sheet that explains each of them with an example."""
    is_arabic = language == "ar"
    columns = [column for column in importer.columns if not column.is_read_only]
    with translation.override(language):
        headings: list[Cell] = [column.label_ar if is_arabic else column.label_en for column in columns]
        explained: list[list[Cell]] = [[_("Column"), _("Needed"), _("What stands in it"), _("Example")]]
        explained += [
            [
                column.label_ar if is_arabic else column.label_en,
                _("yes") if column.is_required else "",
                str(column.explanation),
                column.example_ar if is_arabic else column.example_en,
            ]
            for column in columns
        ]
        return [
            Sheet(str(importer.label), [headings], [22] * len(headings), is_arabic),
            Sheet(_("Explanation"), explained, [28, 10, 60, 34], is_arabic),
        ]
