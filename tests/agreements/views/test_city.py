"""The page of a city: what it shows, to whom, and at what cost."""

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agreements.choices import ActivityType, AgreementType, Origin, Status, Visibility, Vitality
from cities.models import (
    CallDirection,
    City,
    CityCall,
    CityStatus,
    Facet,
    GrowthModel,
    PlannedGrowth,
    ProfileEntry,
)
from tests.factories.agreement_parts import ActivityFactory
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.cities import OwnCityFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import governorate, place
from twinning.accounts.models import User
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db


def page_of(client: Client, city: City, language: str = "en") -> str:
    answer = client.get(f"/{language}/cities/{city.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("language", "other"), [("ar", 'lang="en" dir="ltr">Muscat'), ("en", 'dir="rtl">مسقط')])
def test_both_names_are_shown_the_other_one_in_its_own_direction(
    client: Client, muscat: City, language: str, other: str
) -> None:
    assert other in page_of(client, muscat, language)


def test_country_governorate_and_coordinates_are_shown(client: Client, muscat: City) -> None:
    page = page_of(client, muscat)
    assert 'href="/en/cities/countries/OM/"' in page
    assert 'href="/en/cities/governorates/OM.06/"' in page
    assert "23.58° N, 58.41° E" in page


def test_an_inherited_growth_model_names_its_governorate_and_is_marked_illustrative(
    client: Client, muscat: City
) -> None:
    model, _new = GrowthModel.objects.get_or_create(code="innovation", defaults={"name_en": "Innovation"})
    PlannedGrowth.objects.create(
        growth_model=model, governorate=governorate("OM.06"), is_illustrative=True, source="Invented plan."
    )
    page = page_of(client, muscat)
    assert model.name_en in page
    assert "that of Muscat" in page
    assert "illustrative" in page
    assert "Invented plan" in page


def test_facets_offers_and_needs_are_shown_with_their_source(client: Client, muscat: City) -> None:
    day = datetime.date(2026, 1, 1)
    ProfileEntry.objects.create(
        city=muscat, facet=Facet.ADVANTAGES, text_en="An old port", source="Port survey", as_of=day
    )
    for direction, text in ((CallDirection.OFFER, "Restoration skills"), (CallDirection.NEED, "Low-floor buses")):
        CityCall.objects.create(city=muscat, direction=direction, focus_area=focus_area("heritage"), text_en=text)
    page = page_of(client, muscat)
    for text in ("An old port", "Port survey", "Restoration skills", "Low-floor buses"):
        assert text in page


def test_a_city_nobody_described_says_so(client: Client) -> None:
    assert "Nobody has described Doha yet" in page_of(client, place("doha"))


def test_relationships_are_shown_oldest_first_with_what_is_known(client: Client, muscat: City) -> None:
    younger = AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")], type=AgreementType.FRIENDSHIP)
    younger.relationship.since_on, younger.relationship.since_on_precision = datetime.date(2012, 1, 1), Precision.YEAR
    younger.relationship.vitality = Vitality.LIVING
    younger.relationship.save()
    ActivityFactory(relationship=younger.relationship, starts_on=datetime.date(2026, 3, 9))
    older = AgreementFactory(status=Status.HISTORICAL, partners=[place("casablanca")])
    older.relationship.since_on, older.relationship.since_on_precision = datetime.date(1984, 1, 1), Precision.YEAR
    older.relationship.save()
    answer = client.get(f"/en/cities/{muscat.pk}/")
    ties = answer.context["ties"]
    assert [tie.partners[0].name for tie in ties] == ["Casablanca", "Kobe"]
    assert [tie.first.type for tie in ties] == [AgreementType.TWINNING, AgreementType.FRIENDSHIP]
    assert (answer.context["summary"].relationships, answer.context["summary"].living) == (2, 1)
    page = answer.content.decode()
    assert "Last substantive activity: 9 Mar 2026" in page
    assert "No substantive activity on file" in page


def test_internal_agreements_and_activities_are_shown_to_insiders_alone(
    client: Client, muscat: City, officer: User
) -> None:
    AgreementFactory(status=Status.IN_FORCE, partners=[place("rabat")], visibility=Visibility.INTERNAL)
    AgreementFactory(status=Status.DRAFT, partners=[place("cork")])
    public = AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")])
    ActivityFactory(
        relationship=public.relationship, visibility=Visibility.INTERNAL, type=ActivityType.TRAINING, title_en="Secret"
    )
    address = f"/en/cities/{muscat.pk}/"
    outside = client.get(address)
    client.force_login(officer)
    inside = client.get(address)
    assert [len(answer.context["ties"]) for answer in (outside, inside)] == [1, 2]
    assert [answer.context["agreements"].number for answer in (outside, inside)] == [1, 3]
    assert [bool(answer.context["results"]) for answer in (outside, inside)] == [False, True]
    assert "Secret" not in outside.content.decode()


def test_the_number_of_agreements_is_that_of_its_list(client: Client, muscat: City) -> None:
    AgreementFactory.create_batch(3, status=Status.IN_FORCE)
    agreements = client.get(f"/en/cities/{muscat.pk}/").context["agreements"]
    assert client.get(agreements.url).context["tally"].found == agreements.number == 3


def test_ties_from_outside_sources_stand_apart(client: Client, muscat: City) -> None:
    relationship_of(muscat, place("chicago"), origin=Origin.REFERENCE, source="Wikidata")
    answer = client.get(f"/en/cities/{muscat.pk}/")
    assert (answer.context["ties"], len(answer.context["reference_ties"])) == ([], 1)
    assert answer.context["summary"].relationships == 0
    assert "1 reference tie from outside sources" in answer.content.decode()


def test_a_proposed_city_is_missing_for_outsiders(client: Client, officer: User, analyst: User) -> None:
    proposed = OwnCityFactory(status=CityStatus.PROPOSED)
    address = f"/en/cities/{proposed.pk}/"
    answers = [client.get(address).status_code]
    for person in (analyst, officer):
        client.force_login(person)
        answers.append(client.get(address).status_code)
    assert answers == [404, 404, 200]


def test_a_merged_city_leads_to_the_one_it_became_part_of(client: Client, muscat: City) -> None:
    merged = OwnCityFactory(status=CityStatus.MERGED, merged_into=muscat)
    AgreementFactory(status=Status.IN_FORCE, owner_city=merged, partners=[place("kobe")])
    answer = client.get(f"/en/cities/{merged.pk}/")
    assert answer.headers["Location"] == f"/en/cities/{muscat.pk}/"
    ties = client.get(f"/en/cities/{muscat.pk}/").context["ties"]
    assert [[member.name for member in tie.partners] for tie in ties] == [["Kobe"]]


def test_a_number_that_is_no_city_is_a_missing_page(client: Client) -> None:
    assert client.get("/en/cities/424242/").status_code == 404


@pytest.mark.parametrize("count", [2, 6])
def test_the_queries_do_not_grow_with_the_relationships(
    client: Client, muscat: City, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ["rabat", "kobe", "cork", "doha", "ankara", "toulouse"][:count]:
        agreement = AgreementFactory(status=Status.IN_FORCE, partners=[place(name)])
        ActivityFactory(relationship=agreement.relationship)
    with django_assert_max_num_queries(20):
        client.get(f"/en/cities/{muscat.pk}/")
