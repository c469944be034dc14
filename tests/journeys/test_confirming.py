"""What comes due and what the other side says: expired by night, told in the reader's language; disputed, settled."""

import datetime
import email
import re
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from agreements.choices import Side, Status
from agreements.services.responsibilities import tell_due_dates
from tests.factories.accounts import person
from tests.factories.agreement_parts import FocalPointFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from tests.journeys.browser import Language, Screen
from tests.journeys.conftest import VisitorFactory
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import Precision
from twinning.notices.digests import write_digests
from twinning.notices.jobs import send_waiting_letters

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mail_folder(settings: Any, tmp_path: Path) -> Path:
    """Where the letters go, as on one's own machine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def letters_in(folder: Path) -> list[str]:
    """The texts of the letters that left."""
    texts = []
    for path in sorted(folder.iterdir()):
        for raw in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            if raw.strip():
                body = email.message_from_bytes(raw, policy=default).get_body(("plain",))
                texts.append(str(body.get_content()) if body else "")
    return texts


@pytest.mark.parametrize(("language", "words"), [("ar", "انتهت"), ("en", "expired on")])
def test_what_expired_by_night_lies_on_a_desk_and_is_told_in_the_readers_language(
    visit: VisitorFactory, mail_folder: Path, language: Language, words: str
) -> None:
    officer = person(Role.OFFICER, place("muscat"))
    User.objects.filter(pk=officer.pk).update(language=language)
    today, now = timezone.localdate(), timezone.now()
    agreement = AgreementFactory(
        status=Status.IN_FORCE,
        created_by=officer,
        ends_on=today - datetime.timedelta(days=1),
        ends_on_precision=Precision.DAY,
    )
    call_command("expire_agreements", "--on", today.isoformat())
    tell_due_dates(today=today, at=now)
    write_digests(today=today, at=now)
    send_waiting_letters(int(now.timestamp()))
    send_waiting_letters(int(now.timestamp()))
    agreement.refresh_from_db()
    assert agreement.status == Status.EXPIRED
    sent = letters_in(mail_folder)
    assert len(sent) == 1
    assert words in sent[0]

    visitor = visit(language)
    visitor.sign_in(officer)
    page = visitor.open("")
    expect(page.locator(".agenda-row")).to_contain_text(agreement.title_ar if language == "ar" else agreement.title_en)
    visitor.open("notices/")
    expect(page.locator("main")).to_contain_text(words)
    visitor.open("calendar/?desk=mine")
    expect(page.locator(".agenda-row")).to_have_count(1)
    visitor.assert_accessible()
    visitor.take_picture("calendar")


def test_the_other_side_objects_by_a_link_and_the_keeping_side_settles(
    visit: VisitorFactory, mail_folder: Path
) -> None:
    officer = person(Role.OFFICER, place("muscat"))
    agreement = AgreementFactory(status=Status.IN_FORCE, created_by=officer)
    FocalPointFactory(agreement=agreement, side=Side.PARTNER, email="contact@rabat.example", name="نادية")
    ours = visit("ar")
    ours.sign_in(officer)
    page = ours.open(f"agreements/{agreement.public_id}/confirmation/")
    page.locator('form:has(input[value="ask"]) button').click()
    expect(page.locator("main")).to_contain_text("سُئل الطرف الآخر")
    send_waiting_letters(int(timezone.now().timestamp()))
    found = re.search(r"http://[^/\s]+(/ar/agreements/confirm/[^\s]+)", letters_in(mail_folder)[0])
    assert found

    theirs = visit("ar", Screen.PHONE)
    phone = theirs.open(found[1])
    theirs.assert_accessible()
    theirs.take_picture("confirmation-link")
    phone.check('input[name="verdict"][value="wrong"]')
    phone.locator("details.fold summary").click()
    phone.fill('[name="wrong_signed"]', "وُقِّعت عام 1988")
    phone.fill('[name="name"]', "نادية، مجلس المدينة")
    phone.locator("main form button[type=submit]").click()
    expect(phone.locator("h1")).to_contain_text("شكرًا")
    theirs.open(found[1])
    expect(phone.locator("h1")).to_contain_text("لم يعد هذا الرابط صالحًا")

    anybody = visit("ar")
    public = anybody.open(f"agreements/{agreement.public_id}/")
    expect(public.locator("#confirmation")).to_contain_text("اعترض عليه الطرف الآخر")
    expect(public.locator("#confirmation")).not_to_contain_text("1988")
    ours.open(f"agreements/{agreement.public_id}/confirmation/")
    expect(page.locator("main")).to_contain_text("وُقِّعت عام 1988")
    ours.take_picture("confirmation-disputed")
    page.fill('[name="settlement"]', "راجعنا الأرشيفين وصححنا التاريخ")
    page.locator('form:has(input[value="settle"]) button').click()
    expect(page.locator("main")).to_contain_text("سُوّي الاعتراض")
    ours.assert_accessible()
