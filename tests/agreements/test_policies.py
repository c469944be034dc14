"""Who may know of what: one table of people and records, and the same answers wherever it is asked."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from agreements.choices import Origin, Status, Visibility
from agreements.models import Agreement, AgreementParty, Document
from agreements.policies import (
    ActivityPolicy,
    AgreementPolicy,
    AuthorisationPolicy,
    DocumentPolicy,
    HistoryPolicy,
    Person,
    ProjectPolicy,
    RelationshipPolicy,
    cities_to_register_for,
)
from cities.models import City
from tests.factories.accounts import CityMembershipFactory, UserFactory, person
from tests.factories.agreement_parts import ActivityFactory, AuthorisationFactory, DocumentFactory, ProjectFactory
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.places import country, place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.events.services import Happening, record

EVERYBODY = (
    "anonymous",
    "nobody",
    "disabled officer",
    "officer",
    "approver",
    "partner system",
    "reviewer",
    "analyst",
    "admin",
    "officer of the other side",
    "reviewer of the other side",
    "officer elsewhere",
    "reviewer elsewhere",
)
OWN_CITY = {"officer", "approver", "partner system"}
KEEPERS = {*OWN_CITY, "reviewer", "analyst", "admin"}
INSIDERS = {*KEEPERS, "officer of the other side", "reviewer of the other side"}

# What is seen of agreements between Muscat, which keeps them, and Rabat.
SEEN: dict[tuple[Status, Visibility], set[str]] = {
    **{
        (status, visibility): {*OWN_CITY, "admin"}
        for status in (Status.DRAFT, Status.WITHDRAWN)
        for visibility in Visibility
    },
    **{
        (status, visibility): KEEPERS
        for status in (Status.SUBMITTED, Status.RETURNED, Status.AUTHORISED, Status.REJECTED)
        for visibility in Visibility
    },
    **{
        (status, visibility): set(EVERYBODY) if visibility == Visibility.PUBLIC else INSIDERS
        for status in (
            Status.SIGNED,
            Status.IN_FORCE,
            Status.SUSPENDED,
            Status.EXPIRED,
            Status.RENEWED,
            Status.REPLACED,
            Status.TERMINATED,
            Status.HISTORICAL,
        )
        for visibility in Visibility
    },
}


@pytest.fixture
def people(db: None) -> dict[str, Person]:
    muscat = place("muscat")
    return {
        "anonymous": AnonymousUser(),
        "nobody": UserFactory(),
        "disabled officer": person(Role.OFFICER, muscat, is_active=False),
        "officer": person(Role.OFFICER, muscat),
        "approver": person(Role.APPROVER, muscat),
        "partner system": person(Role.PARTNER, muscat),
        "reviewer": person(Role.REVIEWER, country("OM")),
        "analyst": person(Role.ANALYST),
        "admin": person(Role.ADMIN),
        "officer of the other side": person(Role.OFFICER, place("rabat")),
        "reviewer of the other side": person(Role.REVIEWER, country("MA")),
        "officer elsewhere": person(Role.OFFICER, place("salalah")),
        "reviewer elsewhere": person(Role.REVIEWER, country("JP")),
    }


def made(**fields: Any) -> Agreement:
    agreement: Agreement = AgreementFactory(**fields)
    return agreement


def test_the_table_knows_every_status() -> None:
    assert {status for status, _visibility in SEEN} == set(Status)


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("status", Status)
def test_an_agreement_is_known_to_these_people(
    people: dict[str, Person], status: Status, visibility: Visibility
) -> None:
    agreement = made(status=status, visibility=visibility)
    seen_by = {name for name, who in people.items() if AgreementPolicy.visible_to(who).filter(pk=agreement.pk).exists()}
    assert seen_by == SEEN[status, visibility]


@pytest.mark.parametrize("status", Status)
def test_whoever_may_act_or_change_also_sees(people: dict[str, Person], status: Status) -> None:
    agreement = made(status=status, visibility=Visibility.INTERNAL)
    for name, who in people.items():
        if AgreementPolicy.acts_for(who, agreement):
            assert AgreementPolicy.visible_to(who).filter(pk=agreement.pk).exists(), name
        if AgreementPolicy.can_change(who, agreement):
            assert AgreementPolicy.visible_to(who).filter(pk=agreement.pk).exists(), name


def test_a_withdrawn_agreement_that_was_submitted_stays_known_to_its_ministry(people: dict[str, Person]) -> None:
    agreement = made(status=Status.WITHDRAWN, reference="OM-2026-0001")
    seen_by = {name for name, who in people.items() if AgreementPolicy.visible_to(who).filter(pk=agreement.pk).exists()}
    assert seen_by == KEEPERS


def test_a_list_shows_each_agreement_once(people: dict[str, Person]) -> None:
    agreement = made(status=Status.IN_FORCE, partners=[place("rabat"), place("casablanca"), place("salalah")])
    for who in people.values():
        assert list(AgreementPolicy.visible_to(who)) == [agreement]


def test_two_memberships_reach_as_far_as_both(people: dict[str, Person]) -> None:
    both = person(Role.OFFICER, place("muscat"))
    CityMembershipFactory(user=both, role=Role.REVIEWER, country=country("JO"))
    own = made(status=Status.DRAFT)
    reviewed = made(status=Status.SUBMITTED, owner_city=place("amman"))
    foreign = made(status=Status.DRAFT, owner_city=place("amman"))
    assert set(AgreementPolicy.visible_to(both)) == {own, reviewed}
    assert AgreementPolicy.can_change(both, own)
    assert not AgreementPolicy.can_change(both, reviewed)
    assert not AgreementPolicy.can_change(both, foreign)


def test_insiders_and_keepers(people: dict[str, Person]) -> None:
    agreement = made(status=Status.IN_FORCE)
    assert {name for name, who in people.items() if AgreementPolicy.is_insider(who, agreement)} == INSIDERS
    assert {name for name, who in people.items() if AgreementPolicy.is_keeper(who, agreement)} == KEEPERS


def test_only_writers_of_the_keeping_city_change_and_start_records(people: dict[str, Person]) -> None:
    agreement = made()
    writers = {*OWN_CITY, "admin"}
    assert {name for name, who in people.items() if AgreementPolicy.can_change(who, agreement)} == writers
    assert {name for name, who in people.items() if AgreementPolicy.can_create(who, place("muscat"))} == writers


def test_the_legal_chain_is_recorded_by_the_city_and_its_ministry(people: dict[str, Person]) -> None:
    agreement = made(status=Status.AUTHORISED)
    recorders = {name for name, who in people.items() if AuthorisationPolicy.stands_by(who, agreement)}
    assert recorders == {*OWN_CITY, "reviewer", "admin"}


@pytest.mark.parametrize(
    ("status", "recorded_by", "expected"),
    [
        (Status.DRAFT, Role.OFFICER, {*OWN_CITY, "admin"}),
        (Status.DRAFT, Role.REVIEWER, {*OWN_CITY, "admin"}),
        (Status.RETURNED, Role.REVIEWER, {*OWN_CITY, "admin"}),
        (Status.SUBMITTED, Role.OFFICER, {*OWN_CITY, "admin"}),
        (Status.SUBMITTED, Role.REVIEWER, {"reviewer", "admin"}),
        (Status.SIGNED, Role.OFFICER, {*OWN_CITY, "admin"}),
        (Status.SIGNED, Role.REVIEWER, {"reviewer", "admin"}),
    ],
)
def test_a_step_is_recorded_by_the_role_that_its_route_names(
    people: dict[str, Person], status: Status, recorded_by: Role, expected: set[str]
) -> None:
    agreement = made(status=status)
    step = AuthorisationFactory(agreement=agreement, recorded_by=recorded_by)
    assert {name for name, who in people.items() if AuthorisationPolicy.can_record(who, step, agreement)} == expected


def test_people_register_for_their_own_cities(people: dict[str, Person]) -> None:
    def names(who: Person) -> set[City]:
        return set(cities_to_register_for(who))

    assert names(people["officer"]) == {place("muscat")}
    assert names(people["officer elsewhere"]) == {place("salalah")}
    assert names(people["reviewer"]) == names(people["analyst"]) == names(people["anonymous"]) == set()


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.IN_FORCE])
def test_a_relationship_is_known_to_whoever_knows_one_of_its_agreements(
    people: dict[str, Person], status: Status
) -> None:
    agreement = made(status=status, visibility=Visibility.INTERNAL)
    seen_by = {name for name, who in people.items() if agreement.relationship in RelationshipPolicy.visible_to(who)}
    assert seen_by == SEEN[status, Visibility.INTERNAL]


def test_a_reference_tie_is_public(people: dict[str, Person]) -> None:
    tie = relationship_of(place("muscat"), place("kobe"), origin=Origin.REFERENCE)
    assert all(tie in RelationshipPolicy.visible_to(who) for who in people.values())


def test_documents_activities_and_projects_are_public_or_for_insiders(people: dict[str, Person]) -> None:
    agreement = made(status=Status.IN_FORCE)
    parts: dict[Visibility, tuple[Any, ...]] = {
        visibility: (
            DocumentFactory(agreement=agreement, visibility=visibility),
            ActivityFactory(agreement=agreement, relationship=agreement.relationship, visibility=visibility),
            ProjectFactory(agreement=agreement, visibility=visibility),
        )
        for visibility in Visibility
    }
    for name, who in people.items():
        seen = {
            *DocumentPolicy.visible_to(who, agreement),
            *ActivityPolicy.visible_to(who, agreement),
            *ProjectPolicy.visible_to(who, agreement),
        }
        expected = {*parts[Visibility.PUBLIC], *(parts[Visibility.INTERNAL] if name in INSIDERS else ())}
        assert seen == expected, name


@pytest.mark.parametrize("visibility", Visibility)
def test_documents_in_bulk_are_those_of_each_agreement(people: dict[str, Person], visibility: Visibility) -> None:
    agreements = [
        made(status=Status.IN_FORCE),
        made(status=Status.IN_FORCE, owner_city=place("amman"), partners=[place("kobe")]),
    ]
    for agreement in agreements:
        DocumentFactory(agreement=agreement, visibility=visibility)
    for name, who in people.items():
        one_by_one: set[Document] = set()
        for agreement in agreements:
            one_by_one |= set(DocumentPolicy.visible_to(who, agreement))
        assert set(DocumentPolicy.readable_by(who)) == one_by_one, name


def test_a_withdrawn_document_is_shown_to_nobody(people: dict[str, Person]) -> None:
    agreement = made(status=Status.IN_FORCE)
    document = DocumentFactory(agreement=agreement, visibility=Visibility.PUBLIC)
    Document.objects.filter(pk=document.pk).update(withdrawn_at=agreement.created_at)
    for who in people.values():
        assert not DocumentPolicy.visible_to(who, agreement).exists()
        assert not DocumentPolicy.readable_by(who).exists()


def test_what_happened_before_publication_is_for_keepers(people: dict[str, Person]) -> None:
    agreement = made(status=Status.IN_FORCE)
    for type_ in ("agreement.created", "agreement.returned", "agreement.signed", "agreement.in_force"):
        happening = Happening(type_, "agreement", str(agreement.public_id))
        record(happening, by=None, at=agreement.created_at, reason="between city and ministry")
    everything = ["agreement.created", "agreement.returned", "agreement.signed", "agreement.in_force"]
    for name, who in people.items():
        types = [event.type for event in HistoryPolicy.visible_to(who, agreement)]
        assert types == (everything if name in KEEPERS else everything[2:]), name


def test_an_organisation_makes_insiders_of_its_ministry_and_of_no_strangers(people: dict[str, Person]) -> None:
    agreement = made(status=Status.IN_FORCE, visibility=Visibility.INTERNAL)
    AgreementParty.objects.create(
        agreement=agreement, role="embassy", side="partner", city=place("kobe"), country_id="JP", name_en="An embassy"
    )
    stranger, host = people["officer elsewhere"], people["reviewer elsewhere"]
    assert not AgreementPolicy.visible_to(stranger).exists()
    assert AgreementPolicy.visible_to(host).exists()


def test_memberships_are_read_once_for_a_person(people: dict[str, Person], django_assert_num_queries: Any) -> None:
    agreement = made(status=Status.SUBMITTED)
    officer = User.objects.get(email=people["officer"].get_username())
    AgreementPolicy.can_change(officer, agreement)
    with django_assert_num_queries(0):
        assert AgreementPolicy.can_change(officer, agreement)
        assert AgreementPolicy.can_create(officer, agreement.owner_city)
