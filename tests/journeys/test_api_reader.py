"""The reading page of the API in a browser: accessible and calm in both languages, links open what they lead to."""

import gzip

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Language, Screen, Theme
from tests.journeys.conftest import VisitorFactory

HEAVIEST_PAGE_BYTES = 200_000
PAGE = "/api/v1/docs/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("language", "screen", "theme"),
    [("ar", Screen.DESKTOP, "dark"), ("en", Screen.PHONE, "light")],
)
def test_axe_finds_nothing_and_the_page_is_light(
    visit: VisitorFactory, language: Language, screen: Screen, theme: Theme
) -> None:
    visitor = visit(language, screen, theme)
    page = visitor.open(f"{PAGE}?lang={language}")
    visitor.assert_accessible()
    # One operation and one shape of each kind stand for the others, which are drawn by the same lines.
    page.evaluate(
        "['agreements_list', 'agreements_submit', 'shape-AgreementDetail', 'shape-AgreementStatus']"
        ".forEach(name => { document.getElementById(name).closest('details').open = true })",
    )
    visitor.assert_accessible()
    visitor.assert_fits_screen()
    assert len(gzip.compress(page.content().encode())) < HEAVIEST_PAGE_BYTES


def test_a_link_to_a_shape_opens_it_without_scripts(visit: VisitorFactory) -> None:
    page = visit("en", has_scripts=False).open(f"{PAGE}?lang=en#agreements_create")
    operation = page.locator("#agreements_create")
    expect(operation).to_be_visible()
    shape = page.locator("#shape-DraftInputRequest")
    expect(shape).to_be_hidden()
    operation.get_by_role("link", name="DraftInputRequest").click()
    expect(shape).to_be_visible()
    expect(shape).to_contain_text("owner_city")


def test_the_page_changes_its_language_in_place(visit: VisitorFactory) -> None:
    page = visit("ar").open(PAGE)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("heading", level=1)).to_have_text("Data API")
