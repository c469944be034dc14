"""The gap report: what lives where, seen by whom, at what cost."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agreements.choices import Status, Visibility, Vitality
from agreements.gaps import gap_report_of
from agreements.models import Agreement
from cities.models import City, PlannedGrowth, ReferenceCity
from cities.services.vocabularies import load_growth_models
from tests.api_callers import caller_for
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import country, governorate, place
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db


def tie(own: City, partner: City, *, is_living: bool = True, visibility: str = Visibility.PUBLIC) -> Agreement:
    made: Agreement = AgreementFactory(
        status=Status.IN_FORCE, owner_city=own, partners=[partner], visibility=visibility, focus=("heritage",)
    )
    assert made.relationship is not None
    made.relationship.vitality = Vitality.LIVING if is_living else Vitality.DORMANT
    made.relationship.save()
    return made


def test_living_and_dormant_ties_are_told_apart(muscat: City, salalah: City, kobe: City) -> None:
    focus_area("water")
    tie(muscat, kobe)
    tie(salalah, kobe, is_living=False)
    report = gap_report_of(country("OM"), person=AnonymousUser())
    rows = {row.governorate.pk: (row.relationships, row.living) for row in report.governorates}
    assert (rows["OM.06"], rows["OM.08"]) == ((1, 1), (1, 0))
    areas = {row.area.pk: (row.relationships, row.living) for row in report.areas}
    assert (areas["heritage"], areas["water"]) == ((2, 1), (0, 0))
    assert report.shared_partners == ()


def test_every_number_opens_exactly_its_rows(muscat: City, salalah: City, kobe: City) -> None:
    tie(muscat, kobe)
    tie(salalah, kobe, is_living=False)
    for row in gap_report_of(country("OM"), person=AnonymousUser()).governorates:
        for query, number in (("", row.relationships), ("&vitality=living", row.living)):
            path = f"relationships/?governorate={row.governorate.pk}{query}"
            assert caller_for().read(path).json()["count"] == number


def test_a_partner_of_three_cities_is_shared(muscat: City, salalah: City, kobe: City) -> None:
    for own in (muscat, salalah, place("sohar")):
        tie(own, kobe)
    [shared] = gap_report_of(country("OM"), person=AnonymousUser()).shared_partners
    assert (shared.city, shared.relationships) == (kobe, 3)


def test_a_model_counts_living_ties_with_cities_that_embody_it(muscat: City, toulouse: City, kobe: City) -> None:
    load_growth_models()
    PlannedGrowth.objects.create(growth_model_id="innovation", governorate=governorate("OM.06"))
    for partner in (toulouse, kobe):
        tie(muscat, partner)
    ReferenceCity.objects.create(
        city=toulouse, growth_model_id="innovation", source="A list", as_of=datetime.date(2026, 1, 1)
    )
    [row] = gap_report_of(country("OM"), person=AnonymousUser()).models
    assert (row.model.pk, row.living_with_reference_cities, row.reference_cities) == ("innovation", 1, 1)


def test_what_a_reader_may_not_know_counts_nowhere(client: Client, muscat: City, kobe: City, officer: User) -> None:
    tie(muscat, kobe, visibility=Visibility.INTERNAL)
    for reader, number in ((AnonymousUser(), 0), (officer, 1)):
        report = gap_report_of(country("OM"), person=reader)
        assert sum(row.relationships for row in report.governorates) == number
        assert sum(row.relationships for row in report.areas) == number
    page = client.get("/en/cities/countries/om/gaps/").content.decode()
    assert "Gap report: Oman" in page
    assert client.get("/en/cities/countries/zz/gaps/").status_code == 404


def test_the_number_of_queries_does_not_grow(
    muscat: City, salalah: City, kobe: City, toulouse: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for own in (muscat, salalah):
        for partner in (kobe, toulouse):
            tie(own, partner)
    with django_assert_max_num_queries(12):
        gap_report_of(country("OM"), person=AnonymousUser())
