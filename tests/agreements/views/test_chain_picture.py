"""The line of years with one arc per agreement."""

import datetime
from itertools import pairwise

import pytest

from agreements.choices import Status
from agreements.models import Agreement
from agreements.views.chain_picture import SIDE, WIDTH, chain_picture

TODAY = datetime.date(2026, 11, 22)


def agreement(signed: int, ends: int | None = None, status: Status = Status.IN_FORCE) -> Agreement:
    return Agreement(
        status=status,
        signed_on=datetime.date(signed, 1, 1),
        ends_on=datetime.date(ends, 1, 1) if ends else None,
    )


def test_nothing_dated_is_no_picture() -> None:
    assert chain_picture([Agreement(status=Status.HISTORICAL)], today=TODAY, mirrored=False) is None


def test_what_is_not_published_is_not_drawn() -> None:
    assert chain_picture([agreement(2000, status=Status.SUBMITTED)], today=TODAY, mirrored=False) is None


def test_an_agreement_spans_from_its_signing_to_its_end() -> None:
    picture = chain_picture([agreement(1990, 2000, Status.EXPIRED), agreement(2000)], today=TODAY, mirrored=False)
    assert picture
    ended, running = picture.spans
    assert SIDE == ended.start < ended.end < running.end <= WIDTH - SIDE
    assert ended.end == running.start
    assert (ended.is_running, running.is_running) == (False, True)


def test_time_runs_from_the_inline_start_in_both_scripts() -> None:
    chain = [agreement(1990, 2000, Status.EXPIRED), agreement(2000)]
    plain = chain_picture(chain, today=TODAY, mirrored=False)
    mirrored = chain_picture(chain, today=TODAY, mirrored=True)
    assert plain
    assert mirrored
    assert [WIDTH - span.start for span in mirrored.spans] == pytest.approx([span.start for span in plain.spans])
    assert mirrored.ticks[0].x > mirrored.ticks[-1].x


def test_years_that_would_run_into_each_other_are_left_out() -> None:
    picture = chain_picture([agreement(year) for year in range(1980, 2026)], today=TODAY, mirrored=False)
    assert picture
    places = [tick.x for tick in picture.ticks]
    assert all(later - earlier >= 44 for earlier, later in pairwise(places))
    assert (picture.ticks[0].year, picture.ticks[-1].year) == (1980, 2026)


def test_an_agreement_signed_today_is_drawn() -> None:
    young = Agreement(status=Status.SIGNED, signed_on=TODAY)
    picture = chain_picture([young], today=TODAY, mirrored=False)
    assert picture
    assert picture.spans[0].start == picture.spans[0].end
