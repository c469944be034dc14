"""Whether a relationship lives: a pure function of its facts and the day → state and ordered reasons.

The law, in the order in which it is applied:
1. Only substantive deeds count: exchange, joint planning, results. Signings and courtesy visits change nothing.
2. Where nothing substantive, dated and past is on record, the state is unknown, never dormant.
3. The months of silence since the last deed give the state: living, quiet, dormant.
4. Several other signs of life (fresh evidence, a recent result, a funded project under way, contacts confirmed on both
   sides) lift a quiet or dormant tie by one step.

A date known by its month or year alone is read as the latest day it can mean: doubt never makes a tie dormant.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from agreements.choices import Grade, Side, Vitality
from twinning.core.dates import PartialDate

MONTHS_OF_YEAR = 12
# From the least to the most alive; what is unknown may be anything and stands below.
RANK = {Vitality.UNKNOWN: 0, Vitality.DORMANT: 1, Vitality.QUIET: 2, Vitality.LIVING: 3}
_LIFTED = {Vitality.DORMANT: Vitality.QUIET, Vitality.QUIET: Vitality.LIVING, Vitality.LIVING: Vitality.LIVING}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the states begin and end, in whole months; an installation may set others."""

    living_months: int = 12
    quiet_months: int = 24
    evidence_months: int = 18
    result_months: int = 36
    contact_months: int = 12
    lifting_signs: int = 2


@dataclass(frozen=True, slots=True)
class Deed:
    """Something the cities did: its grade, and when as far as it is known."""

    grade: int
    starts: PartialDate | None = None
    ends: PartialDate | None = None

    def earliest_on(self, today: datetime.date) -> datetime.date | None:
        """The earliest last day the deed can have had, or None where it is unknown or lies ahead."""
        known = _known(self.ends) or _known(self.starts)
        if known is None or known.value is None or not self._has_begun(today):
            return None
        return min(known.value, today)

    def latest_on(self, today: datetime.date) -> datetime.date | None:
        """The latest last day the deed can have had by today, or None where it is unknown or lies ahead."""
        known = _known(self.ends) or _known(self.starts)
        if known is None or known.last_day is None or not self._has_begun(today):
            return None
        return min(known.last_day, today)

    def _has_begun(self, today: datetime.date) -> bool:
        known = _known(self.starts) or _known(self.ends)
        return known is not None and not known.is_surely_after_day(today)


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A project that is running: until when it is planned, and whether it has money."""

    ends: PartialDate | None = None
    is_funded: bool = False

    def is_under_way(self, today: datetime.date) -> bool:
        """Whether it is still within its time; one without a known end is."""
        ends = _known(self.ends)
        return ends is None or ends.last_day is None or ends.last_day >= today


@dataclass(frozen=True, slots=True)
class Facts:
    """All that vitality rests on. `measured` holds, for each purpose with measurements, the days of them."""

    deeds: Sequence[Deed] = ()
    purposes: int = 0
    measured: Sequence[datetime.date] = ()
    undertakings: Sequence[Undertaking] = ()
    confirmed: Mapping[Side, datetime.date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact the state rests on: a code with its numbers; the words are made where they are shown."""

    code: str
    is_good: bool
    numbers: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "is_good": self.is_good, "numbers": dict(self.numbers)}


@dataclass(frozen=True, slots=True)
class Finding:
    """The state on a day with its reasons, the weightiest first."""

    state: Vitality
    reasons: tuple[Reason, ...]
    silent_months: int | None = None


def assess(facts: Facts, *, today: datetime.date, thresholds: Thresholds) -> Finding:
    """How a relationship is on `today`; the order of the facts does not matter."""
    substantive = [deed for deed in facts.deeds if deed.grade > Grade.SYMBOLIC]
    silence = _silence(substantive, today)
    signs = _signs(facts, substantive, today, thresholds)
    if silence is None:
        reasons = [_nothing_dated(substantive), *_symbolic(facts), *signs]
        return Finding(Vitality.UNKNOWN, tuple(reasons))
    state = _state_after(silence[0], thresholds)
    good = sum(sign.is_good for sign in signs)
    reasons = [_silence_reason(silence, state)]
    if state != Vitality.LIVING and good >= thresholds.lifting_signs:
        state = _LIFTED[state]
        reasons.append(Reason("lifted", is_good=True, numbers={"signs": good}))
    return Finding(state, (*reasons, *signs, *_symbolic(facts)), silence[0])


def months_between(earlier: datetime.date, later: datetime.date) -> int:
    """Whole months from one day to a later one: from 10 February to 9 March none, to 10 March one."""
    months = (later.year - earlier.year) * MONTHS_OF_YEAR + later.month - earlier.month
    return max(months - (later.day < earlier.day), 0)


def _silence(deeds: Iterable[Deed], today: datetime.date) -> tuple[int, int] | None:
    """The least and the most months since the last dated deed; None where there is none."""
    latest = [day for deed in deeds if (day := deed.latest_on(today))]
    if not latest:
        return None
    earliest = [day for deed in deeds if (day := deed.earliest_on(today))]
    return months_between(max(latest), today), months_between(max(earliest), today)


def _state_after(months: int, thresholds: Thresholds) -> Vitality:
    if months <= thresholds.living_months:
        return Vitality.LIVING
    return Vitality.QUIET if months <= thresholds.quiet_months else Vitality.DORMANT


def _silence_reason(silence: tuple[int, int], state: Vitality) -> Reason:
    least, most = silence
    code = "active" if state == Vitality.LIVING else "silent"
    if least == most:
        return Reason(code, state == Vitality.LIVING, {"months": least})
    return Reason(f"{code}_about", state == Vitality.LIVING, {"months": least, "at_most": most})


def _nothing_dated(substantive: Sequence[Deed]) -> Reason:
    undated = [deed for deed in substantive if _known(deed.starts) is None and _known(deed.ends) is None]
    if undated:
        return Reason("undated", is_good=False, numbers={"activities": len(undated)})
    return Reason("nothing_recorded", is_good=False)


def _symbolic(facts: Facts) -> list[Reason]:
    count = sum(deed.grade == Grade.SYMBOLIC for deed in facts.deeds)
    return [Reason("symbolic", is_good=False, numbers={"activities": count})] if count else []


def _signs(facts: Facts, substantive: Sequence[Deed], today: datetime.date, thresholds: Thresholds) -> list[Reason]:
    return [
        *_evidence(facts, today, thresholds),
        *_results(substantive, today, thresholds),
        *_funding(facts, today),
        *_contacts(facts, today, thresholds),
    ]


def _evidence(facts: Facts, today: datetime.date, thresholds: Thresholds) -> list[Reason]:
    if not facts.purposes:
        return []
    fresh = sum(day <= today and months_between(day, today) <= thresholds.evidence_months for day in facts.measured)
    numbers = {"purposes": facts.purposes, "months": thresholds.evidence_months}
    if fresh >= facts.purposes:
        return [Reason("evidence_fresh", is_good=True, numbers=numbers)]
    without = facts.purposes - fresh
    # Half of the purposes or more with fresh evidence is a sign of life, and says what is missing all the same.
    return [Reason("evidence_missing", is_good=fresh * 2 >= facts.purposes, numbers={**numbers, "without": without})]


def _results(substantive: Sequence[Deed], today: datetime.date, thresholds: Thresholds) -> list[Reason]:
    days = [deed.latest_on(today) for deed in substantive if deed.grade == Grade.DELIVERED]
    recent = sum(1 for day in days if day and months_between(day, today) <= thresholds.result_months)
    if recent:
        return [Reason("delivered", is_good=True, numbers={"results": recent, "months": thresholds.result_months})]
    if not substantive:
        return []
    return [Reason("nothing_delivered", is_good=False, numbers={"months": thresholds.result_months})]


def _funding(facts: Facts, today: datetime.date) -> list[Reason]:
    under_way = [work for work in facts.undertakings if work.is_under_way(today)]
    funded = sum(work.is_funded for work in under_way)
    if funded:
        return [Reason("funded", is_good=True, numbers={"projects": funded})]
    if under_way:
        return [Reason("unfunded", is_good=False, numbers={"projects": len(under_way)})]
    return []


def _contacts(facts: Facts, today: datetime.date, thresholds: Thresholds) -> list[Reason]:
    fresh = {side for side, day in facts.confirmed.items() if is_fresh(day, today=today, thresholds=thresholds)}
    numbers = {"months": thresholds.contact_months}
    if fresh >= set(Side):
        return [Reason("contacts_confirmed", is_good=True, numbers=numbers)]
    which = "partner" if Side.LEAD in fresh else "lead" if Side.PARTNER in fresh else "both"
    return [Reason(f"contact_unconfirmed_{which}", is_good=False, numbers=numbers)]


def is_fresh(confirmed_on: datetime.date | None, *, today: datetime.date, thresholds: Thresholds) -> bool:
    """Whether a contact's confirmation still holds on `today`."""
    if confirmed_on is None or confirmed_on > today:
        return False
    return months_between(confirmed_on, today) < thresholds.contact_months


def _known(date: PartialDate | None) -> PartialDate | None:
    return date if date is not None and date.value is not None else None
