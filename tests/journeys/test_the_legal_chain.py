"""The legal chain as people meet it: blocked until the decree is recorded, and a renewal without an invented gap."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agreements.choices import AgreementType, Status
from agreements.models import Agreement
from agreements.services.approval_routes import load_approval_routes
from cities.models import City
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country
from tests.journeys.browser import Visitor
from tests.journeys.conftest import VisitorFactory
from tests.journeys.registering import Drafting
from twinning.accounts.models import User
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db(transaction=True)


def routes() -> None:
    for code in ("OM", "JO", "MA", "TR", "FR", "AU"):
        country(code)
    load_approval_routes()


def press(visitor: Visitor) -> None:
    visitor.page.locator("main form button[type=submit]").last.click()


def open_act(visitor: Visitor, agreement: Agreement, act: str) -> None:
    visitor.open(f"agreements/{agreement.public_id}/acts/{act}/")


def test_a_new_agreement_of_muscat_waits_for_the_royal_decree_before_it_is_signed(
    visit: VisitorFactory, officer: User, approver: User, reviewer: User, kobe: City
) -> None:
    routes()
    agreement: Agreement = AgreementFactory(partners=[kobe], created_by=officer)
    clerk, mayor, ministry = visit("ar"), visit("ar"), visit("ar")
    for visitor, user in ((clerk, officer), (mayor, approver), (ministry, reviewer)):
        visitor.sign_in(user)

    clerk.open(f"agreements/register/{agreement.public_id}/legal-basis/")
    expect(clerk.page.locator("main")).to_contain_text("مسار سلطنة عُمان")
    clerk.open(f"agreements/register/{agreement.public_id}/check/")
    press(clerk)
    open_act(ministry, agreement, "authorise")
    press(ministry)

    open_act(mayor, agreement, "sign")
    expect(mayor.page.locator("main")).to_contain_text("مرسوم سلطاني")
    mayor.page.fill('[name="on"]', timezone.localdate().isoformat())
    press(mayor)
    expect(mayor.page.locator("main")).to_contain_text("التوقيع موقوف حتى يُبتّ في")
    assert Agreement.objects.get(pk=agreement.pk).status == Status.AUTHORISED

    decree = agreement.authorisations.get(kind="royal_decree")
    assert clerk.page.goto(f"{clerk.page.url.split('/ar/')[0]}/ar/agreements/{agreement.public_id}/") is not None
    expect(clerk.page.locator(f'a[href*="{decree.public_id}"]')).to_have_count(0)
    ministry.open(f"agreements/{agreement.public_id}/authorisations/{decree.public_id}/")
    ministry.page.check('input[name="state"][value="granted"]')
    ministry.page.fill('[name="number"]', "٤٤/٢٠٢٦")
    press(ministry)

    open_act(mayor, agreement, "sign")
    mayor.page.fill('[name="on"]', timezone.localdate().isoformat())
    press(mayor)
    open_act(mayor, agreement, "bring_into_force")
    mayor.page.fill('[name="on"]', timezone.localdate().isoformat())
    press(mayor)
    expect(mayor.page.locator("main .record-badges")).to_contain_text("سارية")
    assert Agreement.objects.get(pk=agreement.pk).status == Status.IN_FORCE


def test_amman_renews_with_rabat_and_the_chain_shows_no_invented_gap(
    visit: VisitorFactory, amman_officer: User, amman: City, rabat: City
) -> None:
    routes()
    earlier: Agreement = AgreementFactory(
        status=Status.HISTORICAL,
        owner_city=amman,
        partners=[rabat],
        signed_on=datetime.date(1988, 1, 1),
        signed_on_precision=Precision.YEAR,
    )
    assert earlier.relationship is not None
    visitor = visit("ar")
    visitor.sign_in(amman_officer)
    page = visitor.open(f"agreements/relationships/{earlier.relationship.public_id}/")
    page.locator(f'a[href$="/{earlier.public_id}/follow/"]').first.click()
    page.check('input[name="link"][value="renews"]')
    press(visitor)
    expect(page.locator(".tasks").first).to_be_visible()

    draft = Agreement.objects.get(predecessor=earlier)
    assert draft.type == AgreementType.RENEWAL
    drafting = Drafting(visitor)
    drafting.open_task("terms")
    page.fill('[name="title_ar"]', "تجديد توأمة عمّان والرباط")
    page.fill('[name="title_en"]', "Renewal of the Amman–Rabat twinning")
    drafting.save()
    drafting.write_due_diligence()
    page = visitor.open(f"agreements/register/{draft.public_id}/check/")
    expect(page.locator("main")).to_contain_text("إلى جانب الاتفاقية السابقة")
    visitor.take_picture("beside-the-earlier-agreement")

    # What follows from here to its force is told by the journey above.
    today = timezone.localdate()
    Agreement.objects.filter(pk=draft.pk).update(
        status=Status.IN_FORCE,
        reference="JO-2026-9001",
        relationship=earlier.relationship,
        signed_on=today,
        signed_on_precision="day",
        in_force_on=today,
        in_force_on_precision="day",
    )
    Agreement.objects.filter(pk=earlier.pk).update(status=Status.RENEWED)
    reader = visit("ar")
    main = reader.open(f"agreements/relationships/{earlier.relationship.public_id}/").locator("main")
    reader.take_picture("chain-without-invented-gap")
    expect(main).to_contain_text("1988")
    expect(main).to_contain_text("JO-2026-9001")
    expect(main).to_contain_text("لا يُعرف إلى متى سرى ما بدأ في 1988")
    expect(main.locator(".chain-open-gap")).to_have_count(0)
    expect(main.locator(".chain-open-unknown")).to_have_count(1)
