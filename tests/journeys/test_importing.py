"""An officer sends her city's spreadsheet: three rows are right, one is doubtful, one is wrong."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from agreements.models import Agreement
from cities.models import City
from tests.imports import worked, xlsx_bytes
from tests.journeys.addresses import make_springfields
from tests.journeys.browser import Visitor
from tests.journeys.conftest import VisitorFactory
from twinning.accounts.models import User
from twinning.imports.models import ImportRun

pytestmark = pytest.mark.django_db(transaction=True)

HEADINGS = ["المدينة الشريكة", "البلد", "نوع الاتفاقية", "تاريخ التوقيع"]
ROWS = [
    ["الرباط", "المغرب", "اتفاقية توأمة", "٥/٣/١٩٨٤"],
    ["كوبه", "اليابان", "مذكرة تفاهم", "2012"],
    ["عمّان", "الأردن", "اتفاقية صداقة", "مارس 1999"],
    ["Springfield", "الولايات المتحدة", "صداقة", "1990"],
    ["تولوز", "فرنسا", "توأمة", "31/2/2001"],
]


@pytest.fixture
def springfields(db: None) -> None:
    make_springfields()


def work() -> ImportRun:
    """What the background does meanwhile."""
    run = ImportRun.objects.latest("pk")
    return worked(run)


def mend_the_wrong_row(visitor: Visitor, folder: Path) -> None:
    """Download the wrong row, send it again with the right date, and write it."""
    page = visitor.page
    with page.expect_download() as waiting:
        page.get_by_role("link", name="نزّل صفًّا واحدًا").click()
    mended = folder / "mended.xlsx"
    mended.write_bytes(xlsx_bytes([[*HEADINGS, "المشكلة"], [*ROWS[4][:3], "28/2/2001", "كان التاريخ خطأ"]]))
    assert waiting.value.suggested_filename.endswith("للتصحيح.xlsx")
    page = visitor.open("imports/new/")
    page.get_by_label("الملف").set_input_files(mended)
    page.get_by_role("button", name="اقرأ وافحص").click()
    work()
    page.get_by_role("button", name="افحص الصفوف").click()
    work()
    page.get_by_role("button", name="اكتب صفًّا واحدًا").click()
    work()
    expect(page.get_by_role("link", name="مطبَّقة 1")).to_be_visible()
    assert Agreement.objects.count() == 5


def test_an_officer_imports_decides_mends_and_undoes(
    visit: VisitorFactory,
    officer: User,
    rabat: City,
    kobe: City,
    amman: City,
    toulouse: City,
    springfields: None,
    tmp_path: Path,
) -> None:
    sheet = tmp_path / "اتفاقيات مسقط.xlsx"
    sheet.write_bytes(xlsx_bytes([HEADINGS, *ROWS]))
    visitor = visit("ar")
    visitor.sign_in(officer)
    page = visitor.open("agreements/")
    page.get_by_role("link", name="استيراد", exact=True).click()
    page.get_by_role("link", name="استيراد ملف").first.click()
    page.get_by_label("الملف").set_input_files(sheet)
    page.get_by_role("button", name="اقرأ وافحص").click()
    expect(page.get_by_role("heading", name="قراءة الملف")).to_be_visible()
    visitor.take_picture("import-progress")
    work()
    expect(page.get_by_role("heading", name="مطابقة الأعمدة")).to_be_visible()  # the page has looked by itself
    visitor.assert_accessible()
    visitor.take_picture("import-columns")
    page.get_by_role("button", name="افحص الصفوف").click()
    work()
    expect(page.get_by_role("link", name="جديدة 3")).to_be_visible()
    expect(page.get_by_role("link", name="فيها خطأ 1")).to_be_visible()
    visitor.take_picture("import-preview")

    page.get_by_role("link", name="قرر الآن").click()
    visitor.take_picture("import-questions")
    page.get_by_role("radio", name="155,929").check()
    page.get_by_role("button", name="البت").click()
    work()
    expect(page.get_by_role("button", name="اكتب 4 صفوف")).to_be_visible()
    page.get_by_role("button", name="اكتب 4 صفوف").click()
    work()
    expect(page.get_by_role("link", name="مطبَّقة 4")).to_be_visible()
    assert Agreement.objects.count() == 4
    visitor.take_picture("import-result")

    mend_the_wrong_row(visitor, tmp_path)

    page.get_by_role("button", name="تراجع عن الاستيراد").click()
    work()
    expect(page.get_by_role("link", name="تم التراجع عنها 1")).to_be_visible()
    assert Agreement.objects.count() == 4
    visitor.assert_accessible()
    visitor.open("imports/")
    visitor.take_picture("import-list")
