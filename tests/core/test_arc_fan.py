"""The fan of a city's arcs: order, mirroring, and how many it draws."""

import pytest

from twinning.core.arc_fan import MOST_ENDS, WIDTH, FanEnd, draw_fan


def ends(count: int) -> list[FanEnd]:
    return [FanEnd(f"City {number}", str(1980 + number), "living") for number in range(count)]


@pytest.mark.parametrize(("mirrored", "towards"), [(False, 1), (True, -1)])
def test_partners_stand_on_the_ground_line_in_their_order_away_from_home(mirrored: bool, towards: int) -> None:
    fan = draw_fan(ends(4), mirrored=mirrored)
    distances = [towards * (placed.at.x - fan.home.x) for placed in fan.ends]
    assert distances == sorted(distances)
    assert all(distance > 0 for distance in distances)
    assert {placed.at.y for placed in fan.ends} == {fan.home.y}


def test_in_arabic_home_stands_on_the_right() -> None:
    assert draw_fan(ends(2), mirrored=True).home.x > WIDTH / 2 > draw_fan(ends(2), mirrored=False).home.x


def test_no_more_than_seven_are_drawn_and_they_are_the_first() -> None:
    fan = draw_fan(ends(12), mirrored=False)
    assert [placed.end.name for placed in fan.ends] == [f"City {number}" for number in range(MOST_ENDS)]


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (4, 1), (5, 2), (7, 2)])
def test_many_names_stand_in_two_rows_so_that_they_do_not_touch(count: int, rows: int) -> None:
    fan = draw_fan(ends(count), mirrored=False)
    assert len({placed.text.y for placed in fan.ends}) == rows
    assert all(placed.text.y < fan.height for placed in fan.ends)


def test_everything_lies_within_the_picture() -> None:
    fan = draw_fan(ends(7), mirrored=True)
    assert all(0 < placed.at.x < fan.width for placed in fan.ends)
