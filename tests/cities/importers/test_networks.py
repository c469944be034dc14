"""Networks and memberships from a table: good, changed, wrong, doubtful, twice, undone."""

import pytest

from cities.importers.networks import NetworkImporter
from cities.models import City, CityNetwork, NetworkMembership
from tests.imports import applied, checked, csv_bytes, outcomes, problems, undone
from twinning.accounts.models import User
from twinning.imports.choices import Outcome
from twinning.imports.models import ImportRun

pytestmark = pytest.mark.django_db
HEADINGS = ["Network", "Network in English", "City", "Country", "Joined", "Left", "Source"]
MEMBER = ["ato", "", "Salalah", "Oman", "١٩٨٧", "", "Yearbook"]


@pytest.fixture(autouse=True)
def network(salalah: City) -> CityNetwork:
    return CityNetwork.objects.create(code="ato", name_ar="منظمة المدن العربية", name_en="Arab Towns Organization")


def run_of(admin: User, *rows: list[str]) -> ImportRun:
    return checked(csv_bytes([HEADINGS, *rows]), by=admin, kind="networks")


def test_a_membership_is_added_once_and_taken_back(admin: User, salalah: City) -> None:
    run = run_of(admin, MEMBER)
    assert outcomes(run) == [Outcome.NEW]
    run = applied(run, by=admin)
    member = NetworkMembership.objects.get(city=salalah)
    assert (member.network_id, member.joined_year, member.left_year, member.source) == ("ato", 1987, None, "Yearbook")
    assert outcomes(run_of(admin, ["Arab Towns Organization", *MEMBER[1:]])) == [Outcome.UNCHANGED]
    undone(run, by=admin)
    assert not NetworkMembership.objects.exists()
    assert CityNetwork.objects.filter(pk="ato").exists()


def test_a_year_of_leaving_is_told_as_a_change_and_undone(admin: User, salalah: City) -> None:
    applied(run_of(admin, MEMBER), by=admin)
    run = run_of(admin, [*MEMBER[:5], "1999", ""])
    row = run.rows.get()
    assert [(one["field"], one["after"]["en"]) for one in row.changes] == [("left", "1999")]
    run = applied(run, by=admin)
    member = NetworkMembership.objects.get()
    assert (member.joined_year, member.left_year, member.source) == (1987, 1999, "Yearbook")
    undone(run, by=admin)
    member.refresh_from_db()
    assert member.left_year is None


def test_what_was_edited_since_stays(admin: User) -> None:
    run = applied(run_of(admin, MEMBER), by=admin)
    NetworkMembership.objects.update(joined_year=1990)
    assert undone(run, by=admin).result_counts == {"kept": 1}
    assert NetworkMembership.objects.get().joined_year == 1990


def test_a_new_network_comes_and_goes_with_its_members(admin: User, muscat: City) -> None:
    rows = [["ports", "Ports Together", "Salalah", "Oman", "2001", "", ""]]
    rows.append(["ports", "Ports Together", "Muscat", "Oman", "2002", "", ""])
    run = applied(run_of(admin, *rows), by=admin)
    assert CityNetwork.objects.get(pk="ports").memberships.count() == 2
    undone(run, by=admin)
    assert not CityNetwork.objects.filter(pk="ports").exists()


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        (0, "Nobody's league", ("network", "no_such_network")),
        (2, "Atlantis-upon-Sea", ("city", "no_such_place")),
        (2, "", ("city", "required")),
        (4, "soon", ("joined", "year")),
        (4, "2999", ("joined", "year")),
        (5, "1950", ("left", "order")),
        (6, "x" * 301, ("source", "too_long")),
    ],
)
def test_a_wrong_cell_is_told_at_its_column(admin: User, place: int, value: str, problem: tuple[str, str]) -> None:
    row = [*MEMBER[:place], value, *MEMBER[place + 1 :]]
    assert problems(run_of(admin, row)) == {2: [problem]}


def test_only_the_administrator_says_who_is_in_a_network(admin: User, reviewer: User) -> None:
    assert NetworkImporter().reaches(admin, "")
    assert not NetworkImporter().reaches(reviewer, "")
    assert NetworkImporter().organisations(reviewer) == []
