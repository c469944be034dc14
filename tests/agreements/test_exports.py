"""The list as a file, and back again."""

import datetime
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from agreements.choices import Status, Visibility
from agreements.models import Agreement
from cities.models import City
from tests.agreements.importers.test_agreements import of_muscat
from tests.api_callers import Caller, caller_for, pointers_of
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from tests.imports import checked
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
LANGUAGES = ["ar", "en"]


@pytest.fixture
def records(officer: User) -> list[Agreement]:
    """One of each way a record may stand."""
    return [
        AgreementFactory(created_by=officer, title_en="=cmd|' /C calc'!A0", focus=("heritage", "student_exchange")),
        AgreementFactory(status=Status.HISTORICAL, created_by=officer, partners=[place("kobe")]),
        AgreementFactory(
            status=Status.IN_FORCE, created_by=officer, partners=[place("toulouse"), place("cork")], type="friendship"
        ),
        AgreementFactory(status=Status.EXPIRED, created_by=officer, partners=[place("chicago")]),
        AgreementFactory(has_no_end=True, created_by=officer, visibility=Visibility.INTERNAL),
    ]


def exported(client: Client, language: str, file_format: str, query: str = "") -> bytes:
    answer: Any = client.get(f"/{language}/agreements/export.{file_format}{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_an_export_imported_again_changes_nothing(
    records: list[Agreement], muscat: City, officer: User, client: Client, language: str, file_format: str
) -> None:
    client.force_login(officer)
    content = exported(client, language, file_format)
    run = checked(content, by=officer, name=f"export.{file_format}", **of_muscat(muscat))
    assert run.counts == {"unchanged": len(records)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_changed_cell_is_one_changed_row(
    records: list[Agreement], muscat: City, officer: User, client: Client, language: str
) -> None:
    client.force_login(officer)
    book = load_workbook(io.BytesIO(exported(client, language, "xlsx")))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    title = headings.index("Title in English" if language == "en" else "العنوان بالإنجليزية")
    status = headings.index("Status" if language == "en" else "الحالة")
    draft = next(row for row in sheet.iter_rows(min_row=2) if row[status].value in ("Draft", "مسودة"))
    draft[title].value = "Changed"
    changed = io.BytesIO()
    book.save(changed)
    run = checked(changed.getvalue(), by=officer, name="export.xlsx", **of_muscat(muscat))
    assert run.counts == {"unchanged": len(records) - 1, "changed": 1}
    assert [change["field"] for change in run.rows.get(outcome="changed").changes] == ["title_en"]


def test_nothing_in_a_file_runs_as_a_formula(records: list[Agreement], officer: User, client: Client) -> None:
    client.force_login(officer)
    text = exported(client, "en", "csv").decode("utf-8-sig")
    assert "'=cmd|" in text
    assert ",=cmd" not in text
    sheet = load_workbook(io.BytesIO(exported(client, "en", "xlsx"))).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_workbook_is_for_its_reader(records: list[Agreement], officer: User, client: Client) -> None:
    client.force_login(officer)
    book = load_workbook(io.BytesIO(exported(client, "ar", "xlsx", "?status=in_force")))
    sheet, about = book.worksheets
    assert sheet.sheet_view.rightToLeft
    assert sheet.freeze_panes == "A2"
    assert sheet.max_row == 2
    signed = [cell.value for cell in sheet[1]].index("تاريخ التوقيع")
    assert isinstance(sheet[2][signed].value, datetime.datetime)
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert "in_force" in said.values()
    assert any(str(value).endswith("/ar/agreements/?status=in_force") for value in said.values())


def test_a_file_holds_no_more_than_the_list(records: list[Agreement], client: Client) -> None:
    rows = exported(client, "en", "csv").decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 3  # drafts are nobody else's
    assert caller_for().get("/api/v1/exports/agreements.csv?status=expired").status_code == 200


def test_a_condition_that_is_not_understood_is_said(client: Client) -> None:
    assert client.get("/ar/agreements/export.csv?staus=draft").headers["Location"] == "/ar/agreements/?staus=draft"
    assert pointers_of(Caller().read("exports/agreements.xlsx?staus=draft")) == {"/staus": "unknown_parameter"}


@pytest.mark.parametrize("count", [1, 5])
def test_an_export_asks_as_often_for_many_as_for_few(
    count: int, officer: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    AgreementFactory.create_batch(count, created_by=officer)
    client.force_login(officer)
    with django_assert_max_num_queries(22):
        exported(client, "en", "csv")
