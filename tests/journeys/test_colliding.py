"""Two officers edit one draft at once, and a session ends over a form: nothing that was typed is lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from cities.models import City
from tests.factories.accounts import PASSWORD, person
from tests.factories.agreements import AgreementFactory
from tests.journeys.conftest import VisitorFactory
from twinning.accounts.models import User
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_officers_edit_one_draft_and_choose_field_by_field(
    visit: VisitorFactory, muscat: City, officer: User
) -> None:
    colleague = person(Role.OFFICER, muscat, name_ar="زميلة", name_en="Colleague")
    draft = AgreementFactory(owner_city=muscat, title_ar="", title_en="", created_by=officer)
    terms = f"agreements/register/{draft.public_id}/terms/"
    # Without scripts, so that neither page saves itself before its button is pressed.
    mine, theirs = visit("ar", has_scripts=False), visit("ar", has_scripts=False)
    mine.sign_in(officer)
    theirs.sign_in(colleague)
    mine.open(terms)
    theirs.open(terms)
    theirs.page.fill('[name="title_ar"]', "عنوان الزميلة")
    theirs.page.fill('[name="title_en"]', "Their title")
    theirs.page.locator("main form button.button-main").click()
    mine.page.fill('[name="title_ar"]', "عنواني")
    mine.page.fill('[name="title_en"]', "My title")
    mine.page.locator("main form button.button-main").click()

    summary = mine.page.locator("[data-error-summary]")
    expect(summary).to_contain_text("زميلة")
    expect(summary).to_contain_text("عنوان الزميلة")
    expect(mine.page.locator('[name="title_ar"]')).to_have_value("عنواني")
    mine.take_picture("collision")
    mine.assert_fits_screen()
    mine.page.check("#take-title_en")
    mine.page.locator("main form button.button-main").click()
    draft.refresh_from_db()
    assert (draft.title_ar, draft.title_en) == ("عنواني", "Their title")


def test_a_session_that_ends_over_a_form_loses_nothing(visit: VisitorFactory, muscat: City, officer: User) -> None:
    draft = AgreementFactory(owner_city=muscat, title_ar="", title_en="", created_by=officer)
    visitor = visit("ar", has_scripts=False)
    visitor.sign_in(officer)
    page = visitor.open(f"agreements/register/{draft.public_id}/terms/")
    page.fill('[name="title_ar"]', "كُتب قبل انتهاء الجلسة")
    Session.objects.all().delete()
    page.locator("main form button.button-main").click()
    page.fill('[name="login"]', officer.email)
    page.fill('[name="password"]', PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("كُتب قبل انتهاء الجلسة")
    page.locator("main form button.button-main").first.click()
    draft.refresh_from_db()
    assert draft.title_ar == "كُتب قبل انتهاء الجلسة"
