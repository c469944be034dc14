"""The chain of a relationship as one reader may know it: instruments, what each is to another, the open spans."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from agreements.choices import PUBLISHED_STATUSES, Link
from agreements.coverage import Span, coverage_of, open_spans
from agreements.lifecycle import TRANSITIONS, Act
from agreements.models import Agreement
from twinning.core.dates import PartialDate
from twinning.events.models import Event

_PAUSED = {TRANSITIONS[Act.SUSPEND].event: True, TRANSITIONS[Act.RESUME].event: False}


@dataclass(frozen=True, slots=True)
class Suspension:
    """From which day to which an agreement was suspended; `until` None while it still is, or when it ended so."""

    since: datetime.date
    until: datetime.date | None


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One instrument with those before and after it that the same reader may know of."""

    agreement: Agreement
    parent: Agreement | None
    followers: tuple[Agreement, ...]
    suspensions: tuple[Suspension, ...]

    @property
    def link(self) -> str:
        """What it is to its parent; nothing is told of a parent that the reader may not know of."""
        return self.agreement.link if self.parent else ""

    @property
    def amendments(self) -> tuple[Agreement, ...]:
        return tuple(one for one in self.followers if one.link == Link.AMENDS)


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything a reader is told of a chain. Spans are counted from the instruments she may know of and no others,
    and are worded so: whether there are others, nothing tells.
    """

    links: tuple[ChainLink, ...]
    spans: tuple[Span, ...]
    since: PartialDate | None


def chain_of(seen: Sequence[Agreement], *, today: datetime.date) -> Chain:
    """The chain of the agreements of one relationship that a reader may know of, in their order."""
    by_key = {agreement.pk: agreement for agreement in seen}
    followers: dict[int, list[Agreement]] = defaultdict(list)
    for agreement in seen:
        if agreement.predecessor_id in by_key:
            followers[agreement.predecessor_id].append(agreement)
    pauses = _suspensions(seen)
    links = tuple(
        ChainLink(
            agreement,
            by_key.get(agreement.predecessor_id) if agreement.predecessor_id else None,
            tuple(followers[agreement.pk]),
            pauses[str(agreement.public_id)],
        )
        for agreement in seen
    )
    coverages = (coverage_of(agreement, followers[agreement.pk]) for agreement in seen)
    spans = open_spans((one for one in coverages if one is not None), today=today)
    return Chain(links, tuple(spans), since_of(seen))


def since_of(seen: Sequence[Agreement]) -> PartialDate | None:
    """The earliest known signing among the agreements that a reader may know of."""
    signed = [one.signed for one in seen if one.status in PUBLISHED_STATUSES and one.signed_on and one.signed]
    return min(signed, key=lambda date: date.value or datetime.date.max, default=None)


def _suspensions(seen: Sequence[Agreement]) -> dict[str, tuple[Suspension, ...]]:
    """By the events of suspending and resuming, which whoever knows a published agreement may know."""
    published = [str(one.public_id) for one in seen if one.status in PUBLISHED_STATUSES]
    happened = Event.objects.filter(subject_type="agreement", subject_id__in=published, type__in=_PAUSED)
    found: dict[str, list[Suspension]] = defaultdict(list)
    for subject, kind, at in happened.order_by("id").values_list("subject_id", "type", "at"):
        spans = found[subject]
        if _PAUSED[kind]:
            spans.append(Suspension(timezone.localdate(at), None))
        elif spans and spans[-1].until is None:
            spans[-1] = Suspension(spans[-1].since, timezone.localdate(at))
    return defaultdict(tuple, {subject: tuple(spans) for subject, spans in found.items()})
