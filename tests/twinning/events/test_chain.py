"""The record of what happened: whole, append-only, and proven so."""

import datetime
from functools import partial
from typing import Any

import pgtrigger
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import Error, connection, transaction
from django.db.transaction import TransactionManagementError

from tests.concurrency import at_once
from tests.factories.accounts import UserFactory
from twinning.core.trace import Trace, current_trace
from twinning.events.models import Event
from twinning.events.services import FIRST_HASH, Happening, record
from twinning.events.verify import ChainReport, verify_chain

AT = datetime.datetime(2026, 3, 1, 9, 0, 0, 123456, tzinfo=datetime.UTC)


def happen(number: int = 1, **said: Any) -> Event:
    values: dict[str, Any] = {"by": None, "at": AT, **said}
    facts = {"status": "signed", "عنوان": "اتفاقية", "number": number}
    return record(Happening("agreement.signed", "agreement", f"record-{number}", number, facts), **values)


@pytest.fixture
def five(db: None) -> list[Event]:
    return [happen(number) for number in range(1, 6)]


@pytest.mark.django_db
def test_events_follow_each_other_by_number_and_hash() -> None:
    first, second = happen(), happen()
    assert (first.id, first.previous_hash) == (1, FIRST_HASH)
    assert (second.id, second.previous_hash) == (2, first.hash)
    assert first.hash != second.hash


@pytest.mark.django_db
def test_an_event_keeps_who_when_why_and_of_which_request() -> None:
    somebody = UserFactory()
    token = current_trace.set(Trace(request_id="request-7", reason="from the page"))
    try:
        traced = happen(by=somebody)
        reasoned = happen(by=somebody, reason="باتفاق الطرفين")
    finally:
        current_trace.reset(token)
    assert (traced.actor, traced.at, traced.request_id, traced.reason) == (somebody, AT, "request-7", "from the page")
    assert reasoned.reason == "باتفاق الطرفين"


def test_a_whole_chain_is_proven(five: list[Event]) -> None:
    assert verify_chain() == ChainReport(5, None)
    call_command("verify_events")


@pytest.mark.django_db
def test_a_chain_without_events_is_whole() -> None:
    assert verify_chain() == ChainReport(0, None)


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"status": "draft"}},
        {"type": "agreement.terminated"},
        {"at": AT + datetime.timedelta(seconds=1)},
        {"reason": "another"},
        {"subject_id": "record-9"},
        {"subject_version": 9},
        {"request_id": "another"},
        {"hash": "0" * 64},
        {"previous_hash": "1" * 64},
    ],
)
def test_the_first_changed_event_is_named(five: list[Event], change: dict[str, Any]) -> None:
    with pgtrigger.ignore("events.Event:append_only"):
        Event.objects.filter(id=3).update(**change)
    assert verify_chain() == ChainReport(2, 3)


def test_the_event_after_a_removed_one_is_named(five: list[Event]) -> None:
    with pgtrigger.ignore("events.Event:append_only"):
        Event.objects.filter(id=3).delete()
    assert verify_chain() == ChainReport(2, 4)


def test_two_events_that_changed_places_are_found(five: list[Event]) -> None:
    with pgtrigger.ignore("events.Event:append_only"):
        Event.objects.filter(id=2).update(id=20)
        Event.objects.filter(id=3).update(id=2)
        Event.objects.filter(id=20).update(id=3)
    assert verify_chain() == ChainReport(1, 2)


def test_an_event_put_in_is_found(five: list[Event]) -> None:
    Event(
        id=6, type="agreement.signed", at=AT, subject_type="agreement", subject_id="x", previous_hash="", hash="made up"
    ).save(force_insert=True)
    assert verify_chain() == ChainReport(5, 6)


def test_the_command_names_the_broken_event_and_fails(five: list[Event]) -> None:
    with pgtrigger.ignore("events.Event:append_only"):
        Event.objects.filter(id=3).update(reason="another")
    with pytest.raises(CommandError, match="broken at event 3; 2 events before it are whole"):
        call_command("verify_events")


@pytest.mark.parametrize("statement", ["UPDATE events_event SET reason = 'x'", "DELETE FROM events_event"])
def test_the_database_refuses_to_change_or_remove_events(five: list[Event], statement: str) -> None:
    with pytest.raises(Error, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify_chain() == ChainReport(5, None)


def test_neither_can_the_orm(five: list[Event]) -> None:
    with pytest.raises(Error), transaction.atomic():
        five[0].save()
    with pytest.raises(Error), transaction.atomic():
        five[0].delete()
    assert Event.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_an_event_is_recorded_in_the_transaction_of_its_change() -> None:
    with pytest.raises(TransactionManagementError):
        happen()
    with transaction.atomic():
        happen()
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_events_recorded_at_once_make_one_chain() -> None:
    def one(number: int) -> None:
        with transaction.atomic():
            happen(number)

    at_once(*(partial(one, number) for number in range(1, 9)))
    assert verify_chain() == ChainReport(8, None)
