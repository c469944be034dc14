"""Counts of facets: equal to a recount, whatever the conditions, and never of what one may not see."""

import datetime
import random
from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from agreements.choices import (
    AgreementType,
    AuthorisationKind,
    AuthorisationState,
    Origin,
    Status,
    Visibility,
    Vitality,
)
from agreements.facets import Tally, found_without_each, tally_agreements, tally_relationships
from agreements.filtersets import AgreementFilterSet, RelationshipFilterSet
from agreements.models import Agreement, Relationship
from agreements.policies import AgreementPolicy, DocumentPolicy, RelationshipPolicy
from tests.factories.accounts import person
from tests.factories.agreement_parts import AuthorisationFactory, DocumentFactory
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.places import country, place
from twinning.accounts.roles import Role
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db
FOCUS = ["heritage", "culture", "student_exchange", "aerospace", "water"]
# Facet → the parameters that are its own.
OWN = {
    "focus": ("focus",),
    "focus_root": ("focus",),
    "status": ("status",),
    "type": ("type",),
    "vitality": ("vitality",),
    "country": ("country",),
    "legal_basis": ("legal_basis",),
    "documented": ("documented",),
    "year": ("signed_after", "signed_before"),
    "origin": ("origin",),
}


def filterset(query: str, who: Any = None) -> AgreementFilterSet:
    request = RequestFactory().get("/")
    request.user = who or AnonymousUser()
    asked = AgreementFilterSet(QueryDict(query), queryset=AgreementPolicy.visible_to(request.user), request=request)
    assert asked.problems() == {}
    return asked


def make_registry(seed: int, size: int) -> None:
    """Agreements of every status, visibility and origin, between the same few cities."""
    chance = random.Random(seed)  # noqa: S311  no secret
    for _n in range(size):
        lead = place(chance.choice(["muscat", "amman"]))
        partner = place(chance.choice(["rabat", "kobe", "casablanca", "toulouse"]))
        status = chance.choice([Status.DRAFT, Status.SUBMITTED, *[Status.IN_FORCE, Status.SIGNED, Status.EXPIRED] * 2])
        year = chance.randint(1980, 2020)
        agreement = AgreementFactory(
            status=status,
            owner_city=lead,
            partners=[partner],
            focus=chance.sample(FOCUS, chance.randint(1, 3)),
            indicators=0,
            type=chance.choice([AgreementType.TWINNING, AgreementType.CHARTER]),
            visibility=chance.choice([Visibility.PUBLIC, Visibility.PUBLIC, Visibility.INTERNAL]),
            signed_on=datetime.date(year, 1, 1) if status not in (Status.DRAFT, Status.SUBMITTED) else None,
            signed_on_precision=Precision.YEAR if status not in (Status.DRAFT, Status.SUBMITTED) else "",
        )
        for kind in chance.sample([AuthorisationKind.ROYAL_DECREE, AuthorisationKind.COUNCIL_DECISION], 1):
            AuthorisationFactory(agreement=agreement, kind=kind, state=chance.choice(AuthorisationState.values))
        for _document in range(chance.randint(0, 2)):
            DocumentFactory(agreement=agreement, visibility=chance.choice(Visibility.values))
    for relationship in Relationship.objects.all():
        Relationship.objects.filter(pk=relationship.pk).update(vitality=chance.choice(Vitality.values))
    reference = relationship_of(place("muscat"), place("chicago"), origin=Origin.REFERENCE)
    AgreementFactory(status=Status.SIGNED, partners=[place("chicago")], relationship=reference)


def values_by_agreement() -> dict[int, dict[str, set[str]]]:
    """What each agreement counts for in each facet, worked out the slow way; documents aside."""
    agreements = Agreement.objects.select_related("relationship").prefetch_related(
        "purposes__focus_area", "authorisations", "parties"
    )
    return {agreement.pk: _values(agreement) for agreement in agreements}


def _values(agreement: Agreement) -> dict[str, set[str]]:
    relationship = agreement.relationship
    areas = [purpose.focus_area for purpose in agreement.purposes.all()]
    steps = [step for step in agreement.authorisations.all() if step.state not in ("refused", "not_required")]
    return {
        "focus": {area.code for area in areas},
        "focus_root": {area.root_code for area in areas},
        "status": {agreement.status},
        "type": {agreement.type},
        "vitality": {relationship.vitality} if relationship else set(),
        "country": {party.country_id for party in agreement.parties.all()},
        "legal_basis": {step.kind for step in steps},
        "year": {str(agreement.signed_on.year)} if agreement.signed_on else set(),
        "origin": {relationship.origin if relationship else "registered"},
    }


QUERIES = [
    "",
    "focus=culture",
    "focus=heritage&focus=water&status=in_force",
    "status=in_force&status=signed&country=MA",
    "signed_after=1990&signed_before=2005&vitality=living&vitality=quiet",
    "documented=true&type=charter",
    "legal_basis=royal_decree&region=arab_states",
    "q=casablanca",
    "q=%21%21",
    "origin=reference",
    "origin=reference&origin=registered&focus=culture",
]


class TestAgreements:
    @pytest.mark.parametrize("seed", [1, 2])
    def test_counts_equal_a_recount_for_every_role_and_query(self, seed: int) -> None:
        make_registry(seed, 24)
        people = [
            None,
            person(Role.OFFICER, place("muscat")),
            person(Role.APPROVER, place("rabat")),
            person(Role.REVIEWER, country("JO")),
            person(Role.PARTNER, place("amman")),
            person(Role.ANALYST),
            person(Role.ADMIN),
        ]
        values = values_by_agreement()
        for who in people:
            readable = set(DocumentPolicy.readable_by(who or AnonymousUser()).values_list("agreement_id", flat=True))
            for pk, known in values.items():
                known["documented"] = {"true" if pk in readable else "false"}
            for query in QUERIES:
                asked = filterset(query, who)
                counted = tally_agreements(asked)
                ties = asked.qs.values_list("relationship_id", flat=True)
                assert (counted.found, counted.relationships) == (len(ties), len(set(ties) - {None}))
                for facet, parameters in OWN.items():
                    rows = asked.narrowed(ignoring=parameters).values_list("pk", flat=True)
                    recount = Counter(value for pk in rows for value in values[pk][facet])
                    assert counted.of(facet) == dict(recount), (facet, query, who)

    def test_what_one_may_not_see_is_in_no_count(self) -> None:
        hidden = AgreementFactory(status=Status.SUBMITTED, partners=[place("kobe")], focus=["aerospace"])
        AgreementFactory(status=Status.SIGNED, visibility=Visibility.INTERNAL, partners=[place("kobe")])
        counted = tally_agreements(filterset(""))
        assert (counted.found, counted.everything, counted.relationships) == (0, 0, 0)
        assert all(counts in ({}, {"": 0}) for counts in counted.facets.values())
        insider = person(Role.OFFICER, hidden.owner_city)
        assert tally_agreements(filterset("", insider)).found == 2

    def test_the_total_beside_the_found_ones_follows_the_origin_alone(self) -> None:
        AgreementFactory.create_batch(3, status=Status.SIGNED)
        tie = relationship_of(place("muscat"), place("chicago"), origin=Origin.REFERENCE)
        AgreementFactory(status=Status.SIGNED, partners=[place("chicago")], relationship=tie)
        totals: dict[str, Tally] = {
            query: tally_agreements(filterset(query))
            for query in ("status=expired", "origin=reference", "origin=reference&origin=registered")
        }
        assert [counted.everything for counted in totals.values()] == [3, 1, 4]

    def test_all_counts_take_one_query_whatever_the_number(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_registry(3, 12)
        asked = filterset("focus=culture&status=in_force")
        with django_assert_num_queries(1):
            tally_agreements(asked)

    def test_the_way_out_of_an_empty_list_is_counted_per_condition(self) -> None:
        AgreementFactory.create_batch(2, status=Status.SIGNED, partners=[place("kobe")])
        AgreementFactory(status=Status.EXPIRED, partners=[place("rabat")])
        assert found_without_each(filterset("status=expired&country=JP")) == {"status": 2, "country": 1}

    def test_no_condition_leaves_nothing_to_drop(self) -> None:
        assert found_without_each(filterset("")) == {}


class TestRelationships:
    def asked(self, query: str, who: Any = None) -> RelationshipFilterSet:
        request = RequestFactory().get("/")
        request.user = who or AnonymousUser()
        asked = RelationshipFilterSet(
            QueryDict(query), queryset=RelationshipPolicy.visible_to(request.user), request=request
        )
        assert asked.problems() == {}
        return asked

    def test_counts_are_of_the_ties_one_may_see(self) -> None:
        AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        AgreementFactory(status=Status.SIGNED, partners=[place("rabat"), place("casablanca")])
        draft = AgreementFactory(status=Status.SUBMITTED, partners=[place("toulouse")])
        relationship_of(place("amman"), place("chicago"), origin=Origin.REFERENCE)
        counted = tally_relationships(self.asked("country=MA"))
        assert (counted.found, counted.everything) == (1, 2)
        assert counted.of("country") == {"OM": 2, "JP": 1, "MA": 1}
        assert counted.of("region") == {"arab_states": 1}
        assert counted.of("origin") == {"registered": 1}
        assert tally_relationships(self.asked("")).of("origin") == {"registered": 2, "reference": 1}
        insider = person(Role.OFFICER, draft.owner_city)
        assert tally_relationships(self.asked("", insider)).of("country") == {"OM": 3, "JP": 1, "MA": 1, "FR": 1}
