"""The list, the record and the writing of agreements through the API."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.choices import Link, Origin, Status, Visibility, Vitality
from tests.api_callers import caller_for, pointers_of, problem_of
from tests.factories.accounts import person
from tests.factories.agreement_parts import AuthorisationFactory, DocumentFactory, DueDiligenceFactory
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.places import country, place
from twinning.accounts.roles import Role
from twinning.accounts.scopes import Scope

pytestmark = pytest.mark.django_db
MOST_QUERIES = 6


def ids(response: Any) -> set[str]:
    assert response.status_code == 200, response.content
    return {row["id"] for row in response.json()["results"]}


def test_a_row_of_the_list_shows_parties_places_focus_areas_relationship_status_and_vitality() -> None:
    relationship_of(place("muscat"), place("rabat"), vitality=Vitality.LIVING)
    agreement = AgreementFactory(status=Status.IN_FORCE, focus=("heritage", "water"))
    row = caller_for().read("agreements/").json()["results"][0]
    assert row["id"] == str(agreement.public_id)
    assert row["status"] == "in_force"
    assert row["vitality"] == "living"
    assert row["title"] == {"ar": agreement.title_ar, "en": agreement.title_en}
    assert row["signed"] == {"value": "2024-05-20", "precision": "day"}
    assert [party["role"] for party in row["parties"]] == ["lead_municipality", "partner_municipality"]
    assert row["parties"][1]["city"] == {
        "id": place("rabat").pk,
        "name": {"ar": "الرباط", "en": "Rabat"},
        "country": {"code": "MA", "name": {"ar": "المغرب", "en": "Morocco"}},
        "governorate": {"code": "MA.04", "name": {"ar": "الرباط سلا القنيطرة", "en": "Rabat-Salé-Kénitra"}},
    }
    assert [(area["code"], area["root"]) for area in row["focus_areas"]] == [
        ("heritage", "culture"),
        ("water", "sustainability"),
    ]
    assert row["relationship"]["id"] == str(agreement.relationship.public_id)


@pytest.mark.parametrize("role", [None, Role.OFFICER, Role.ANALYST])
def test_fifty_agreements_take_at_most_six_queries(role: Role | None) -> None:
    partners = ["rabat", "doha", "kobe", "ankara", "cork"]
    for number in range(50):
        AgreementFactory(status=Status.IN_FORCE, partners=[place(partners[number % 5])], focus=("heritage", "water"))
    user = person(role, place("muscat") if role == Role.OFFICER else None) if role else None
    caller = caller_for(user)
    caller.read("me/")  # A token notes its use, once in five minutes.
    with CaptureQueriesContext(connection) as queries:
        response = caller.read("agreements/?page_size=50&status=in_force&vitality=unknown")
    assert len(response.json()["results"]) == 50
    assert len(queries) <= MOST_QUERIES, [query["sql"] for query in queries]


def test_pages_are_counted_and_linked() -> None:
    AgreementFactory.create_batch(3, status=Status.SIGNED)
    response = caller_for().read("agreements/?page_size=2")
    body = response.json()
    assert body["count"] == 3
    assert len(body["results"]) == 2
    assert body["previous"] is None
    assert response.headers["Link"] == f'<{body["next"]}>; rel="next"'


def test_filters_narrow_the_list() -> None:
    heritage = AgreementFactory(status=Status.IN_FORCE, focus=("heritage",))
    AgreementFactory(status=Status.IN_FORCE, focus=("water",), partners=[place("kobe")])
    caller = caller_for()
    assert ids(caller.read("agreements/?focus=culture")) == {str(heritage.public_id)}
    assert caller.read("agreements/?focus=culture&country=JP").json()["count"] == 0
    assert caller.read("agreements/?focus=culture&focus=sustainability").json()["count"] == 2


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("colour=red", "/colour", "unknown_parameter"),
        ("status=living", "/status", "unknown_value"),
        ("focus=nothing", "/focus", "unknown_value"),
        ("country=Oman", "/country", "unknown_value"),
        ("signed_after=31-02-1999", "/signed_after", "invalid"),
        ("ordering=id", "/ordering", "unknown_value"),
        ("page_size=201", "/page_size", "invalid"),
        ("page=0", "/page", "invalid"),
        ("page=٣", "/page", "invalid"),
        ("relationship__members_key=c%3A1", "/relationship__members_key", "unknown_parameter"),
        ("q=" + "x" * 300, "/q", "max_length"),
    ],
)
def test_an_unknown_filter_or_value_is_named(query: str, pointer: str, code: str) -> None:
    assert pointers_of(caller_for().read(f"agreements/?{query}")) == {pointer: code}


@pytest.mark.parametrize("path", ["agreements", "relationships"])
def test_one_record_takes_no_parameters(path: str) -> None:
    agreement = AgreementFactory(status=Status.SIGNED)
    key = agreement.public_id if path == "agreements" else agreement.relationship.public_id
    response = caller_for().read(f"{path}/{key}/?status=signed")
    assert pointers_of(response) == {"/status": "unknown_parameter"}


def test_a_page_beyond_the_last_is_not_found() -> None:
    problem_of(caller_for().read("agreements/?page=7"), 404)


def test_a_nul_in_a_query_is_no_error_of_ours() -> None:
    assert caller_for().read("agreements/?q=%00&focus=%00").status_code == 400


def test_the_record_holds_purposes_legal_chain_and_what_the_list_holds() -> None:
    agreement = AgreementFactory(status=Status.SIGNED)
    body = caller_for().read(f"agreements/{agreement.public_id}/").json()
    assert body["purposes"][0]["focus_area"]["code"] == "heritage"
    assert body["purposes"][0]["indicators"][0]["target"] == "12.00"
    assert body["authorisations"][0]["kind"] == "council_decision"
    assert body["authorisations"][0]["dated"] == {"value": "2024-03-01", "precision": "day"}
    assert set(body) >= {"parties", "focus_areas", "relationship", "status", "vitality"}


def test_an_unknown_signing_day_is_said_to_be_unknown() -> None:
    agreement = AgreementFactory(status=Status.HISTORICAL)
    body = caller_for().read(f"agreements/{agreement.public_id}/").json()
    assert body["signed"] == {"value": None, "precision": "unknown"}
    assert body["in_force"] is None


def test_due_diligence_and_review_are_for_the_keeping_side_alone() -> None:
    agreement = AgreementFactory(status=Status.SIGNED, visibility=Visibility.PUBLIC)
    DueDiligenceFactory(agreement=agreement)
    path = f"agreements/{agreement.public_id}/"
    keeper = caller_for(person(Role.OFFICER, place("muscat"))).read(path).json()
    ministry = caller_for(person(Role.REVIEWER, country("OM"))).read(path).json()
    other_city = caller_for(person(Role.OFFICER, place("rabat"))).read(path).json()
    public = caller_for().read(path).json()
    assert keeper["due_diligence"]["community_readiness"]
    assert ministry["review"]["outcome"] == "authorised"
    assert other_city["due_diligence"] is other_city["review"] is None
    assert public["due_diligence"] is public["review"] is None


def test_an_earlier_agreement_that_is_not_for_the_caller_is_not_named() -> None:
    earlier = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL)
    later = AgreementFactory(status=Status.SIGNED, predecessor=earlier, link=Link.AMENDS)
    path = f"agreements/{later.public_id}/"
    assert caller_for().read(path).json()["predecessor"] is None
    assert caller_for(person(Role.ANALYST)).read(path).json()["predecessor"] == str(earlier.public_id)


def test_an_internal_document_behind_a_step_is_not_named_to_the_public() -> None:
    agreement = AgreementFactory(status=Status.SIGNED)
    document = DocumentFactory(agreement=agreement, visibility=Visibility.INTERNAL)
    AuthorisationFactory(agreement=agreement, document=document, position=9)
    path = f"agreements/{agreement.public_id}/"
    assert caller_for().read(path).json()["authorisations"][-1]["document"] is None
    keeper = caller_for(person(Role.OFFICER, place("muscat")))
    assert keeper.read(path).json()["authorisations"][-1]["document"] == str(document.public_id)


def test_reference_ties_are_kept_apart_unless_asked_for() -> None:
    tie = relationship_of(place("muscat"), place("kobe"), origin=Origin.REFERENCE)
    AgreementFactory(status=Status.HISTORICAL, relationship=tie, partners=[place("kobe")])
    caller = caller_for()
    assert caller.read("agreements/").json()["count"] == 0
    assert caller.read("agreements/?origin=reference").json()["count"] == 1


class TestTags:
    def test_a_record_that_has_not_changed_is_not_sent_again(self) -> None:
        agreement = AgreementFactory(status=Status.SIGNED)
        caller = caller_for()
        first = caller.read(f"agreements/{agreement.public_id}/")
        again = caller.read(f"agreements/{agreement.public_id}/", if_none_match=first.headers["ETag"])
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["ETag"] == first.headers["ETag"]

    def test_the_tag_is_strong_and_moves_with_the_version(self) -> None:
        agreement = AgreementFactory(status=Status.SIGNED)
        caller = caller_for()
        first = caller.read(f"agreements/{agreement.public_id}/").headers["ETag"]
        agreement.version += 1
        agreement.save()
        second = caller.read(f"agreements/{agreement.public_id}/", if_none_match=first)
        assert second.status_code == 200
        assert not first.startswith("W/")
        assert second.headers["ETag"] != first

    def test_the_tag_moves_with_the_vitality_of_the_relationship(self) -> None:
        agreement = AgreementFactory(status=Status.SIGNED)
        caller = caller_for()
        first = caller.read(f"agreements/{agreement.public_id}/").headers["ETag"]
        agreement.relationship.version += 1
        agreement.relationship.save()
        assert caller.read(f"agreements/{agreement.public_id}/", if_none_match=first).status_code == 200

    def test_the_keeping_side_and_the_public_do_not_share_a_tag(self) -> None:
        agreement = AgreementFactory(status=Status.SIGNED)
        public = caller_for().read(f"agreements/{agreement.public_id}/").headers["ETag"]
        keeper = caller_for(person(Role.OFFICER, place("muscat")))
        assert keeper.read(f"agreements/{agreement.public_id}/", if_none_match=public).status_code == 200

    def test_a_compressed_answer_has_a_strong_tag_that_matches_later(self) -> None:
        agreement = AgreementFactory()
        officer = caller_for(person(Role.OFFICER, place("muscat")))
        response = officer.read(f"agreements/{agreement.public_id}/", accept_encoding="gzip")
        tag = response.headers["ETag"]
        assert response.headers["Content-Encoding"] == "gzip"
        assert tag.startswith('"')
        assert officer.read(f"agreements/{agreement.public_id}/", if_none_match=tag).status_code == 304
        changed = officer.change(f"agreements/{agreement.public_id}/", {"source": "Archive"}, tag=tag)
        assert changed.status_code == 200


def test_a_token_without_the_scope_to_read_is_told_so() -> None:
    caller = caller_for(person(Role.ANALYST), Scope.STATISTICS_READ)
    assert problem_of(caller.read("agreements/"), 403)["code"] == "permission_denied"


def test_dates_of_records_are_utc() -> None:
    AgreementFactory(status=Status.SIGNED)
    created = caller_for().read("agreements/").json()["results"][0]["created_at"]
    assert created.endswith("Z")
    assert datetime.datetime.fromisoformat(created).tzinfo is not None
