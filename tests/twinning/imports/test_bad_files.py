"""Files as they come: each gets a clear answer that names row and column, and nothing is half-applied."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl import Workbook

from agreements.models import Agreement
from cities.models import City
from tests.imports import applied, checked, csv_bytes, problems, saved, uploaded, worked, xlsx_bytes
from twinning.accounts.models import User
from twinning.core.exceptions import InvalidInput
from twinning.imports.choices import RunState
from twinning.imports.importers import importer_of
from twinning.imports.models import ImportRun
from twinning.imports.services.uploads import take_in

pytestmark = pytest.mark.django_db
HEADINGS = ["partner", "country", "type", "signed"]
GOOD = ["Rabat", "Morocco", "twinning", "1984"]


@pytest.fixture(autouse=True)
def places(muscat: City, rabat: City, kobe: City) -> None:
    """The cities the files speak of."""


def organisation(user: User) -> str:
    return f"city:{user.memberships.get().city_id}"


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "wrong_type"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_excel"),
        (zipped(word__document_xml=b"<w/>"), "wrong_type"),
        (b"PK\x03\x04 broken", "damaged"),
        (zipped(xl__workbook_xml=b"<x/>", xl__sharedStrings_xml=b" " * 200_000_000), "unsafe"),
        (zipped(xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "unsafe"),
    ],
)
def test_what_cannot_be_a_table_is_refused_at_once(content: bytes, code: str, officer: User) -> None:
    with pytest.raises(InvalidInput) as refused:
        uploaded(content, by=officer, organisation=organisation(officer), name="list.xlsx")
    assert refused.value.problems[0].code == code
    assert not ImportRun.objects.exists()


def test_a_file_beyond_the_limit_is_refused_unread(officer: User, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 10
    file = ContentFile(b"x" * 11, name="list.csv")
    with pytest.raises(InvalidInput) as refused:
        take_in(
            file,
            importer=importer_of("agreements"),
            organisation=organisation(officer),
            by=officer,
            at=timezone.now(),
        )
    assert refused.value.problems[0].code == "too_large"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (csv_bytes([HEADINGS]), "no_rows"),
        (xlsx_bytes([HEADINGS]), "no_rows"),
        (zipped(xl__workbook_xml=b"<x/>"), "damaged"),
        (b'partner,country\n"Rabat,Morocco\n' + b"x" * 140_000, "endless_cell"),
        (b"{not json", "malformed_json"),
        (b'{"a": 1}', "not_rows"),
        (b"[1, 2]", "no_headings"),
    ],
)
def test_what_holds_no_rows_is_told_so(content: bytes, code: str, officer: User) -> None:
    run = worked(uploaded(content, by=officer, organisation=organisation(officer)))
    assert (run.state, run.problem["code"]) == (RunState.FAILED, code)
    assert {*run.problem["words"]} == {"ar", "en"}
    assert not run.rows.exists()


def test_more_rows_than_allowed_are_told_so(officer: User, settings: Any) -> None:
    settings.IMPORT_MAX_ROWS = 3
    run = worked(uploaded(csv_bytes([HEADINGS, *[GOOD] * 4]), by=officer, organisation=organisation(officer)))
    assert run.problem["code"] == "too_many_rows"


ARABIC = [["المدينة الشريكة", "البلد", "النوع", "تاريخ التوقيع"], ["الرباط", "المغرب", "توأمة", "٥/٣/١٩٨٤"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_encoding_and_delimiter_is_read(encoding: str, delimiter: str, officer: User) -> None:
    rows = ARABIC if encoding != "cp1256" else [ARABIC[0], [*ARABIC[1][:3], "5/3/1984"]]
    content = csv_bytes(rows, encoding=encoding, delimiter=delimiter)
    run = checked(content, by=officer, organisation=organisation(officer))
    assert (run.counts, problems(run)) == ({"new": 1}, {})


def test_mixed_encodings_are_named_row_by_row(officer: User) -> None:
    lines = [csv_bytes([row]) for row in [*ARABIC, ["كوبه", "اليابان", "توأمة", "1999"]]]
    lines.append("الرباط,المغرب,صداقة,1990\r\n".encode("cp1256"))
    run = checked(b"".join(lines), by=officer, organisation=organisation(officer))
    assert problems(run)[4][0][1] == "encoding"
    assert run.counts == {"new": 2, "wrong": 1}


def workbook() -> tuple[Workbook, Any]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, GOOD, ["Kobe", "Japan", "friendship", "1990"]):
        sheet.append(row)
    return book, sheet


def test_merged_cells_say_the_same_in_each_row(officer: User) -> None:
    book, sheet = workbook()
    sheet["C3"] = None
    sheet.merge_cells("C2:C3")
    run = checked(saved(book), by=officer, organisation=organisation(officer))
    applied(run, by=officer)
    assert set(Agreement.objects.values_list("type", flat=True)) == {"twinning"}
    assert any("Merged" in note["en"] for note in run.notes)


def test_hidden_sheets_are_not_read_and_that_is_said(officer: User) -> None:
    book, _sheet = workbook()
    hidden = book.create_sheet("secret")
    hidden.append([*HEADINGS, "focus", "title en"])
    hidden.sheet_state = "veryHidden"
    run = checked(saved(book), by=officer, organisation=organisation(officer))
    assert run.counts == {"new": 2}
    assert any("hidden" in note["en"] for note in run.notes)


def test_formulas_without_a_value_and_errors_are_named(officer: User) -> None:
    book, sheet = workbook()
    sheet["D2"] = "=YEAR(TODAY())"
    sheet["C3"] = "#REF!"
    run = checked(saved(book), by=officer, organisation=organisation(officer))
    assert problems(run) == {2: [("signed", "formula")], 3: [("type", "error_value")]}


@pytest.mark.parametrize("value", [30746, "30746", "٣٠٧٤٦", "5/3/1984", "٥/٣/١٩٨٤", "1984-03-05 00:00:00"])
def test_serial_numbers_and_arabic_digits_are_dates(value: Any, officer: User) -> None:
    run = checked(xlsx_bytes([HEADINGS, [*GOOD[:3], value]]), by=officer, organisation=organisation(officer))
    assert run.rows.get().content["content"]["signed"] == "1984-03-05"


def test_ten_thousand_wrong_rows_leave_nothing_behind(officer: User) -> None:
    rows = [[*GOOD[:3], "never"] for _number in range(10_000)]
    run = checked(csv_bytes([HEADINGS, *rows]), by=officer, organisation=organisation(officer))
    assert run.counts == {"wrong": 10_000}
    assert applied(run, by=officer).result_counts == {}
    assert not Agreement.objects.exists()


def test_an_answer_of_a_query_is_read(officer: User) -> None:
    bindings = [{"partner": {"type": "literal", "value": "Rabat"}, "country": {"value": "Morocco"}}]
    answer = {"head": {"vars": ["partner", "country"]}, "results": {"bindings": bindings}}
    run = checked(json.dumps(answer).encode(), by=officer, organisation=organisation(officer))
    assert run.counts == {"new": 1}
