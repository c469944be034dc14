"""A dormant tie is revived by a plan; a yearly report is asked, answered by both sides and accepted."""

import datetime
import re

import pytest
from django.utils import timezone

from agreements.choices import ReviewState, Side, Status, Vitality
from agreements.models import Agreement, Relationship, Review
from agreements.services.reviews import ask_for_reviews
from agreements.services.vitality import reconstruct, refresh_all
from tests.factories.accounts import person
from tests.factories.agreement_parts import ActivityFactory, FocalPointFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country, place
from tests.journeys.browser import Screen
from tests.journeys.conftest import VisitorFactory
from twinning.accounts.roles import Role
from twinning.notices.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(
        status=Status.IN_FORCE,
        signed_on=datetime.date(2019, 12, 20),
        created_by=person(Role.OFFICER, place("muscat")),
    )
    FocalPointFactory(agreement=made, side=Side.PARTNER, name="أمينة العلوي")
    ActivityFactory(agreement=made, relationship=made.relationship, starts_on=datetime.date(2023, 5, 2))
    return made


def tie_of(agreement: Agreement) -> Relationship:
    return Relationship.objects.get(agreements=agreement)


def test_a_dormant_tie_is_led_to_a_plan_and_lives_again(visit: VisitorFactory, agreement: Agreement) -> None:
    today = timezone.localdate()
    reconstruct(until=today, months=36)
    refresh_all(today=today, at=timezone.now())
    tie = tie_of(agreement)
    assert tie.vitality == Vitality.DORMANT
    visitor = visit("ar", Screen.DESKTOP)
    assert agreement.created_by is not None
    visitor.sign_in(agreement.created_by)
    page = visitor.open(f"agreements/relationships/{tie.public_id}/")
    page.get_by_text("كيف تُحسب الحيوية").click()
    visitor.assert_accessible()
    visitor.take_picture("tie-dormant")
    page.get_by_role("link", name="الخطط والتقارير وجهات الاتصال").click()
    visitor.assert_accessible()
    visitor.take_picture("tie-follow-up")
    page.get_by_role("link", name="إلى أين تمضي هذه العلاقة؟").click()
    page.wait_for_url("**/way-on/")
    visitor.assert_accessible()
    page.locator(".way summary").click()
    visitor.take_picture("way-out")
    page.get_by_role("link", name="كتابة خطة عمل").click()
    page.get_by_label("ما اسم الخطة؟").fill("خطة إحياء العلاقة")
    page.locator("#id_starts").fill(today.strftime("%d/%m/%Y"))
    page.locator("#id_ends").fill(str(today.year + 1))
    page.locator("#id_agreed").fill(today.strftime("%d/%m/%Y"))
    page.get_by_label("ماذا سيُنفَّذ؟").fill("ورشة مشتركة في حفظ التراث")
    page.get_by_label("من يتولاه؟").fill("دائرة العلاقات الدولية")
    visitor.assert_accessible()
    visitor.take_picture("plan-form")
    page.get_by_role("button", name="حفظ الخطة").click()
    page.get_by_text("حُفظت خطة العمل.").wait_for()
    visitor.assert_accessible()
    assert tie_of(agreement).vitality == Vitality.LIVING
    page.get_by_text("آخر نشاط جوهري").or_(page.get_by_text("نشاط جوهري خلال الشهر الأخير")).first.wait_for()
    visitor.take_picture("tie-revived")


def test_a_report_is_answered_by_both_sides_and_accepted(visit: VisitorFactory, agreement: Agreement) -> None:
    assert ask_for_reviews(today=datetime.date(2026, 11, 24), at=timezone.now()) == 1
    review = Review.objects.get()
    ours = visit("ar", Screen.PHONE)
    assert agreement.created_by is not None
    ours.sign_in(agreement.created_by)
    page = ours.open(f"agreements/reports/{review.public_id}/")
    page.get_by_label("ماذا أُنجز؟").fill("ورشتان في حفظ التراث")
    ours.assert_accessible()
    ours.assert_fits_screen()
    ours.take_picture("report-answer")
    page.get_by_role("button", name="إرسال الإجابة").or_(page.locator("#answer button")).first.click()
    page.get_by_text("حُفظت إجابة جانبنا").wait_for()
    link = re.search(r"/(ar|en)(/agreements/report/partner/\S+/)", Letter.objects.get().text)
    assert link is not None
    theirs = visit("ar", Screen.PHONE)
    page = theirs.open(f"/ar{link[2]}")
    theirs.assert_accessible()
    theirs.assert_fits_screen()
    theirs.take_picture("report-by-link")
    page.locator("#id_name").fill("أمينة العلوي، جماعة الرباط")
    page.get_by_label("ماذا أُنجز؟").fill("معرض صور مشترك")
    page.locator("form[method=post] button[type=submit]").last.click()
    page.get_by_text("حُفظت إجابة جانبكم").wait_for()
    reviewer = visit("ar", Screen.DESKTOP)
    reviewer.sign_in(person(Role.REVIEWER, country("OM")))
    page = reviewer.open(f"agreements/reports/{review.public_id}/")
    reviewer.assert_accessible()
    reviewer.take_picture("report-decision")
    page.get_by_role("button", name="قبول التقرير").click()
    page.get_by_text("قُبل التقرير").first.wait_for()
    review.refresh_from_db()
    assert review.state == ReviewState.ACCEPTED
