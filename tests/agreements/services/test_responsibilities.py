"""Whose desk a date lies on, who is told of it, once; the private calendar address."""

import datetime

import pytest

from agreements.choices import Status
from agreements.due_dates import DueKind
from agreements.due_items import due_items, due_items_for
from agreements.exceptions import ActNotPermitted
from agreements.models import Agreement
from agreements.services.lifecycle import expire_ended
from agreements.services.responsibilities import (
    ResponsibilityInput,
    feed_with,
    make_feed,
    revoke_feed,
    set_responsibility,
    tell_due_dates,
)
from tests.concurrency import at_once
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country, place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import Precision
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.notices.models import Notice

NOW = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
TODAY = NOW.date()

pytestmark = pytest.mark.django_db


def ending_in(days: int, **fields: object) -> Agreement:
    day = TODAY + datetime.timedelta(days=days)
    agreement: Agreement = AgreementFactory(
        status=Status.IN_FORCE, ends_on=day, ends_on_precision=Precision.DAY, **fields
    )
    return agreement


def desk_of(agreement: Agreement) -> tuple[list[User], bool]:
    items = due_items(Agreement.objects.filter(pk=agreement.pk), today=TODAY)
    return list(items[0].holders), items[0].is_vacant


def test_a_date_lies_with_whoever_entered_the_agreement() -> None:
    officer = person(Role.OFFICER, place("muscat"))
    assert desk_of(ending_in(20, created_by=officer)) == ([officer], False)


def test_the_city_may_make_somebody_else_responsible() -> None:
    officer, other = person(Role.OFFICER, place("muscat")), person(Role.OFFICER, place("muscat"))
    agreement = ending_in(20, created_by=officer)
    set_responsibility(agreement, ResponsibilityInput(other, 10), by=officer, at=NOW)
    assert desk_of(agreement) == ([other], False)
    kinds = [item.due.kind for item in due_items(Agreement.objects.all(), today=TODAY)]
    assert kinds == [DueKind.NOTICE, DueKind.EXPIRY]


def test_the_desk_of_somebody_switched_off_falls_to_the_approver() -> None:
    officer, approver = person(Role.OFFICER, place("muscat")), person(Role.APPROVER, place("muscat"))
    agreement = ending_in(20, created_by=officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert desk_of(agreement) == ([approver], True)


@pytest.mark.parametrize(("role", "where"), [(Role.OFFICER, "rabat"), (Role.OFFICER, "amman"), (Role.ANALYST, None)])
def test_only_the_citys_own_people_say_who_is_responsible(role: Role, where: str | None) -> None:
    with pytest.raises(ActNotPermitted):
        set_responsibility(
            ending_in(20), ResponsibilityInput(None), by=person(role, place(where) if where else None), at=NOW
        )


@pytest.mark.parametrize(("days", "field"), [(0, "notice_days"), (3651, "notice_days")])
def test_a_notice_period_out_of_range_is_named(days: int, field: str) -> None:
    officer = person(Role.OFFICER, place("muscat"))
    with pytest.raises(InvalidInput) as refusal:
        set_responsibility(ending_in(20), ResponsibilityInput(None, days), by=officer, at=NOW)
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_a_stranger_is_not_made_responsible_and_an_older_version_is_refused() -> None:
    officer = person(Role.OFFICER, place("muscat"))
    agreement = ending_in(20)
    with pytest.raises(InvalidInput):
        set_responsibility(agreement, ResponsibilityInput(person(Role.OFFICER, place("rabat"))), by=officer, at=NOW)
    set_responsibility(agreement, ResponsibilityInput(officer), by=officer, at=NOW, expected_version=0)
    with pytest.raises(StaleVersion):
        set_responsibility(agreement, ResponsibilityInput(None), by=officer, at=NOW, expected_version=0)


def test_who_holds_a_date_is_told_once_in_each_window() -> None:
    officer = person(Role.OFFICER, place("muscat"))
    ending_in(29, created_by=officer)
    assert tell_due_dates(today=TODAY, at=NOW) == 1
    assert tell_due_dates(today=TODAY, at=NOW) == 0
    assert tell_due_dates(today=TODAY + datetime.timedelta(days=22), at=NOW) == 1
    assert {notice.recipient for notice in Notice.objects.all()} == {officer}


def test_what_the_nightly_job_expired_lies_on_a_desk_and_is_told() -> None:
    officer = person(Role.OFFICER, place("muscat"))
    agreement = ending_in(-1, created_by=officer)
    assert expire_ended(today=TODAY, at=NOW) == 1
    assert tell_due_dates(today=TODAY, at=NOW) == 1
    notice = Notice.objects.get()
    assert (notice.kind, notice.subject_id) == ("due_expired", agreement.public_id)


def test_a_calendar_holds_what_concerns_a_persons_places_alone() -> None:
    ending_in(20)
    ending_in(20, owner_city=place("amman"), partners=[place("kobe")])
    ours, theirs = person(Role.OFFICER, place("muscat")), person(Role.OFFICER, place("rabat"))
    ministry, elsewhere = person(Role.REVIEWER, country("OM")), person(Role.OFFICER, place("toulouse"))
    counts = [len(due_items_for(who, today=TODAY)) for who in (ours, theirs, ministry, elsewhere)]
    assert counts == [1, 1, 1, 0]
    assert due_items_for(person(Role.ANALYST), today=TODAY) == []


def test_the_number_of_queries_does_not_grow_with_the_agreements(django_assert_max_num_queries: object) -> None:
    officer = person(Role.OFFICER, place("muscat"))
    for partner in ("rabat", "kobe", "toulouse"):
        ending_in(20, created_by=officer, partners=[place(partner)])
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # the fixture of pytest-django
        assert len(due_items_for(officer, today=TODAY)) == 3


def test_a_new_calendar_address_ends_the_one_before() -> None:
    officer = person(Role.OFFICER, place("muscat"))
    _feed, first = make_feed(user=officer, at=NOW)
    feed, second = make_feed(user=officer, at=NOW)
    assert feed_with(first) is None
    assert feed_with(second) == feed
    assert second not in str(feed.secret_hash)
    assert revoke_feed(user=officer, at=NOW)
    assert feed_with(second) is None


def test_the_address_of_somebody_switched_off_answers_nothing() -> None:
    officer = person(Role.OFFICER, place("muscat"))
    _feed, secret = make_feed(user=officer, at=NOW)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert feed_with(secret) is None


@pytest.mark.django_db(transaction=True)
def test_of_jobs_that_run_at_once_one_tells() -> None:
    ending_in(20, created_by=person(Role.OFFICER, place("muscat")))
    told = at_once(*[lambda: tell_due_dates(today=TODAY, at=NOW) for _ in range(6)])
    assert sum(told) == 1, told
