"""Countries, governorates and the other vocabularies of places."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from cities.models import CityNetwork, Country, Governorate, GrowthModel, Region
from cities.services.gazetteer_vocabularies import (
    ARAB_LEAGUE,
    DATA_DIR,
    load_countries,
    load_governorates,
    place_key,
    read_data,
    region_of,
)

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "gazetteer"


@pytest.mark.parametrize(
    ("names", "key"),
    [(["سلطنة عُمان", "عُمان", "Oman"], "|سلطنه عمان|عمان|oman|"), (["Oman", "OMAN"], "|oman|"), ([], ""), (["-"], "")],
)
def test_the_search_key_of_a_place(names: list[str], key: str) -> None:
    assert place_key(names) == key


@pytest.mark.parametrize(
    ("code", "continent", "region"),
    [
        ("OM", "AS", Region.ARAB_STATES),
        ("EG", "AF", Region.ARAB_STATES),
        ("KM", "AF", Region.ARAB_STATES),
        ("TR", "AS", Region.ASIA),
        ("NA", "AF", Region.SUB_SAHARAN_AFRICA),
        ("FR", "EU", Region.EUROPE),
        ("US", "NA", Region.NORTH_AMERICA),
        ("MX", "NA", Region.LATIN_AMERICA_CARIBBEAN),
        ("CL", "SA", Region.LATIN_AMERICA_CARIBBEAN),
        ("AU", "OC", Region.OCEANIA),
        ("AQ", "AN", None),
    ],
)
def test_the_world_region_of_a_country(code: str, continent: str, region: Region | None) -> None:
    assert region_of(code, continent) == region


def test_the_arab_league_has_22_members() -> None:
    assert len(ARAB_LEAGUE) == 22


@pytest.mark.django_db
class TestLoading:
    def test_every_country_has_both_names_a_region_and_a_key(self) -> None:
        assert load_countries() == Country.objects.count() > 240
        assert not Country.objects.filter(name_ar="").exists()
        assert not Country.objects.filter(name_en="").exists()
        assert not Country.objects.exclude(region__in=Region.values).exists()
        assert not Country.objects.filter(key="").exists()

    def test_oman_carries_its_mark_and_is_found_by_its_short_name(self) -> None:
        load_countries()
        oman = Country.objects.get(pk="OM")
        assert (oman.name_ar, oman.alpha3) == ("سلطنة عُمان", "OMN")
        assert "|عمان|" in oman.key

    def test_namibia_is_there(self) -> None:
        load_countries()
        assert Country.objects.get(pk="NA").alpha3 == "NAM"

    def test_loading_twice_mends_what_was_changed_and_adds_nothing(self) -> None:
        load_countries()
        count = load_governorates()
        Country.objects.filter(pk="OM").update(name_en="?", latitude=1.0, longitude=2.0)
        Governorate.objects.filter(pk="OM.06").update(name_ar="?")
        load_countries()
        load_governorates()
        oman = Country.objects.get(pk="OM")
        assert (oman.name_en, oman.latitude) == ("Oman", 1.0)
        assert Governorate.objects.get(pk="OM.06").name_ar == "مسقط"
        assert Governorate.objects.count() == count

    def test_the_command_loads_every_vocabulary(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("load_vocabularies")
        assert list(GrowthModel.objects.values_list("code", flat=True)) == ["innovation", "industry", "tourism"]
        assert CityNetwork.objects.filter(code="c40").exists()
        assert Governorate.objects.get(pk="JO.16").name_ar == "محافظة العاصمة"
        assert "governorates" in capsys.readouterr().out

    def test_the_command_can_be_silent(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("load_vocabularies", verbosity=0)
        assert capsys.readouterr().out == ""


def keys_of(row: Any) -> list[Any]:
    """What a row of a file is known by; a group of traits holds several."""
    if isinstance(row, list):
        return row[:1]
    if "traits" in row and "facet" in row and "code" not in row:
        return [trait[0] for trait in row["traits"]]
    return [row.get("id") or row.get("code") or row["city"]]


@pytest.mark.parametrize("path", sorted(DATA_DIR.glob("*.json")), ids=lambda path: path.stem)
def test_a_vocabulary_names_everything_once(path: Path) -> None:
    rows = json.loads(path.read_text(encoding="utf-8"))
    keys = list(rows) if isinstance(rows, dict) else [key for row in rows for key in keys_of(row)]
    assert len(keys) == len(set(keys)) > 0


def test_every_governorate_is_named_in_both_languages_and_lies_in_one_country() -> None:
    for row in read_data("governorates"):
        assert row["name_ar"], row
        assert row["name_en"], row
        assert row["iso_code"][:2] in {"", row["code"][:2]}, row


@pytest.mark.skipif(not SHARED.exists(), reason="the comparison data is not on this machine")
def test_the_governorates_of_oman_and_jordan_agree_with_the_collected_list() -> None:
    ours = {row["code"]: row for row in read_data("governorates")}
    with (SHARED / "om_jo_governorates.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            mine = ours[row["geonames_admin1"]]
            assert (mine["name_ar"], mine["iso_code"]) == (row["name_ar"], row["iso3166_2"])
