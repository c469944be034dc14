"""A draft in a browser: it saves itself, errors take the focus, a double click makes one, and no script is needed."""

import re

import pytest
from playwright.sync_api import expect

from agreements.models import Agreement
from cities.models import City
from tests.factories.agreements import AgreementFactory
from tests.factories.cities import CityFactory
from tests.factories.focus_areas import focus_area
from tests.journeys.browser import Language, Screen
from tests.journeys.conftest import VisitorFactory
from tests.journeys.registering import Drafting
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("language", "saved"), [("ar", r"حُفظت \d\d:\d\d"), ("en", r"Saved \d\d:\d\d")])
def test_a_draft_saves_itself_and_is_there_after_the_window_was_lost(
    visit: VisitorFactory, officer: User, language: Language, saved: str
) -> None:
    draft = AgreementFactory(title_ar="", title_en="", created_by=officer)
    visitor = visit(language)
    visitor.sign_in(officer)
    page = visitor.open(f"agreements/register/{draft.public_id}/terms/")
    page.locator("[data-saved]").evaluate("node => { node.textContent = ''; }")
    page.locator('[name="title_ar"]').press_sequentially("ميثاق")
    expect(page.locator("[data-saved]")).to_have_text(re.compile(saved))
    page.locator('[name="title_en"]').press_sequentially("Charter")
    expect(page.locator('[name="version"]')).to_have_value(re.compile(r"^3\."))

    other_window = visit(language)
    other_window.sign_in(officer)
    again = other_window.open(f"agreements/register/{draft.public_id}/terms/")
    expect(again.locator('[name="title_ar"]')).to_have_value("ميثاق")
    expect(again.locator('[name="title_en"]')).to_have_value("Charter")


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(visit: VisitorFactory, officer: User) -> None:
    focus_area("heritage")
    draft = AgreementFactory(focus=(), created_by=officer)
    visitor = visit("ar")
    visitor.sign_in(officer)
    page = visitor.open(f"agreements/register/{draft.public_id}/purposes/add/")
    page.fill('[name="statement_ar"]', "رفع تهيئة محطات الحافلات السريعة")
    page.select_option('[name="focus_area"]', "heritage")
    page.fill('[name="indicators-0-name_ar"]', "محطات مهيأة")
    page.fill('[name="indicators-0-target"]', "ستون")
    page.fill('[name="indicators-0-due"]', "31/2/2029")
    page.locator("main form button.button-main").click()

    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(3)
    for link in summary.get_by_role("link").all():
        expect(page.locator(".field-error").filter(has_text=link.inner_text())).to_have_count(1)
    summary.get_by_role("link").filter(has_text="31").click()
    expect(page.locator('[name="indicators-0-due"]')).to_have_value("31/2/2029")
    expect(page.locator('[name="statement_ar"]')).to_have_value("رفع تهيئة محطات الحافلات السريعة")
    visitor.take_picture("purpose-with-errors")
    visitor.assert_accessible()


def test_a_double_click_starts_one_draft(visit: VisitorFactory, officer: User) -> None:
    visitor = visit("en")
    visitor.sign_in(officer)
    page = visitor.open("agreements/register/")
    page.locator("main form button[type=submit]").dblclick()
    expect(page.locator(".tasks").first).to_be_visible()
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("screen", list(Screen))
def test_everything_can_be_registered_without_a_script(
    visit: VisitorFactory, officer: User, rabat: City, screen: Screen
) -> None:
    focus_area("heritage")
    CityFactory(name_ar="الرباط الصغرى", name_en="Rabat Minor")
    visitor = visit("ar", screen, has_scripts=False)
    visitor.sign_in(officer)
    page = visitor.open("agreements/register/")
    page.locator("main form button[type=submit]").click()

    page.locator('.tasks a[href$="/parties/"]').click()
    page.fill('[name="city"]', "ربا")
    page.click('button[value="add"]')
    page.get_by_label("الرباط", exact=False).and_(page.locator(f'[value="{rabat.pk}"]')).check()
    page.click('button[value="add"]')
    expect(page.locator("#parties")).to_contain_text("الرباط")
    page.locator("main form button.button-main").click()

    page.locator('.tasks a[href$="/terms/"]').click()
    page.select_option('[name="type"]', "twinning")
    page.fill('[name="title_ar"]', "توأمة مسقط والرباط")
    page.fill('[name="title_en"]', "Twinning of Muscat and Rabat")
    page.locator("main form button.button-main").click()

    page.locator('.tasks a[href$="/purposes/"]').click()
    page.locator('a[href$="/purposes/add/"]').click()
    page.fill('[name="statement_ar"]', "دليل مشترك لترميم الأحياء التاريخية")
    page.select_option('[name="focus_area"]', "heritage")
    page.fill('[name="indicators-0-name_ar"]', "أدلة")
    page.check('[name="indicators-0-baseline_unknown"]')
    page.fill('[name="indicators-0-target"]', "١")
    page.locator("main form button.button-main").click()
    page.locator("main form button.button-main").click()

    Drafting(visitor).write_due_diligence()

    page.locator('.tasks a[href$="/check/"]').click()
    page.locator("main form button.button-main").click()
    expect(page.locator(".confirmation-reference")).to_have_text(re.compile(r"OM-\d{4}-0001"))
    visitor.assert_fits_screen()
