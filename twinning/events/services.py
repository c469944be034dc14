"""Recording what happened, sealed into the chain."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from twinning.core.trace import current_trace
from twinning.events.models import Event

CHAIN_LOCK = 0x7E57_0001
FIRST_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be recorded: type such as `agreement.signed`, the record it is about, and the facts."""

    type: str
    subject_type: str
    subject_id: str
    subject_version: int = 0
    payload: dict[str, Any] = field(default_factory=dict)


def seal(event: Event) -> str:
    """SHA-256 over the event's facts and the hash before it, as canonical JSON."""
    facts = {
        "id": event.id,
        "type": event.type,
        "at": event.at.astimezone(datetime.UTC).isoformat(),
        "actor": event.actor_id,
        "subject": [event.subject_type, event.subject_id, event.subject_version],
        "reason": event.reason,
        "request_id": event.request_id,
        "payload": event.payload,
        "previous": event.previous_hash,
    }
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def record(happening: Happening, *, by: AbstractBaseUser | None, at: datetime.datetime, reason: str = "") -> Event:
    """Append one event to the chain, inside the transaction of the change it tells of.

    Call it last in the transaction: the chain's lock is held until commit.
    Raises: TransactionManagementError outside a transaction.
    """
    return record_all([happening], by=by, at=at, reason=reason)[0]


def record_all(
    happenings: Sequence[Happening], *, by: AbstractBaseUser | None, at: datetime.datetime, reason: str = ""
) -> list[Event]:
    """Append several events to the chain in their order; as `record`, but with one lock and one write for all."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is recorded in the transaction of its change.")
    if not happenings:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Event.objects.order_by("-id").only("id", "hash").first()
    next_id, previous = (last.id + 1, last.hash) if last else (1, FIRST_HASH)
    trace = current_trace.get()
    events = []
    for event_id, happening in enumerate(happenings, start=next_id):
        event = Event(
            id=event_id,
            type=happening.type,
            at=at,
            actor_id=by.pk if by is not None else None,
            subject_type=happening.subject_type,
            subject_id=happening.subject_id,
            subject_version=happening.subject_version,
            reason=reason or trace.reason,
            request_id=trace.request_id,
            payload=json.loads(json.dumps(happening.payload, cls=DjangoJSONEncoder)),
            previous_hash=previous,
        )
        event.hash = previous = seal(event)
        events.append(event)
    Event.objects.bulk_create(events, batch_size=1000)
    return events
