"""The best of all places, held against scoring every place alone."""

import datetime
from collections.abc import Mapping

import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agreements.choices import Status, Visibility
from agreements.matching.candidates import Search
from agreements.matching.criteria import Criterion
from agreements.matching.facts import Seeker
from agreements.matching.scoring import DEFAULT_WEIGHTS
from agreements.matching.suggestions import search_for, search_for_city, suggest
from agreements.matching.world import WorldKeeper
from cities.models import City
from tests.agreements.matching.worlds import describe, make_world
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.cities import CityFactory
from tests.factories.places import place
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


def search(city: City, weights: Mapping[Criterion, int] = DEFAULT_WEIGHTS) -> Search:
    return search_for_city(city, person=AnonymousUser(), weights=weights, today=TODAY)


def test_the_best_are_those_of_scoring_every_place_alone() -> None:
    make_world()
    asked = search(describe("salalah", "tourism"))
    every = [match for pk in asked.world.ids.tolist() if (match := asked.match_of(pk)) and match.rank]
    ranks = dict(City.objects.values_list("pk", "rank"))
    every.sort(key=lambda match: (-match.score.total, -ranks[match.city_id], match.city_id))
    best = asked.best(20)
    assert [match.city_id for match in best] == [match.city_id for match in every[:20]]
    assert [match.score.total for match in best] == [match.score.total for match in every[:20]]
    assert [match.rank for match in every] == list(range(1, len(every) + 1))
    totals = asked.totals[asked.world.places_of([match.city_id for match in every])]
    assert np.allclose(totals, [match.score.total for match in every])


def test_the_order_does_not_depend_on_the_language() -> None:
    make_world()
    salalah = describe("salalah", "tourism")
    orders = []
    for language in ("ar", "en"):
        with translation.override(language):
            orders.append([match.city_id for match in search(salalah).best(20)])
    assert orders[0] == orders[1]


def test_the_own_country_the_city_itself_and_its_partners_are_left_out() -> None:
    muscat, kobe = place("muscat"), place("kobe")
    place("salalah")
    AgreementFactory(status=Status.IN_FORCE, owner_city=muscat, partners=[kobe])
    rabat = place("rabat")
    asked = search(muscat)
    assert [match.city_id for match in asked.best(10)] == [rabat.pk]
    assert [asked.match_of(city.pk).rank for city in (muscat, kobe, place("salalah"))] == [None] * 3  # type: ignore[union-attr]  # all are known


def test_an_internal_agreement_is_told_neither_by_leaving_out_nor_by_points() -> None:
    muscat, kobe = place("muscat"), place("kobe")
    before = search(muscat).match_of(kobe.pk)
    AgreementFactory(
        status=Status.IN_FORCE,
        owner_city=muscat,
        partners=[kobe],
        visibility=Visibility.INTERNAL,
        focus=("student_exchange",),
    )
    assert search(muscat).match_of(kobe.pk) == before
    officer = search_for_city(muscat, person=person(Role.OFFICER, muscat), weights=DEFAULT_WEIGHTS, today=TODAY)
    assert kobe.pk in officer.excluded


def test_a_new_place_and_a_changed_one_are_seen_at_once() -> None:
    muscat = place("muscat")
    assert WorldKeeper.world().place_of(900_000_777) == -1
    city = CityFactory(id=900_000_777, country=place("rabat").country)
    assert WorldKeeper.world().place_of(city.pk) >= 0
    City.objects.filter(pk=city.pk).update(population=123)
    world = WorldKeeper.world()
    assert world.populations[world.place_of(city.pk)] == 123
    assert search(muscat).match_of(city.pk) is not None


def test_a_growth_model_alone_finds_the_cities_of_its_catalogue() -> None:
    make_world()
    asked = search_for(Seeker(growth_models=frozenset(["tourism"])), weights=DEFAULT_WEIGHTS, today=TODAY)
    best = suggest(asked, 5)
    assert all(one.match.candidate.evidence.embodies == {"tourism"} for one in best)


def test_the_number_of_queries_does_not_grow_with_the_suggestions() -> None:
    make_world()
    salalah = describe("salalah", "tourism")
    search(salalah).best(1)
    counts = []
    for limit in (2, 20):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            suggest(search(salalah), limit)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30
