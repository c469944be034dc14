"""Each filter of relationships, and finding them by the names of their members."""

import datetime
from typing import Any, TypeAlias

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory

from agreements.choices import Origin, Status, Vitality
from agreements.filtersets import RelationshipFilterSet
from agreements.models import Relationship
from cities.models import City
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.cities import CityFactory
from tests.factories.places import country, place
from twinning.accounts.models import User
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db
Query: TypeAlias = str


def relationships(query: Query, rows: Any = None, person: Any = None) -> list[Relationship]:
    request = RequestFactory().get("/")
    request.user = person or AnonymousUser()
    asked = RelationshipFilterSet(
        QueryDict(query), queryset=Relationship.objects.all() if rows is None else rows, request=request
    )
    assert asked.problems() == {}
    return list(asked.qs)


class TestRelationships:
    @pytest.fixture(autouse=True)
    def ties(self, db: None) -> None:
        self.rabat = relationship_of(
            place("amman"), place("rabat"), vitality=Vitality.LIVING, since_on=datetime.date(1988, 1, 1),
            since_on_precision=Precision.YEAR,
        )  # fmt: skip
        self.kobe = relationship_of(place("muscat"), place("kobe"))
        self.reference = relationship_of(place("amman"), place("chicago"), origin=Origin.REFERENCE)

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("", ["rabat", "kobe"]),
            ("origin=reference", ["reference"]),
            ("vitality=living", ["rabat"]),
            ("vitality=unknown", ["kobe"]),
            ("country=MA", ["rabat"]),
            ("country=FR", []),
            ("city=1859171", ["kobe"]),
            ("region=asia", ["kobe"]),
            ("q=عمان", ["rabat", "kobe"]),
            ("q=رباط", ["rabat"]),
            ("q=Amman Rab", ["rabat"]),
            ("q=Amman Kobe", []),
            ("q=japan", ["kobe"]),
            ("q=!!", []),
            ("ordering=since", ["rabat", "kobe"]),
            ("ordering=-updated", ["kobe", "rabat"]),
            ("ordering=updated", ["rabat", "kobe"]),
        ],
    )
    def test_a_filter_finds_what_meets_it(self, query: Query, names: list[str]) -> None:
        country("FR")
        names_of = {
            "OM": "|عمان|oman|",
            "JO": "|jordan|",
            "MA": "|morocco|",
            "JP": "|japan|",
            "US": "|united states|",
        }
        for code, key in names_of.items():
            type(country(code)).objects.filter(code=code).update(key=key)
        assert relationships(query) == [getattr(self, name) for name in names]

    def test_are_found_by_the_words_of_agreements_that_one_may_see(self, officer: User) -> None:
        draft = AgreementFactory(status=Status.SUBMITTED, title_en="Harbour pact", partners=[place("kobe")])
        assert draft.relationship == self.kobe
        assert relationships("q=harbour") == []
        assert relationships("q=harbour", person=officer) == [self.kobe]

    @pytest.mark.parametrize(
        "query", ["origin=x", "vitality=x", "country=x", "city=x", "region=x", "ordering=signed", "sector=x"]
    )
    def test_an_unknown_parameter_or_value_is_refused(self, query: Query) -> None:
        asked = RelationshipFilterSet(QueryDict(query), queryset=Relationship.objects.all(), request=None)
        assert list(asked.problems()) == [query.partition("=")[0]]


def test_names_of_places_are_found_by_their_other_names(db: None) -> None:
    tie = relationship_of(place("muscat"), CityFactory(country=country("JP"), aliases=["Old Harbour Town"]))
    assert relationships("q=harb") == [tie]
    assert City.objects.count() == 2
