"""The pages of countries and governorates."""

import pytest
from django.test import Client

from agreements.choices import PartyRole, Side, Status
from agreements.models import AgreementParty
from cities.models import GrowthModel, PlannedGrowth
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.places import country, governorate, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> None:
    AgreementFactory(status=Status.IN_FORCE, owner_city=place("muscat"), partners=[place("kobe")])
    AgreementFactory(status=Status.SIGNED, owner_city=place("salalah"), partners=[place("kobe")])
    AgreementFactory(status=Status.DRAFT, owner_city=place("nizwa"), partners=[place("kobe")])


def test_a_country_shows_its_tied_cities_governorates_and_numbers(client: Client, register: None) -> None:
    answer = client.get("/en/cities/countries/OM/")
    assert [city.name for city in answer.context["cities"]] == ["Muscat", "Salalah"]
    assert [place_.code for place_ in answer.context["governorates"]] == ["OM.01", "OM.08", "OM.06"]
    for shown in (answer.context["agreements"], answer.context["relationships"]):
        assert client.get(shown.url).context["page"].paginator.count == shown.number == 2


def test_a_country_is_found_in_small_letters_and_a_wrong_one_is_missing(client: Client) -> None:
    country("OM")
    assert client.get("/en/cities/countries/om/").status_code == 200
    assert client.get("/en/cities/countries/ZZ/").status_code == 404


def test_a_governorate_shows_its_growth_model_with_its_source(client: Client, register: None) -> None:
    model, _new = GrowthModel.objects.get_or_create(code="tourism", defaults={"name_en": "Tourism"})
    PlannedGrowth.objects.create(growth_model=model, governorate=governorate("OM.08"), source="Dhofar plan")
    page = client.get("/en/cities/governorates/OM.08/").content.decode()
    assert model.name_en in page
    assert "Dhofar plan" in page
    assert "Salalah" in page
    assert "Muscat" not in page.split("<main")[1]


def test_a_governorate_shows_ties_of_its_own(client: Client) -> None:
    dhofar, hyogo = governorate("OM.08"), governorate("JP.13")
    agreement = AgreementFactory(
        status=Status.IN_FORCE, owner_city=place("salalah"), relationship=relationship_of(dhofar, hyogo), partners=[]
    )
    AgreementParty.objects.create(
        agreement=agreement, role=PartyRole.GOVERNORATE, side=Side.PARTNER, governorate=hyogo, country_id="JP"
    )
    answer = client.get("/en/cities/governorates/JP.13/")
    assert [str(tie) for tie in answer.context["own_relationships"]] == ["Dhofar – Hyogo"]
    assert answer.context["agreements"].number == 1


@pytest.mark.parametrize("code", ["OM.99", "OM", "%00", "OM.%00", "عمان", "OM.06'--"])
@pytest.mark.parametrize("kind", ["governorates", "countries"])
def test_what_is_no_code_of_a_place_is_a_missing_page(client: Client, kind: str, code: str) -> None:
    assert client.get(f"/en/cities/{kind}/{code}/").status_code == 404
