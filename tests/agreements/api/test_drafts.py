"""Creating and changing drafts."""

import uuid
from typing import Any

import pytest

from agreements.choices import Link, Status
from agreements.models import Agreement
from tests.api_callers import Caller, caller_for, pointers_of, problem_of, session_of
from tests.factories.accounts import CityMembershipFactory, person
from tests.factories.agreement_parts import DocumentFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import country, governorate, place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.accounts.scopes import Scope
from twinning.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner() -> User:
    return person(Role.PARTNER, place("muscat"))


@pytest.fixture
def caller(partner: User) -> Caller:
    return caller_for(partner)


def whole_draft() -> dict[str, Any]:
    """Every field a draft may have."""
    focus_area("heritage")
    return {
        "owner_city": place("muscat").pk,
        "type": "twinning",
        "title": {"ar": "اتفاقية توأمة بين مسقط والرباط", "en": "Twinning of Muscat and Rabat"},
        "visibility": "internal",
        "is_historical": False,
        "signed": {"value": "2024-05-01", "precision": "month"},
        "in_force": None,
        "ends": {"value": "2030-01-01", "precision": "year"},
        "has_no_end": False,
        "likeness_facets": ["cultural_makeup"],
        "likeness": {"ar": "مدينتان ساحليتان", "en": "Two coastal capitals"},
        "goals": ["cultural_diplomacy"],
        "axes": ["human_cultural"],
        "implementation": {"ar": "لجنة مشتركة", "en": "A joint committee"},
        "source": "Council minutes",
        "parties": [
            {"role": "lead_municipality", "city": place("muscat").pk},
            {
                "role": "partner_municipality",
                "city": place("rabat").pk,
                "signatory": {"ar": "رئيس الجماعة", "en": "The mayor"},
            },
            {
                "role": "university",
                "side": "partner",
                "city": place("rabat").pk,
                "name": {"ar": "جامعة محمد الخامس", "en": "Mohammed V University"},
            },
        ],
        "purposes": [
            {
                "focus_area": "heritage",
                "statement": {"ar": "ترميم السوق القديم في المدينتين", "en": "Restore the old markets of both"},
                "indicators": [
                    {
                        "name": {"ar": "مبانٍ مرممة", "en": "Buildings restored"},
                        "unit": {"ar": "مبنى", "en": "buildings"},
                        "baseline": "0",
                        "target": 12,
                        "due": {"value": "2028-01-01", "precision": "year"},
                        "target_groups": ["youth"],
                    },
                ],
            },
        ],
        "authorisations": [
            {
                "kind": "royal_decree",
                "state": "granted",
                "authority": {"ar": "ديوان البلاط السلطاني", "en": "Royal Court"},
                "number": "17/2024",
                "dated": {"value": "2024-02-03", "precision": "day"},
            },
        ],
        "due_diligence": {"political": "علاقات مستقرة"},
    }


def test_a_draft_keeps_everything_that_was_sent(caller: Caller) -> None:
    response = caller.send("agreements/", whole_draft())
    assert response.status_code == 201, response.content
    body = response.json()
    assert body["status"] == "draft"
    assert body["reference"] is None
    assert body["signed"] == {"value": "2024-05-01", "precision": "month"}
    assert body["ends"] == {"value": "2030-01-01", "precision": "year"}
    assert [party["role"] for party in body["parties"]] == ["lead_municipality", "partner_municipality", "university"]
    assert body["parties"][1]["signatory"] == {"ar": "رئيس الجماعة", "en": "The mayor"}
    assert body["purposes"][0]["indicators"][0]["target"] == "12.00"
    assert body["authorisations"][0]["number"] == "17/2024"
    assert body["due_diligence"]["political"] == "علاقات مستقرة"
    assert body["likeness"]["en"] == "Two coastal capitals"
    assert body["owner_city"]["id"] == place("muscat").pk


def test_a_draft_is_one_version_and_one_event(caller: Caller, partner: User) -> None:
    body = caller.send("agreements/", whole_draft(), x_request_id="partner-7").json()
    event = Event.objects.get(subject_id=body["id"])
    assert body["version"] == 1
    assert event.type == "agreement.created"
    assert event.actor_id == partner.pk
    assert event.request_id == "partner-7"


def test_the_answer_says_where_the_draft_is_and_at_which_version(caller: Caller) -> None:
    response = caller.send("agreements/", {})
    again = caller.get(response.headers["Location"])
    assert again.json() == response.json()
    assert again.headers["ETag"] == response.headers["ETag"]


def test_an_empty_body_starts_a_draft_led_by_the_callers_only_city(caller: Caller) -> None:
    body = caller.send("agreements/", {}).json()
    assert [(party["role"], party["city"]["id"]) for party in body["parties"]] == [
        ("lead_municipality", place("muscat").pk),
    ]


def test_whoever_registers_for_several_cities_names_one(partner: User) -> None:
    CityMembershipFactory(user=partner, role=Role.PARTNER, city=place("salalah"))
    caller = caller_for(partner)
    assert pointers_of(caller.send("agreements/", {})) == {"/owner_city": "required"}
    assert caller.send("agreements/", {"owner_city": place("salalah").pk}).status_code == 201


def test_nobody_registers_for_a_foreign_city(caller: Caller) -> None:
    problem_of(caller.send("agreements/", {"owner_city": place("rabat").pk}), 403)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.REVIEWER])
def test_who_registers_for_no_city_starts_no_draft(role: Role) -> None:
    caller = caller_for(person(role, country("OM") if role == Role.REVIEWER else None))
    problem_of(caller.send("agreements/", {}), 403)


def test_an_invalid_part_leaves_nothing_behind(caller: Caller) -> None:
    draft = whole_draft()
    draft["purposes"][0]["statement"] = {"ar": "", "en": " "}
    assert pointers_of(caller.send("agreements/", draft)) == {"/purposes/0/statement/ar": "required"}
    assert not Agreement.objects.exists()
    assert not Event.objects.exists()


def test_problems_of_all_parts_come_at_once(caller: Caller) -> None:
    draft = whole_draft()
    draft["parties"].append({"role": "partner_municipality", "city": place("rabat").pk})
    draft["signed"] = {"value": "2024-06-01", "precision": "day"}
    draft["ends"] = {"value": "1999-01-01", "precision": "year"}
    assert pointers_of(caller.send("agreements/", draft)) == {
        "/parties/3/city": "party_twice",
        "/ends": "before_start",
    }


def test_a_governorate_may_be_a_party(caller: Caller) -> None:
    parties = [
        {"role": "lead_municipality", "city": place("muscat").pk},
        {"role": "governorate", "side": "partner", "governorate": governorate("MA.04").code},
    ]
    body = caller.send("agreements/", {"parties": parties}).json()
    assert body["parties"][1]["governorate"]["code"] == "MA.04"
    assert body["parties"][1]["country"]["code"] == "MA"


class TestChanging:
    @pytest.fixture
    def draft(self) -> Agreement:
        return AgreementFactory(source="Old source")

    def test_fields_not_sent_stay(self, caller: Caller, draft: Agreement) -> None:
        response = caller.change(f"agreements/{draft.public_id}/", {"title": {"en": "A better title"}})
        assert response.status_code == 200, response.content
        body = response.json()
        assert body["title"] == {"ar": draft.title_ar, "en": "A better title"}
        assert body["source"] == "Old source"
        assert len(body["purposes"]) == 1

    def test_a_list_that_is_sent_replaces_the_whole_list(self, caller: Caller, draft: Agreement) -> None:
        focus_area("water")
        purposes = [{"focus_area": "water", "statement": {"ar": "إدارة مشتركة للمياه الجوفية", "en": ""}}]
        body = caller.change(f"agreements/{draft.public_id}/", {"purposes": purposes}).json()
        assert [purpose["focus_area"]["code"] for purpose in body["purposes"]] == ["water"]
        assert [area["code"] for area in body["focus_areas"]] == ["water"]

    def test_a_date_is_taken_back_with_null(self, caller: Caller, draft: Agreement) -> None:
        path = f"agreements/{draft.public_id}/"
        caller.change(path, {"ends": {"value": "2030-01-01", "precision": "day"}})
        assert caller.change(path, {"ends": None}).json()["ends"] is None

    def test_several_parts_are_one_version_and_one_event(self, caller: Caller, draft: Agreement) -> None:
        focus_area("water")
        change = {
            "title": {"ar": "عنوان آخر"},
            "purposes": [{"focus_area": "water", "statement": {"ar": "إدارة مشتركة للمياه الجوفية"}}],
            "authorisations": [],
        }
        body = caller.change(f"agreements/{draft.public_id}/", change).json()
        event = Event.objects.get(subject_id=str(draft.public_id))
        assert body["version"] == draft.version + 1
        assert event.payload["changed"] == ["authorisations", "purposes", "title_ar"]

    def test_nothing_sent_changes_nothing(self, caller: Caller, draft: Agreement) -> None:
        body = caller.change(f"agreements/{draft.public_id}/", {}).json()
        assert body["version"] == draft.version
        assert not Event.objects.exists()

    def test_new_places_drop_the_answer_about_an_earlier_agreement(self, caller: Caller, draft: Agreement) -> None:
        earlier = AgreementFactory(status=Status.IN_FORCE)
        path = f"agreements/{draft.public_id}/"
        linked = caller.change(path, {"link": "renews", "predecessor": str(earlier.public_id)}).json()
        moved = caller.change(
            path,
            {
                "parties": [
                    {"role": "lead_municipality", "city": place("muscat").pk},
                    {"role": "partner_municipality", "city": place("kobe").pk},
                ],
            },
        ).json()
        assert (linked["link"], linked["predecessor"]) == (Link.RENEWS, str(earlier.public_id))
        assert (moved["link"], moved["predecessor"]) == ("", None)

    def test_an_instrument_is_named_among_the_agreements_documents(self, caller: Caller, draft: Agreement) -> None:
        document = DocumentFactory(agreement=draft)
        foreign = DocumentFactory(agreement=AgreementFactory())
        path = f"agreements/{draft.public_id}/"
        step = {"kind": "royal_decree", "number": "1/84"}
        named = caller.change(path, {"authorisations": [step | {"document": str(document.public_id)}]})
        assert named.json()["authorisations"][0]["document"] == str(document.public_id)
        refused = caller.change(path, {"authorisations": [step | {"document": str(foreign.public_id)}]})
        assert pointers_of(refused) == {"/authorisations/0/document": "does_not_exist"}

    def test_a_change_says_which_version_it_changes(self, caller: Caller, draft: Agreement) -> None:
        problem = problem_of(caller.send(f"agreements/{draft.public_id}/", {}, method="PATCH"), 428)
        assert problem["code"] == "precondition_required"

    def test_a_change_of_an_older_version_is_refused(self, caller: Caller, draft: Agreement) -> None:
        path = f"agreements/{draft.public_id}/"
        tag = caller.read(path).headers["ETag"]
        assert caller.change(path, {"source": "First"}, tag=tag).status_code == 200
        assert problem_of(caller.change(path, {"source": "Second"}, tag=tag), 412)["code"] == "stale_version"
        draft.refresh_from_db()
        assert draft.source == "First"

    def test_a_weak_tag_never_matches(self, caller: Caller, draft: Agreement) -> None:
        path = f"agreements/{draft.public_id}/"
        tag = caller.read(path).headers["ETag"]
        problem_of(caller.change(path, {"source": "x"}, tag=f"W/{tag}"), 412)

    @pytest.mark.parametrize("status", [Status.SUBMITTED, Status.AUTHORISED, Status.SIGNED, Status.IN_FORCE])
    def test_only_drafts_and_returned_ones_are_changed(self, caller: Caller, status: Status) -> None:
        agreement = AgreementFactory(status=status)
        response = caller.change(f"agreements/{agreement.public_id}/", {"source": "x"})
        assert problem_of(response, 409)["code"] == "not_editable"

    def test_a_returned_one_is_changed(self, caller: Caller) -> None:
        agreement = AgreementFactory(status=Status.RETURNED)
        assert caller.change(f"agreements/{agreement.public_id}/", {"source": "x"}).status_code == 200

    @pytest.mark.parametrize(
        "field",
        ["id", "reference", "status", "owner_city", "relationship", "version", "created_by", "is_fictional", "ended",
         "search_key", "focus_areas", "vitality", "submitted_at", "created_at", "signed_on", "title_ar"],
    )  # fmt: skip
    def test_what_is_not_for_callers_to_write_is_refused(self, caller: Caller, draft: Agreement, field: str) -> None:
        response = caller.change(f"agreements/{draft.public_id}/", {field: "in_force"})
        assert pointers_of(response) == {f"/{field}": "unknown"}


def test_a_reason_given_in_the_header_is_kept(caller: Caller) -> None:
    draft = AgreementFactory()
    caller.send(
        f"agreements/{draft.public_id}/", {"source": "x"}, method="PATCH", if_match="*", x_change_reason="Archive found"
    )
    assert Event.objects.get().reason == "Archive found"


class TestWho:
    def test_a_draft_of_a_partner_system_is_not_there_for_an_officer_of_another_city(self, caller: Caller) -> None:
        draft = caller.send("agreements/", {}).json()
        officer = caller_for(person(Role.OFFICER, place("amman")))
        missing = problem_of(officer.read(f"agreements/{uuid.uuid4()}/"), 404)
        hidden = problem_of(officer.read(f"agreements/{draft['id']}/"), 404)
        assert {**hidden, "instance": ""} == {**missing, "instance": ""}
        assert officer.read("agreements/").json()["count"] == 0

    def test_nobody_in_particular_writes_nothing(self) -> None:
        response = caller_for().send("agreements/", {})
        assert problem_of(response, 401)["code"] == "not_authenticated"
        assert response.headers["WWW-Authenticate"].startswith("Bearer")

    def test_a_token_to_read_does_not_write(self, partner: User) -> None:
        reader = caller_for(partner, Scope.AGREEMENTS_READ)
        problem_of(reader.send("agreements/", {}), 403)

    def test_a_session_writes_with_a_csrf_token_only(self, partner: User) -> None:
        problem_of(session_of(partner, enforce_csrf_checks=True).send("agreements/", {}), 403)
        assert session_of(partner).send("agreements/", {}).status_code == 201

    def test_a_partner_in_the_other_city_reads_what_is_signed_and_changes_nothing(self) -> None:
        agreement = AgreementFactory(status=Status.SIGNED)
        other = caller_for(person(Role.OFFICER, place("rabat")))
        path = f"agreements/{agreement.public_id}/"
        tag = other.read(path).headers["ETag"]
        problem_of(other.change(path, {"source": "x"}, tag=tag), 403)
