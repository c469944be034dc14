"""Amman records its model neighbourhood and an activity on a phone; both are seen on the impact page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from agreements.choices import Status
from agreements.models import Agreement
from tests.factories.accounts import person
from tests.factories.agreement_parts import pdf_upload
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from tests.journeys.browser import Screen, Visitor
from twinning.accounts.models import User
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]


@pytest.fixture
def agreement(transactional_db: None) -> Agreement:
    made: Agreement = AgreementFactory(
        status=Status.IN_FORCE,
        owner_city=place("amman"),
        partners=[place("toulouse")],
        focus=("inclusive_public_space",),
        axes=["human_cultural"],
        goals=["best_experience"],
    )
    indicator = made.purposes.get().indicators.get()
    indicator.name_ar, indicator.unit_ar = "مساحات عامة مهيأة لكبار السن", "م²"
    indicator.baseline, indicator.target = 0, 12000
    indicator.save()
    return made


@pytest.fixture
def officer_of_amman(transactional_db: None) -> User:
    return person(Role.OFFICER, place("amman"))


def test_the_model_neighbourhood_is_recorded_and_seen_on_the_impact_page(
    visit: Visit, agreement: Agreement, officer_of_amman: User
) -> None:
    visitor = visit("ar")
    visitor.sign_in(officer_of_amman)
    page = visitor.open(f"agreements/{agreement.public_id}/projects/add/")
    page.fill('[name="name_ar"]', "الحي النموذجي في العبدلي")
    page.check('[name="target_groups"][value="older_people"]')
    page.check('[name="target_groups"][value="persons_with_disabilities"]')
    page.locator(".more-fields summary").click()
    page.fill('[name="milestones-0-name_ar"]', "الاستماع إلى السكان")
    page.fill('[name="milestones-0-done"]', "٣/٢٠٢٥")
    page.fill('[name="milestones-1-name_ar"]', "تنفيذ الممرات المظللة")
    page.fill('[name="milestones-1-due"]', "٢٠٢٧")
    page.fill('[name="place"]', "العبدلي")
    page.fill('[name="latitude"]', "٣١٫٩٦٣٢")
    page.fill('[name="longitude"]', "٣٥٫٩١٠٦")
    page.fill('[name="budget"]', "١٬٩٠٠٬٠٠٠")
    page.fill('[name="local_adaptation_ar"]', "أُخذت أولوية المشاة، وبقيت الأدراج والظلال عمّانية.")
    page.locator("main form button.button-main").click()
    expect(page.locator("h1")).to_have_text("الحي النموذجي في العبدلي")
    expect(page.locator(".record-badges")).to_contain_text("كبار السن")
    expect(page.locator(".locator-picture")).to_be_visible()
    visitor.assert_accessible()
    visitor.take_picture("project")
    page.get_by_role("link", name="البدء").click()
    page.locator("main form button.button-main").click()
    expect(page.locator(".record-badges")).to_contain_text("جارٍ")
    _measure(visitor, agreement)
    page = visitor.open(f"agreements/{agreement.public_id}/impact/")
    expect(page.locator("#targets")).to_contain_text("مساحات عامة مهيأة لكبار السن")
    expect(page.locator("#targets")).to_contain_text("25%")
    visitor.assert_accessible()
    visitor.take_picture("impact")


def _measure(visitor: Visitor, agreement: Agreement) -> None:
    """Record a value with its paper, from the record's own page."""
    page = visitor.open(f"agreements/{agreement.public_id}/")
    page.locator("#purposes .indicator-name a").click()
    page.locator(".page-acts a.button-main").click()
    page.fill('[name="value"]', "٣٠٠٠")
    page.fill('[name="as_of"]', "٢٠٢٦")
    page.fill('[name="source"]', "تقرير الحي، ص 4")
    upload = pdf_upload("report.pdf")
    files = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": upload.read()}
    page.set_input_files('[name="uploads"]', files)  # type: ignore[arg-type]  # a payload is a typed dict
    page.locator("main form button.button-main").click()
    expect(page.locator("tbody a").first).to_have_text("تقرير الحي، ص 4")
    visitor.assert_accessible()
    visitor.take_picture("indicator")


def test_an_activity_is_recorded_on_a_phone_in_one_page(
    visit: Visit, agreement: Agreement, officer_of_amman: User
) -> None:
    visitor = visit("ar", Screen.PHONE)
    visitor.sign_in(officer_of_amman)
    page = visitor.open("agreements/activities/record/")
    visitor.take_picture("activity-form")
    page.select_option('[name="type"]', "needs_consultation")
    page.fill('[name="title_ar"]', "استماع إلى كبار السن في العبدلي")
    page.fill('[name="people"]', "٤١")
    page.locator("main form button.button-main").click()
    expect(page.locator("h1")).to_have_text("استماع إلى كبار السن في العبدلي")
    expect(page.locator("main")).to_contain_text("41")
    visitor.assert_accessible()
    visitor.assert_fits_screen()
    visitor.take_picture("activity")
    visitor.open("agreements/activities/")
    visitor.assert_fits_screen()
    visitor.take_picture("activities")
    page = visitor.open(f"agreements/{agreement.public_id}/impact/")
    expect(page.locator(".impact-tiles")).to_contain_text("41")
    visitor.assert_fits_screen()
    visitor.take_picture("impact")
