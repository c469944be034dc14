"""A certificate is asked for on the record, read as a paper, and checked by anybody on a phone."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from agreements.choices import Status
from agreements.models import Certificate
from cities.models import City
from tests.factories.agreements import AgreementFactory
from tests.journeys.browser import Screen
from tests.journeys.conftest import VisitorFactory
from twinning.accounts.models import User
from twinning.events.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_certificate_is_downloaded_and_verified(
    visit: VisitorFactory, muscat: City, kobe: City, officer: User
) -> None:
    record = AgreementFactory(status=Status.IN_FORCE, owner_city=muscat, partners=[kobe], created_by=officer)
    visitor = visit("ar")
    visitor.sign_in(officer)
    page = visitor.open(f"agreements/{record.public_id}/")
    page.locator('[aria-labelledby="papers-title"] button[value="ar"]').click(no_wait_after=True)
    for _tenth in range(100):  # The browser shows the file or keeps it, as it is set: the paper itself is waited for.
        if Certificate.objects.exists():
            break
        page.wait_for_timeout(100)
    certificate = Certificate.objects.get()
    paper = visitor.context.request.get(
        f"{visitor.server_url}/ar/agreements/{record.public_id}/certificates/{certificate.public_id}/"
    )
    assert paper.headers["content-type"] == "application/pdf"
    text = PdfReader(io.BytesIO(paper.body())).pages[0].extract_text()
    assert record.reference in text
    assert Event.objects.filter(type__contains="certificate").exists()

    stranger = visit("en", Screen.PHONE)
    check = stranger.open("agreements/verify/")
    check.fill('[name="reference"]', record.reference)
    check.fill('[name="code"]', certificate.code)
    check.locator("main form button[type=submit]").click()
    expect(check.locator('[data-verdict="unchanged"]')).to_be_visible()
    stranger.take_picture("verification")
    stranger.assert_fits_screen()
    stranger.assert_accessible()
    check.fill('[name="code"]', certificate.code[::-1])
    check.locator("main form button[type=submit]").click()
    expect(check.locator('[data-verdict="unknown"]')).to_be_visible()
