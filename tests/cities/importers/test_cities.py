"""Cities from a table: what is missing is added, what is wrong corrected, and both can be taken back."""

import datetime

import pytest

from cities.importers.cities import CityImporter
from cities.models import City, CitySource
from cities.search import search_cities
from tests.factories.places import governorate
from twinning.accounts.models import User
from twinning.imports.choices import Outcome
from twinning.imports.importers import CheckedRow, RunFacts, SourceRow, Verdict, WrittenRow

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.UTC)
HAIMA = {"name_en": "Haima", "name_ar": "هيماء", "country": "Oman", "latitude": "19.96", "longitude": "56.27"}


@pytest.fixture
def facts(admin: User, salalah: City) -> RunFacts:
    governorate("OM.08")
    return RunFacts(organisation="", by=admin, at=NOW, today=NOW.date(), source="cities.csv", run_id="one")


def check(facts: RunFacts, values: dict[str, str]) -> Verdict:
    return CityImporter().check([SourceRow(2, values)], facts)[0]


def write(facts: RunFacts, values: dict[str, str]) -> WrittenRow:
    verdict = check(facts, values)
    row = CheckedRow(2, verdict.outcome, verdict.target, verdict.content)
    written = CityImporter().write([row], facts)[0]
    return WrittenRow(2, written.subject, written.before)


def test_a_missing_city_is_added_and_found(facts: RunFacts) -> None:
    assert check(facts, HAIMA).outcome == Outcome.NEW
    write(facts, HAIMA)
    city = City.objects.get(name_en="Haima")
    assert (city.source, city.country_id, city.latitude) == (CitySource.REGISTER, "OM", 19.96)
    assert [match.city for match in search_cities("هيماء")] == [city]
    assert check(facts, HAIMA).outcome == Outcome.UNCHANGED


def test_a_wrong_arabic_name_is_corrected_and_that_is_taken_back(facts: RunFacts, salalah: City) -> None:
    row = {"name_en": "Salalah", "name_ar": "صلاله الجديدة", "country": "OM", "aliases": "Zafar"}
    verdict = check(facts, row)
    assert (verdict.outcome, [change.field for change in verdict.changes]) == (Outcome.CHANGED, ["name_ar", "aliases"])
    written = write(facts, row)
    salalah.refresh_from_db()
    assert salalah.name_ar == "صلاله الجديدة"
    assert CityImporter().undo([written], facts)[0].is_undone
    salalah.refresh_from_db()
    assert salalah.name_ar == "صلالة"
    assert search_cities("Zafar") == []


def test_an_added_city_goes_when_the_run_is_undone_unless_it_was_edited(facts: RunFacts) -> None:
    written = write(facts, HAIMA)
    City.objects.filter(pk=int(written.subject)).update(version=9)
    assert not CityImporter().undo([written], facts)[0].is_undone
    City.objects.filter(pk=int(written.subject)).update(version=1)
    assert CityImporter().undo([written], facts)[0].is_undone
    assert not City.objects.filter(name_en="Haima").exists()


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"country": "Atlantis"}, "country"),
        ({"latitude": "190"}, "latitude"),
        ({"population": "many"}, "population"),
        ({"governorate": "Nowhere"}, "governorate"),
        ({"number": "424242"}, "number"),
        ({"name_en": "", "name_ar": ""}, "name_ar"),
    ],
)
def test_a_wrong_cell_is_told_at_its_column(facts: RunFacts, changed: dict[str, str], column: str) -> None:
    verdict = check(facts, {**HAIMA, **changed})
    assert (verdict.outcome, [problem.field for problem in verdict.problems]) == (Outcome.WRONG, [column])


def test_only_the_administrator_corrects_the_gazetteer(admin: User, reviewer: User) -> None:
    assert CityImporter().reaches(admin, "")
    assert not CityImporter().reaches(reviewer, "")
    assert CityImporter().organisations(reviewer) == []
