"""Notices: told once, to whom may know, in the way she chose; letters leave once."""

import datetime
import uuid
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client

from tests.concurrency import at_once
from tests.factories.accounts import UserFactory
from twinning.accounts.models import User
from twinning.core.exceptions import InvalidInput
from twinning.notices import kinds
from twinning.notices.digests import write_digests
from twinning.notices.jobs import send_waiting_letters
from twinning.notices.kinds import NoticeKind
from twinning.notices.letters import Message, send_letter, write_letter
from twinning.notices.models import Letter, Notice, NoticePreferences, Way
from twinning.notices.services import News, choose_ways, mark_read, notify, way_of

NOW = datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)
SUNDAY = NOW.date()
SUBJECT = uuid.UUID("11111111-2222-4333-8444-555555555555")
hidden: set[uuid.UUID] = set()

EXPIRY = NoticeKind(
    code="test_expiry",
    label="Expiries",
    words=lambda notice: f"Ends soon: {notice.facts['title']}",
    link=lambda notice: f"/en/agreements/{notice.subject_id}/",
    visible=lambda _reader, notices: [notice for notice in notices if notice.subject_id not in hidden],
)


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    hidden.clear()
    kinds.register(EXPIRY)
    yield
    kinds._KINDS.pop("test_expiry")


def news(key: str = "expiry:1:30", subject: uuid.UUID = SUBJECT) -> News:
    return News("test_expiry", "agreement", subject, key, {"title": "Muscat – Kobe <b>"})


@pytest.mark.django_db
def test_the_same_thing_is_told_once() -> None:
    person = UserFactory.create()
    assert notify(news(), to=person, at=NOW) is not None
    assert notify(news(), to=person, at=NOW) is None
    person.refresh_from_db()
    assert (Notice.objects.count(), person.unread_notices) == (1, 1)


@pytest.mark.django_db
def test_nobody_is_told_what_she_does_not_want_or_when_she_is_gone() -> None:
    silent, gone = UserFactory.create(), UserFactory.create(is_active=False)
    choose_ways(user=silent, ways={"test_expiry": "none"}, weekday=6, language="ar")
    assert notify(news(), to=silent, at=NOW) is None
    assert notify(news(), to=gone, at=NOW) is None


@pytest.mark.django_db
def test_reading_lowers_the_count() -> None:
    person = UserFactory.create()
    first = notify(news(), to=person, at=NOW)
    notify(news("expiry:1:7"), to=person, at=NOW)
    assert first is not None
    assert mark_read(reader=person, at=NOW, public_id=first.public_id) == 1
    person.refresh_from_db()
    assert person.unread_notices == 1
    assert mark_read(reader=UserFactory.create(), at=NOW) == 0
    assert mark_read(reader=person, at=NOW) == 1
    person.refresh_from_db()
    assert person.unread_notices == 0


@pytest.mark.django_db
def test_the_page_shows_what_may_still_be_known_and_escapes_it(client: Client) -> None:
    person = UserFactory.create()
    other = uuid.uuid4()
    notify(news(), to=person, at=NOW)
    notify(news("secret", other), to=person, at=NOW)
    hidden.add(other)
    client.force_login(person)
    page = client.get("/en/notices/").content.decode()
    assert page.count("Ends soon") == 1
    assert "&lt;b&gt;" in page
    first = Notice.objects.get(key="expiry:1:30")
    answer = client.post(f"/en/notices/{first.public_id}/open/")
    assert answer.headers["Location"] == f"/en/agreements/{SUBJECT}/"
    client.force_login(UserFactory.create())
    assert client.post(f"/en/notices/{first.public_id}/open/").headers["Location"] == "/en/notices/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("way", "day", "is_written"),
    [
        (Way.DAILY, SUNDAY, True),
        (Way.WEEKLY, SUNDAY, True),
        (Way.WEEKLY, SUNDAY + datetime.timedelta(days=1), False),
        (Way.IN_APP, SUNDAY, False),
    ],
)
def test_a_letter_comes_in_the_way_that_was_chosen(way: Way, day: datetime.date, is_written: bool) -> None:
    person = UserFactory.create(language="en")
    choose_ways(user=person, ways={"test_expiry": way}, weekday=6, language="en")
    notify(news(), to=person, at=NOW)
    assert write_digests(today=day, at=NOW) == int(is_written)
    assert write_digests(today=day, at=NOW) == 0
    assert Letter.objects.count() == int(is_written)


@pytest.mark.django_db
def test_a_letter_tells_nothing_that_is_hidden_by_then_and_nothing_twice() -> None:
    person = UserFactory.create(language="en")
    notify(news(), to=person, at=NOW)
    hidden.add(SUBJECT)
    assert write_digests(today=SUNDAY, at=NOW) == 0
    hidden.clear()
    notify(news("expiry:1:7"), to=person, at=NOW)
    assert write_digests(today=SUNDAY + datetime.timedelta(days=1), at=NOW) == 1
    assert "1 notice" in Letter.objects.get().subject


@pytest.mark.django_db
def test_letters_leave_once_in_the_readers_language_with_a_way_out() -> None:
    reader = UserFactory.create(language="ar", name_ar="سالم")
    notify(news(), to=reader, at=NOW)
    write_digests(today=SUNDAY, at=NOW)
    send_waiting_letters(0)
    send_waiting_letters(0)
    [letter] = mail.outbox
    assert letter.to == [reader.email]
    assert "سالم" in letter.body
    assert "Ends soon: Muscat – Kobe <b>" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    [page] = [str(content) for content, kind in getattr(letter, "alternatives", []) if kind == "text/html"]
    assert 'dir="rtl"' in page
    assert "&lt;b&gt;" in page


@pytest.mark.django_db
def test_the_same_letter_keeps_its_message_id_when_it_is_handed_over_again() -> None:
    letter = write_letter(
        Message(subject="One\nline", lines=["Text"]), key="k", to_email="a@example.org", language="en", at=NOW
    )
    assert letter is not None
    assert letter.subject == "One line"
    send_letter(letter.pk, at=NOW)
    # As if the worker had been killed before it could note that.
    Letter.objects.update(sent_at=None)
    send_letter(letter.pk, at=NOW)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


@pytest.mark.django_db
def test_a_letter_ends_the_letters_without_signing_in(client: Client) -> None:
    person = UserFactory.create()
    notify(news(), to=person, at=NOW)
    write_digests(today=SUNDAY, at=NOW)
    chosen = NoticePreferences.objects.get(user=person)
    address = f"/en/notices/unsubscribe/{chosen.unsubscribe_id}/"
    assert client.get(address).status_code == 200
    assert way_of(person, "test_expiry") == Way.DAILY
    assert Client(enforce_csrf_checks=True).post(address).status_code == 200
    assert way_of(person, "test_expiry") == Way.IN_APP
    assert client.post(f"/en/notices/unsubscribe/{uuid.uuid4()}/").status_code == 200


@pytest.mark.django_db
def test_preferences_are_kept_and_nonsense_is_named(client: Client) -> None:
    person = UserFactory.create()
    client.force_login(person)
    kept = {f"way_{code}": "in_app" for code in kinds.kinds()} | {"way_test_expiry": "weekly"}
    assert client.get("/en/notices/preferences/").status_code == 200
    answer = client.post("/en/notices/preferences/", {**kept, "weekday": "3", "language": "en"})
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (way_of(person, "test_expiry"), person.language) == (Way.WEEKLY, "en")
    assert client.post("/en/notices/preferences/", {**kept, "weekday": "9", "language": "en"}).status_code == 422
    with pytest.raises(InvalidInput) as refusal:
        choose_ways(user=person, ways={"test_expiry": "pigeon", "nothing": "daily"}, weekday=9, language="fr")
    assert [problem.field for problem in refusal.value.problems] == [
        "ways.test_expiry",
        "ways.nothing",
        "weekday",
        "language",
    ]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_tell_one_notice_and_send_one_letter() -> None:
    person: User = UserFactory.create()
    outcomes = at_once(*[lambda: notify(news(), to=person, at=NOW)] * 20)
    assert sum(isinstance(outcome, Notice) for outcome in outcomes) == 1
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    person.refresh_from_db()
    assert person.unread_notices == 1
    outcomes = at_once(*[lambda: write_digests(today=SUNDAY, at=NOW)] * 10)
    assert sum(outcomes) == 1
    letter = Letter.objects.get()
    assert sum(at_once(*[lambda: send_letter(letter.pk, at=NOW)] * 10)) == 1
