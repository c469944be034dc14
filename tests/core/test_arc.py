"""The arc of a relationship: its curve, its beads, its gap."""

import re

import pytest

from twinning.core.arc import OPEN_SHARE, Arc, Bead, draw_arc

BEADS = [Bead("1988", "Twinning agreement"), Bead("2009", "Programme"), Bead("2026", "Renewal", is_current=True)]


def drawn(*, mirrored: bool = False, is_open: bool = False, count: int = 3) -> Arc:
    beads = BEADS if count == 3 else [Bead(str(1980 + n), "", is_current=n == 2) for n in range(count)]
    return draw_arc(width=700, mirrored=mirrored, beads=beads, is_open=is_open, head=40)


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.\d", path)]


def test_the_lead_stands_at_the_start_of_the_line_in_both_directions() -> None:
    assert drawn().lead.x < drawn().partner.x
    assert drawn(mirrored=True).lead.x > drawn(mirrored=True).partner.x


def test_mirroring_turns_every_point_and_keeps_every_height() -> None:
    straight, mirrored = drawn(), drawn(mirrored=True)
    for one, other in zip(straight.beads, mirrored.beads, strict=True):
        assert one.at.x + other.at.x == pytest.approx(700)
        assert one.text.x + other.text.x == pytest.approx(700)
        assert one.at.y == pytest.approx(other.at.y)


@pytest.mark.parametrize("mirrored", [True, False])
def test_beads_stand_in_the_order_of_the_agreements_from_the_lead(mirrored: bool) -> None:
    arc = drawn(mirrored=mirrored)
    distances = [abs(placed.at.x - arc.lead.x) for placed in arc.beads]
    assert distances == sorted(distances)
    assert [placed.side for placed in arc.beads] == ["lead", "partner", "partner"]


@pytest.mark.parametrize("mirrored", [True, False])
def test_a_long_kind_stays_on_a_narrow_screen(mirrored: bool) -> None:
    beads = [Bead("1988", "Memorandum of understanding"), Bead("2026", "Executive programme")]
    arc = draw_arc(width=350, mirrored=mirrored, beads=beads)
    for placed in arc.beads:
        half = len(placed.bead.label) * 3.5
        assert placed.text.x - half >= -12
        assert placed.text.x + half <= 362


def test_a_single_agreement_stands_on_the_crown() -> None:
    arc = drawn(count=1)
    assert arc.beads[0].at.x == pytest.approx(350)
    assert arc.beads[0].at.y == pytest.approx(arc.crown.y)


@pytest.mark.parametrize("count", [6, 9, 40])
def test_a_long_chain_keeps_its_first_its_latest_and_the_one_of_this_page(count: int) -> None:
    shown = [placed.bead for placed in drawn(count=count).beads]
    assert len(shown) == 5
    assert shown[0].year == "1980"
    assert shown[-1].year == str(1980 + count - 1)
    assert any(bead.is_current for bead in shown)


def test_a_closed_arc_is_one_line_from_foot_to_foot() -> None:
    arc = drawn()
    (path,) = arc.paths
    found = numbers(path)
    assert found[:2] == pytest.approx([arc.lead.x, arc.lead.y], abs=0.1)
    assert found[-2:] == pytest.approx([arc.partner.x, arc.partner.y], abs=0.1)


@pytest.mark.parametrize("mirrored", [True, False])
def test_an_open_arc_lacks_its_keystone(mirrored: bool) -> None:
    arc = drawn(mirrored=mirrored, is_open=True)
    lead_side, partner_side = (numbers(path) for path in arc.paths)
    gap = abs(lead_side[-2] - partner_side[-2])
    assert lead_side[-2] + partner_side[-2] == pytest.approx(700, abs=0.2)
    # At the crown the arc is nearly level, so its missing length shows almost whole as width.
    length_at_least = abs(arc.lead.x - arc.partner.x)
    assert OPEN_SHARE * length_at_least < gap < OPEN_SHARE * length_at_least * 1.15


def test_the_colours_meet_in_the_middle_sixth() -> None:
    arc = drawn(mirrored=True)
    start, end = arc.blend
    assert start > end
    assert start - end == pytest.approx(abs(arc.lead.x - arc.partner.x) / 6)
    assert (start + end) / 2 == pytest.approx(350)
