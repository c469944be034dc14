"""The law of vitality: what makes a tie living, quiet, dormant or unknown, and that nothing else does."""

import datetime
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.choices import Grade, Side, Vitality
from agreements.vitality import RANK, Deed, Facts, Finding, Thresholds, Undertaking, assess, months_between
from twinning.core.dates import PartialDate, Precision

TODAY = datetime.date(2026, 3, 1)
LAW = Thresholds()
DELIVERED = Deed(Grade.DELIVERED, PartialDate.day(datetime.date(2024, 2, 1)))


def day(text: str) -> PartialDate:
    return PartialDate.day(datetime.date.fromisoformat(text))


def found(*deeds: Deed, on: datetime.date = TODAY, **facts: Any) -> Finding:
    return assess(Facts(deeds=deeds, **facts), today=on, thresholds=LAW)


def codes(finding: Finding) -> list[str]:
    return [reason.code for reason in finding.reasons]


days = st.dates(datetime.date(2019, 1, 1), datetime.date(2027, 12, 31))
dates = st.one_of(
    st.none(),
    st.builds(PartialDate, days, st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR])),
    st.just(PartialDate.unknown()),
)
deeds = st.builds(Deed, st.sampled_from(Grade), dates, dates)
symbolic = st.builds(Deed, st.just(Grade.SYMBOLIC), dates, dates)
substantive = st.builds(Deed, st.sampled_from([g for g in Grade if g > Grade.SYMBOLIC]), dates, dates)
all_facts = st.builds(
    Facts,
    deeds=st.lists(deeds, max_size=6),
    purposes=st.integers(0, 4),
    measured=st.lists(days, max_size=4),
    undertakings=st.lists(st.builds(Undertaking, dates, st.booleans()), max_size=3),
    confirmed=st.dictionaries(st.sampled_from(list(Side)), days),
)


def with_deed(facts: Facts, deed: Deed) -> Facts:
    return Facts([*facts.deeds, deed], facts.purposes, facts.measured, facts.undertakings, facts.confirmed)


class TestIssue:
    @pytest.mark.parametrize("before", [(), (DELIVERED,), (Deed(Grade.EXCHANGE, day("2026-01-10")),)])
    def test_three_visits_and_a_signing_leave_it_unchanged(self, before: tuple[Deed, ...]) -> None:
        visits = [Deed(Grade.SYMBOLIC, day(f"2026-02-0{n}")) for n in range(1, 5)]
        then = found(*before, *visits)
        assert then.state == found(*before).state
        assert "symbolic" in codes(then)

    def test_one_delivered_joint_output_turns_it_living_with_its_reason(self) -> None:
        assert found().state == Vitality.UNKNOWN
        living = found(Deed(Grade.DELIVERED, day("2026-02-20")))
        assert (living.state, codes(living)[0]) == (Vitality.LIVING, "active")
        assert "delivered" in codes(living)

    def test_silence_makes_it_quiet_then_dormant_by_moving_only_the_day(self) -> None:
        states = [
            found(DELIVERED, on=datetime.date(2024 + (1 + n) // 12, (1 + n) % 12 + 1, 1)).state for n in range(26)
        ]
        assert states == [Vitality.LIVING] * 13 + [Vitality.QUIET] * 12 + [Vitality.DORMANT]
        last = found(DELIVERED, on=datetime.date(2026, 3, 1))
        assert (last.silent_months, last.reasons[0].numbers) == (25, {"months": 25})

    def test_where_nothing_was_ever_recorded_it_is_unknown_not_dormant(self) -> None:
        nothing = found()
        assert (nothing.state, codes(nothing)[0]) == (Vitality.UNKNOWN, "nothing_recorded")


class TestProperties:
    @given(facts=all_facts, deed=symbolic)
    def test_a_symbolic_activity_never_changes_the_state(self, facts: Facts, deed: Deed) -> None:
        before = assess(facts, today=TODAY, thresholds=LAW)
        assert assess(with_deed(facts, deed), today=TODAY, thresholds=LAW).state == before.state

    @given(facts=all_facts, deed=substantive)
    def test_a_substantive_activity_never_worsens_it(self, facts: Facts, deed: Deed) -> None:
        before = assess(facts, today=TODAY, thresholds=LAW).state
        assert RANK[assess(with_deed(facts, deed), today=TODAY, thresholds=LAW).state] >= RANK[before]

    @given(facts=all_facts, seed=st.integers())
    def test_the_order_of_facts_does_not_matter(self, facts: Facts, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311  no secret
        other = Facts(
            deeds=chance.sample(list(facts.deeds), len(facts.deeds)),
            purposes=facts.purposes,
            measured=chance.sample(list(facts.measured), len(facts.measured)),
            undertakings=chance.sample(list(facts.undertakings), len(facts.undertakings)),
            confirmed=dict(sorted(facts.confirmed.items(), reverse=True)),
        )
        assert assess(other, today=TODAY, thresholds=LAW) == assess(facts, today=TODAY, thresholds=LAW)

    @given(facts=all_facts, later=st.integers(0, 2000))
    def test_deeds_alone_never_grow_younger(self, facts: Facts, later: int) -> None:
        past = [
            deed
            for deed in facts.deeds
            if deed.latest_on(TODAY) and deed.latest_on(TODAY) == deed.latest_on(TODAY + datetime.timedelta(days=later))
        ]
        alone = Facts(deeds=past)
        after = assess(alone, today=TODAY + datetime.timedelta(days=later), thresholds=LAW).state
        assert RANK[after] <= RANK[assess(alone, today=TODAY, thresholds=LAW).state]


class TestPartialDates:
    def test_a_year_is_read_in_favour_of_the_tie_and_says_so(self) -> None:
        finding = found(Deed(Grade.EXCHANGE, PartialDate.year(2024)))
        assert finding.state == Vitality.QUIET
        assert finding.reasons[0].code == "silent_about"
        assert finding.reasons[0].numbers == {"months": 14, "at_most": 26}

    def test_this_year_has_happened_though_it_is_not_over(self) -> None:
        assert found(Deed(Grade.EXCHANGE, PartialDate.year(2026))).state == Vitality.LIVING

    def test_what_has_no_date_or_lies_ahead_tells_nothing(self) -> None:
        undated = found(Deed(Grade.DELIVERED), Deed(Grade.EXCHANGE, PartialDate.unknown()))
        assert (undated.state, codes(undated)[0]) == (Vitality.UNKNOWN, "undated")
        ahead = found(Deed(Grade.EXCHANGE, day("2026-05-01")))
        assert (ahead.state, codes(ahead)[0]) == (Vitality.UNKNOWN, "nothing_recorded")

    def test_what_lasts_until_today_is_of_today(self) -> None:
        assert found(Deed(Grade.EXCHANGE, day("2020-01-01"), day("2027-01-01"))).silent_months == 0


class TestSigns:
    SILENT = Deed(Grade.EXCHANGE, day("2023-06-01"))

    @pytest.mark.parametrize(
        ("facts", "state"),
        [
            ({}, Vitality.DORMANT),
            ({"purposes": 2, "measured": [datetime.date(2025, 12, 1)]}, Vitality.DORMANT),
            (
                {
                    "purposes": 2,
                    "measured": [datetime.date(2025, 12, 1)],
                    "confirmed": {Side.LEAD: TODAY, Side.PARTNER: TODAY},
                },
                Vitality.QUIET,
            ),
            (
                {
                    "undertakings": [Undertaking(PartialDate.year(2026), is_funded=True)],
                    "confirmed": {Side.LEAD: TODAY, Side.PARTNER: TODAY},
                },
                Vitality.QUIET,
            ),
            (
                {
                    "undertakings": [Undertaking(PartialDate.year(2024), is_funded=True)],
                    "confirmed": {Side.LEAD: TODAY, Side.PARTNER: TODAY},
                },
                Vitality.DORMANT,
            ),
            (
                {
                    "undertakings": [Undertaking(None, is_funded=True)],
                    "confirmed": {Side.LEAD: TODAY, Side.PARTNER: datetime.date(2025, 3, 1)},
                },
                Vitality.DORMANT,
            ),
        ],
    )
    def test_two_other_signs_lift_by_one_step(self, facts: dict[str, Any], state: Vitality) -> None:
        finding = found(self.SILENT, **facts)
        assert finding.state == state
        assert ("lifted" in codes(finding)) == (state == Vitality.QUIET)

    def test_signs_alone_make_nothing_known(self) -> None:
        confirmed = {Side.LEAD: TODAY, Side.PARTNER: TODAY}
        assert found(confirmed=confirmed, undertakings=[Undertaking(is_funded=True)]).state == Vitality.UNKNOWN

    def test_purposes_without_evidence_are_counted(self) -> None:
        finding = found(self.SILENT, purposes=3, measured=[datetime.date(2025, 12, 1), datetime.date(2022, 1, 1)])
        (reason,) = [reason for reason in finding.reasons if reason.code == "evidence_missing"]
        assert (reason.is_good, reason.numbers["without"], reason.numbers["purposes"]) == (False, 2, 3)


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [("2024-02-10", "2024-03-09", 0), ("2024-02-10", "2024-03-10", 1), ("2024-02-01", "2026-03-01", 25)],
)
def test_months_are_whole(earlier: str, later: str, months: int) -> None:
    assert months_between(datetime.date.fromisoformat(earlier), datetime.date.fromisoformat(later)) == months
