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
from tests.journeys.browser import Language, Screen, Visitor
from tests.journeys.conftest import VisitorFactory
from tests.journeys.registering import Drafting, Indicator
from twinning.accounts.models import User
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def relationship_of_1988(amman: City, rabat: City) -> Agreement:
    """What is on file between Amman and Rabat."""
    earlier: Agreement = AgreementFactory(
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
    return earlier


def register_the_renewal(draft: Drafting) -> str:
    """Fill a draft of Amman with Rabat from the first click to the reference."""
    page = draft.page
    draft.start()
    draft.open_task("parties")
    draft.choose_partner("رباط", "الرباط")
    expect(page.locator(".notice-copper")).to_contain_text("1988")
    draft.visitor.take_picture("relationship-on-file")
    page.check('input[name="link"][value="renews"]')
    draft.save()
    draft.open_task("terms")
    draft.fill_terms(
        kind="renewal", title_ar="تجديد توأمة عمّان والرباط", title_en="Renewal of the Amman–Rabat twinning"
    )
    page.fill('[name="ends"]', "٣١/٣/٢٠٣٩")
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
    draft.write_due_diligence()
    return draft.send()


def return_it(reviewer: Visitor, reference: str, comment: str) -> None:
    """Find what waits in the queue and send it back."""
    page = reviewer.open("agreements/review/")
    expect(page.locator("main")).to_contain_text(reference)
    page.locator('a[href$="/acts/return/"]').click()
    page.fill('[name="comment"]', comment)
    page.locator("main form button[type=submit]").click()
    expect(page.locator('[name="comment"]')).to_have_count(0)


def mend_it(draft: Drafting, agreement: Agreement, comment: str) -> str:
    """Read the comment at home and on the task list, mend the first purpose, send again."""
    page = draft.visitor.open("")
    expect(page.locator("main")).to_contain_text(comment)
    draft.visitor.take_picture("returned-home")
    draft.visitor.open(f"agreements/register/{agreement.public_id}/")
    expect(page.locator("main")).to_contain_text(comment)
    draft.open_task("purposes")
    page.locator("main .purpose a").first.click()
    page.fill('[name="statement_ar"]', "دليل مشترك لترميم واجهات جبل اللويبدة وحي الأوداية")
    draft.save()
    draft.to_tasks()
    return draft.send()


@pytest.mark.usefixtures("relationship_of_1988")
def test_amman_registers_a_renewal_with_rabat_and_mends_what_the_ministry_returns(
    visit: VisitorFactory,
    amman_officer: User,
    jordan_reviewer: User,
) -> None:
    officer, reviewer = visit("ar"), visit("ar")
    officer.sign_in(amman_officer)
    reviewer.sign_in(jordan_reviewer)
    draft, comment = Drafting(officer), "حدّدوا الأحياء التي يشملها الدليل."

    reference = register_the_renewal(draft)
    assert reference == f"JO-{timezone.localdate().year}-0001"
    return_it(reviewer, reference, comment)
    agreement = Agreement.objects.get(reference=reference)
    assert mend_it(draft, agreement, comment) == reference

    for area in ("culture", "sustainability"):
        expect(officer.open(f"agreements/?focus={area}").locator("main")).to_contain_text(reference)
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
