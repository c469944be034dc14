"""The calendar page, its number on the desk, the feed."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from agreements.choices import Status, Visibility
from agreements.models import Agreement, CalendarFeed
from agreements.services.responsibilities import make_feed
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limit_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def officer() -> User:
    return person(Role.OFFICER, place("muscat"))


@pytest.fixture
def agreement(officer: User) -> Agreement:
    made: Agreement = AgreementFactory(
        status=Status.IN_FORCE,
        created_by=officer,
        ends_on=timezone.localdate() + datetime.timedelta(days=20),
        ends_on_precision=Precision.DAY,
        title_en="Harbour <i>charter</i>",
    )
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_calendar_lists_dates_with_desk_and_hijri(officer: User, agreement: Agreement) -> None:
    page = signed_in(officer).get("/en/calendar/")
    text = page.content.decode()
    assert "Harbour &lt;i&gt;charter" in text
    assert " AH" in text
    assert officer.name_en in text
    assert [row.left for row in page.context["rows"]] == ["in 20 days"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1),
        ("?desk=mine", 1),
        ("?kind=expiry", 1),
        ("?kind=clock", 0),
        ("?kind=clock&kind=expiry", 1),
        ("?month=1990-01", 0),
        ("?month=nonsense", 1),
        ("?kind=nonsense", 1),
        ("?month=9999-12", 1),
        ("?month=0001-01", 1),
    ],
)
def test_filters_narrow_the_list(officer: User, agreement: Agreement, query: str, count: int) -> None:
    page = signed_in(officer).get(f"/en/calendar/{query}")
    assert page.status_code == 200
    assert len(page.context["rows"]) == count


def test_the_number_on_the_desk_opens_exactly_its_rows(officer: User, agreement: Agreement) -> None:
    AgreementFactory(
        status=Status.IN_FORCE,
        partners=[place("kobe")],
        created_by=person(Role.OFFICER, place("muscat")),
        ends_on=timezone.localdate() + datetime.timedelta(days=20),
        ends_on_precision=Precision.DAY,
    )
    client = signed_in(officer)
    due = client.get("/en/").context["desk"].municipality.due
    page = client.get(due.url)
    assert due.number == len(page.context["rows"]) + len(page.context["late"]) == 1


def test_the_feed_holds_whole_days_with_lasting_ids(officer: User, agreement: Agreement) -> None:
    _feed, secret = make_feed(user=officer, at=timezone.now())
    answers = [Client().get(f"/{language}/calendar/{secret}.ics") for language in ("en", "en", "ar")]
    assert {answer.headers["Content-Type"] for answer in answers} == {"text/calendar; charset=utf-8"}
    assert "no-store" in answers[0].headers["Cache-Control"]
    events = [Calendar.from_ical(answer.content).walk("VEVENT")[0] for answer in answers]
    assert len({str(event["UID"]) for event in events}) == 1
    assert events[0].decoded("DTSTART") == agreement.ends_on
    assert "Harbour" in str(events[0]["SUMMARY"])
    assert agreement.title_ar in str(events[2]["SUMMARY"])


def test_the_feed_tells_only_what_its_owner_may_know_now(officer: User, agreement: Agreement) -> None:
    _feed, secret = make_feed(user=officer, at=timezone.now())
    Agreement.objects.filter(pk=agreement.pk).update(visibility=Visibility.INTERNAL)
    officer.memberships.all().delete()
    answer = Client().get(f"/en/calendar/{secret}.ics")
    assert answer.status_code == 200
    assert b"VEVENT" not in answer.content


def test_an_unknown_or_revoked_address_does_not_exist(officer: User) -> None:
    client = signed_in(officer)
    assert b".ics" in client.post("/en/calendar/feed/", {"step": "make"}).content
    assert CalendarFeed.objects.filter(revoked_at__isnull=True).count() == 1
    assert b".ics" not in client.get("/en/calendar/feed/").content, "shown once"
    client.post("/en/calendar/feed/", {"step": "revoke"})
    assert not CalendarFeed.objects.filter(revoked_at__isnull=True).exists()
    assert Client().get("/en/calendar/abcdefgh.ics").status_code == 404


def test_the_calendar_asks_for_a_sign_in() -> None:
    assert Client().get("/en/calendar/").status_code == 302
    assert Client().get("/en/calendar/feed/").status_code == 302


def test_the_responsible_person_is_chosen_on_a_page(officer: User, agreement: Agreement) -> None:
    client, url = signed_in(officer), f"/en/agreements/{agreement.public_id}/responsible/"
    sent = {"person": str(officer.public_id), "notice_days": "٣٠", "version": "0"}
    assert client.get(url).status_code == 200
    assert client.post(url, {**sent, "notice_days": "many"}).status_code == 422
    assert client.post(url, sent).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.responsibility.person, agreement.responsibility.notice_days) == (officer, 30)
    assert client.post(url, sent).status_code == 412
    assert signed_in(person(Role.OFFICER, place("rabat"))).get(url).status_code == 403
