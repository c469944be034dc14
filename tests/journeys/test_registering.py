"""The main job, from the first click to the list: registered, returned, mended, found."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agreements.choices import Status
from agreements.models import Agreement
from cities.models import City
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.journeys.browser import Language, Screen
from tests.journeys.conftest import VisitorFactory
from tests.journeys.registering import Drafting, Indicator
from twinning.accounts.models import User
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db(transaction=True)


def test_amman_registers_a_renewal_with_rabat_and_mends_what_the_ministry_returns(
    visit: VisitorFactory,
    amman: City,
    rabat: City,
    amman_officer: User,
    jordan_reviewer: User,
) -> None:
    earlier = AgreementFactory(
        status=Status.HISTORICAL,
        owner_city=amman,
        partners=[rabat],
        signed_on=datetime.date(1988, 1, 1),
        signed_on_precision=Precision.YEAR,
    )
    assert earlier.relationship is not None
    earlier.relationship.since = earlier.signed
    earlier.relationship.save()
    for code in ("heritage", "sustainable_transport"):
        focus_area(code)
    officer = visit("ar")
    officer.sign_in(amman_officer)
    draft = Drafting(officer)

    draft.start()
    draft.open_task("parties")
    draft.choose_partner("رباط", "الرباط")
    notice = officer.page.locator(".notice-copper")
    expect(notice).to_contain_text("1988")
    officer.take_picture("relationship-on-file")
    officer.page.check('input[name="link"][value="renews"]')
    draft.save()

    draft.open_task("terms")
    draft.fill_terms(
        kind="renewal", title_ar="تجديد توأمة عمّان والرباط", title_en="Renewal of the Amman–Rabat twinning"
    )
    officer.page.fill('[name="ends"]', "٣١/٣/٢٠٣٩")
    draft.save()

    draft.open_task("purposes")
    draft.add_purpose(
        "heritage",
        "دليل مشترك لترميم واجهات الأحياء التاريخية",
        Indicator("أدلة معتمدة", "Guides adopted", target="1", baseline="0"),
    )
    draft.add_purpose(
        "sustainable_transport",
        "رفع تهيئة محطات الحافلات السريعة للأشخاص ذوي الإعاقة",
        Indicator("محطات مهيأة", "Accessible stations", target="60"),
    )
    draft.to_tasks()
    reference = draft.send()
    assert reference == f"JO-{timezone.localdate().year}-0001"

    reviewer = visit("ar")
    reviewer.sign_in(jordan_reviewer)
    page = reviewer.open("agreements/review/")
    expect(page.locator("main")).to_contain_text(reference)
    page.locator('a[href$="/acts/return/"]').click()
    page.fill('[name="comment"]', "حدّدوا الأحياء التي يشملها الدليل.")
    page.locator("main form button[type=submit]").click()

    page = officer.open("")
    expect(page.locator("main")).to_contain_text("حدّدوا الأحياء التي يشملها الدليل.")
    officer.take_picture("returned-home")
    agreement = Agreement.objects.get(reference=reference)
    officer.open(f"agreements/register/{agreement.public_id}/")
    expect(page.locator("main")).to_contain_text("حدّدوا الأحياء التي يشملها الدليل.")
    draft.open_task("purposes")
    page.locator("main .purpose a").first.click()
    page.fill('[name="statement_ar"]', "دليل مشترك لترميم واجهات جبل اللويبدة وحي الأوداية")
    draft.save()
    draft.to_tasks()
    assert draft.send() == reference

    for area in ("culture", "sustainability"):
        page = officer.open(f"agreements/?focus={area}")
        expect(page.locator("main")).to_contain_text(reference)
    assert [s.outcome for s in agreement.submissions.all()] == ["returned", ""]


@pytest.mark.parametrize(("language", "screen"), [("ar", Screen.DESKTOP), ("en", Screen.PHONE)])
def test_muscat_records_the_casablanca_charter_with_its_unknowns(
    visit: VisitorFactory,
    language: Language,
    screen: Screen,
    officer: User,
    casablanca: City,
) -> None:
    visitor = visit(language, screen)
    visitor.sign_in(officer)
    draft, page = Drafting(visitor), visitor.page

    draft.start()
    draft.open_task("parties")
    draft.choose_partner("Casablanca", casablanca.name_ar if language == "ar" else casablanca.name_en)
    draft.save()

    draft.open_task("terms")
    draft.fill_terms(
        kind="charter",
        title_ar="ميثاق توأمة بين مسقط والدار البيضاء",
        title_en="Twinning charter between Muscat and Casablanca",
        is_historical=True,
    )
    page.check('[name="signed_unknown"]')
    draft.save()

    draft.open_task("legal-basis")
    page.locator('a[href$="/legal-basis/add/"]').click()
    page.select_option('[name="kind"]', "royal_decree")
    page.check('input[name="state"][value="granted"]')
    page.fill('[name="dated"]', "1984")
    draft.save()
    draft.to_tasks()
    assert draft.send() == "OM-1984-0001"

    charter = Agreement.objects.get()
    assert (charter.status, charter.signed_on, charter.signed_on_precision) == ("historical", None, "unknown")
    decree = charter.authorisations.get()
    assert (decree.kind, decree.dated_on, decree.dated_on_precision) == (
        "royal_decree",
        datetime.date(1984, 1, 1),
        "year",
    )
    page = visit(language, screen).open(f"agreements/{charter.public_id}/")
    expect(page.locator("main")).to_contain_text("OM-1984-0001")
    expect(page.locator("main")).to_contain_text("1984")
    expect(page.locator("main")).to_contain_text("لا يُعرف" if language == "ar" else "ot known")
