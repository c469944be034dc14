"""Spans without certain coverage: gaps where surely nothing was in force, and what nobody knows."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.choices import Link, Status
from agreements.coverage import Coverage, Span, SpanKind, coverage_of, open_spans
from agreements.models import Agreement
from twinning.core.dates import PartialDate, Precision, parse_date

TODAY = datetime.date(2026, 3, 1)
GAP, UNKNOWN = SpanKind.GAP, SpanKind.UNKNOWN


def when(text: str | None) -> PartialDate | None:
    return parse_date(text) if text else None


def held(begins: str | None, ends: str | None, over_by: str | None = None) -> Coverage:
    return Coverage(when(begins), when(ends), over_by=when(over_by))


def runs(begins: str | None, ends: str | None = None) -> Coverage:
    return Coverage(when(begins), when(ends), is_running=True)


@pytest.mark.parametrize(
    ("coverages", "expected"),
    [
        ([], []),
        ([runs("2020")], []),
        ([runs("2020", "2030")], []),
        ([runs("2020", "2026-03-01")], []),
        ([runs("2020", "2026-02-28")], [(GAP, "2026-02-28", None)]),
        ([held("1990", "2000")], [(GAP, "2000", None)]),
        ([held("1990", None)], [(UNKNOWN, "1990", None)]),
        ([held(None, None)], []),
        # A year means all of its days: an agreement of 2000 may join on to one that ended in 2000 or 1999.
        ([held("1990", "2000"), runs("2000")], []),
        ([held("1990", "2000"), runs("2001")], []),
        ([held("1990", "2000-06"), runs("2000")], []),
        ([held("1990", "2000-06-30"), runs("2000-07-01")], []),
        ([held("1990", "2000-06-30"), runs("2000-07-02")], [(GAP, "2000-06-30", "2000-07-02")]),
        ([held("1990", "2000"), runs("2002")], [(GAP, "2000", "2002")]),
        # What another covers is no gap.
        ([held("1990", "2000"), held("1995", "2005"), runs("2004")], []),
        ([runs("1980"), held("1990", "2000"), held("2010", "2012")], []),
        # An end that nobody knows is not known, and no gap, until something followed in its place.
        ([held("1988", None), runs("2026-01-05")], [(UNKNOWN, "1988", "2026-01-05")]),
        ([held("1988", None), held("1990", "1995"), runs("2000")],
         [(UNKNOWN, "1988", "1990"), (UNKNOWN, "1995", "2000")]),
        ([held("1988", None, "1990"), held("1990", "1995"), runs("2000")],
         [(UNKNOWN, "1988", "1990"), (GAP, "1995", "2000")]),
        # An instrument of which nobody knows when it began may have held in any gap before its end.
        ([held(None, None), held("1990", "1995"), runs("2000")], [(UNKNOWN, "1995", "2000")]),
        ([held(None, "1992"), held("1990", "1995"), runs("2000")], [(GAP, "1995", "2000")]),
    ],
)  # fmt: skip
def test_spans_without_certain_coverage(
    coverages: list[Coverage], expected: list[tuple[SpanKind, str, str | None]]
) -> None:
    spans = [Span(kind, when(after), when(until)) for kind, after, until in expected]
    assert open_spans(coverages, today=TODAY) == spans
    assert open_spans(reversed(coverages), today=TODAY) == spans


def instrument(status: Status, **fields: str) -> Agreement:
    dates = {name: fields.pop(name) for name in ("signed", "in_force", "ends", "ended") if name in fields}
    agreement = Agreement(status=status, is_historical=status == Status.HISTORICAL, **fields)
    for name, text in dates.items():
        setattr(agreement, name, parse_date(text))
    return agreement


@pytest.mark.parametrize(
    ("agreement", "successors", "expected"),
    [
        (instrument(Status.DRAFT), [], None),
        (instrument(Status.SIGNED, signed="2025"), [], None),
        (instrument(Status.IN_FORCE, in_force="2020", link=Link.AMENDS), [], None),
        (instrument(Status.IN_FORCE, signed="2019", in_force="2020", ends="2030"), [], runs("2020", "2030")),
        (instrument(Status.SUSPENDED, in_force="2020"), [], runs("2020")),
        (instrument(Status.EXPIRED, in_force="2010", ends="2020"), [], held("2010", "2020")),
        (instrument(Status.TERMINATED, signed="2010", ends="2020", ended="2015"), [], held("2010", "2015")),
        (instrument(Status.HISTORICAL, signed="1988"), [], held("1988", None)),
        (instrument(Status.HISTORICAL), [], held(None, None)),
        (
            instrument(Status.RENEWED, in_force="2010", signed="2009"),
            [instrument(Status.IN_FORCE, in_force="2020", signed="2019")],
            held("2010", "2020", "2020"),
        ),
        (instrument(Status.RENEWED, in_force="2010"), [], held("2010", None)),
    ],
)
def test_an_agreement_covers_from_its_force_to_its_end(
    agreement: Agreement, successors: list[Agreement], expected: Coverage | None
) -> None:
    assert coverage_of(agreement, successors) == expected


def test_of_an_old_instrument_that_was_renewed_the_end_stays_unknown_but_is_over() -> None:
    old = instrument(Status.RENEWED, signed="1988")
    old.is_historical = True
    renewal = instrument(Status.IN_FORCE, in_force="2026-01-05")
    assert coverage_of(old, [renewal]) == held("1988", None, "2026-01-05")


days = st.dates(datetime.date(1950, 1, 1), datetime.date(2026, 2, 1))
dates = st.builds(PartialDate, days, st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR]))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the law
@given(st.lists(st.builds(Coverage, st.none() | dates, st.none() | dates, st.booleans()), max_size=6))
def test_no_gap_is_told_on_a_day_that_some_instrument_may_have_covered(coverages: list[Coverage]) -> None:
    for span in open_spans(coverages, today=TODAY):
        if span.kind != GAP:
            continue
        assert span.after is not None
        assert span.after.last_day is not None
        first = span.after.last_day + datetime.timedelta(days=1)
        last = (span.until.value if span.until and span.until.value else TODAY) - datetime.timedelta(days=1)
        assert first <= last or span.until is None
        for one in coverages:
            begins = one.begins.value if one.begins and one.begins.value else datetime.date.min
            ends = one.ends.last_day if one.ends and one.ends.last_day else datetime.date.max
            assert ends < first or begins > last
