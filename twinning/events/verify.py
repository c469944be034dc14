"""Proving that the chain of events is whole."""

from dataclasses import dataclass

from twinning.events.models import Event
from twinning.events.services import FIRST_HASH, seal


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How many events were checked, and the first one that does not fit (None when all do)."""

    checked: int
    first_broken_id: int | None


def verify_chain() -> ChainReport:
    """Walk all events in order; each must follow the one before it by number and by hash."""
    previous_hash, expected_id, checked = FIRST_HASH, 1, 0
    for event in Event.objects.order_by("id").iterator(chunk_size=2000):
        if event.id != expected_id or event.previous_hash != previous_hash or seal(event) != event.hash:
            return ChainReport(checked, event.id)
        previous_hash, expected_id, checked = event.hash, event.id + 1, checked + 1
    return ChainReport(checked, None)
