"""Acts through the API: the whole life of an agreement, what is refused and why."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from agreements.api.urls import ACTS
from agreements.choices import AuthorisationState, Link, Status
from agreements.lifecycle import TRANSITIONS, Act
from agreements.models import Agreement
from tests.api_callers import Caller, caller_for, pointers_of, problem_of
from tests.factories.accounts import person
from tests.factories.agreement_parts import AuthorisationFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country, place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.accounts.scopes import Scope

pytestmark = pytest.mark.django_db
DAY = {"value": "2026-01-05", "precision": "day"}


def slug(act: Act) -> str:
    return act.value.replace("_", "-")


@pytest.fixture
def officer() -> Caller:
    return caller_for(person(Role.OFFICER, place("muscat")))


@pytest.fixture
def approver() -> Caller:
    return caller_for(person(Role.APPROVER, place("muscat")))


@pytest.fixture
def reviewer() -> Caller:
    return caller_for(person(Role.REVIEWER, country("OM")))


def done(response: Any, status: str) -> dict[str, Any]:
    assert response.status_code == 200, response.content
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    return body


def test_an_agreement_lives_from_draft_to_its_end(officer: Caller, approver: Caller, reviewer: Caller) -> None:
    agreement = AgreementFactory()
    key = agreement.public_id
    submitted = done(officer.act(key, "submit"), "submitted")
    assert submitted["reference"] == f"OM-{timezone.localdate().year}-0001"
    assert submitted["relationship"]["origin"] == "registered"
    returned = done(
        reviewer.act(key, "return", {"comment": "أضف مؤشرًا", "field_comments": {"purposes": "مؤشر واحد على الأقل"}}),
        "returned",
    )
    assert returned["review"]["field_comments"] == [{"field": "purposes", "text": "مؤشر واحد على الأقل"}]
    done(officer.act(key, "submit"), "submitted")
    done(reviewer.act(key, "authorise"), "authorised")
    AuthorisationFactory(agreement=agreement)
    done(approver.act(key, "sign", {"on": DAY}), "signed")
    done(approver.act(key, "bring-into-force", {"on": {"value": "2026-02-01", "precision": "month"}}), "in_force")
    done(approver.act(key, "suspend", {"comment": "مراجعة مشتركة"}), "suspended")
    done(approver.act(key, "resume"), "in_force")
    ended = done(approver.act(key, "terminate", {"on": DAY, "comment": "باتفاق الطرفين"}), "terminated")
    assert ended["ended"] == DAY
    assert ended["signed"] == DAY


def test_the_answer_carries_the_new_tag_for_the_next_act(officer: Caller, reviewer: Caller) -> None:
    agreement = AgreementFactory()
    tag = officer.read(f"agreements/{agreement.public_id}/").headers["ETag"]
    submitted = officer.act(agreement.public_id, "submit", tag=tag)
    assert submitted.headers["ETag"] != tag
    assert reviewer.act(agreement.public_id, "authorise", tag=submitted.headers["ETag"]).status_code == 200


def test_an_old_instrument_is_recorded_with_its_unknowns(officer: Caller) -> None:
    draft = {
        "type": "charter",
        "title": {"ar": "ميثاق توأمة مسقط والدار البيضاء", "en": "Charter of Muscat and Casablanca"},
        "is_historical": True,
        "signed": {"value": None, "precision": "unknown"},
        "parties": [
            {"role": "lead_municipality", "city": place("muscat").pk},
            {"role": "partner_municipality", "city": place("casablanca").pk},
        ],
        "authorisations": [
            {"kind": "royal_decree", "state": "granted", "dated": {"value": "1984-01-01", "precision": "year"}},
        ],
    }
    created = officer.send("agreements/", draft).json()
    recorded = done(officer.act(created["id"], "record-historical"), "historical")
    assert recorded["reference"] == "OM-1984-0001"
    assert recorded["signed"] == {"value": None, "precision": "unknown"}


def test_a_renewal_in_force_retires_the_agreement_it_renews(approver: Caller) -> None:
    earlier = AgreementFactory(status=Status.IN_FORCE)
    later = AgreementFactory(status=Status.SIGNED, predecessor=earlier, link=Link.RENEWS)
    done(approver.act(later.public_id, "bring-into-force", {"on": DAY}), "in_force")
    earlier.refresh_from_db()
    assert earlier.status == Status.RENEWED


class TestRefusals:
    def test_every_law_that_is_not_met_is_named_with_its_field(self, officer: Caller) -> None:
        draft = AgreementFactory(partners=[], focus=(), type="", title_en="")
        response = officer.act(draft.public_id, "submit")
        assert problem_of(response, 409)["code"] == "against_the_law"
        assert pointers_of(response, 409) == {
            "/parties": "needs_two_places",
            "/type": "needs_type",
            "/title": "needs_titles",
            "/purposes": "needs_specific_purpose",
        }

    def test_an_open_step_blocks_signing(self, approver: Caller) -> None:
        agreement = AgreementFactory(status=Status.AUTHORISED, step_state=AuthorisationState.OPEN)
        response = approver.act(agreement.public_id, "sign", {"on": DAY})
        assert pointers_of(response, 409) == {"/authorisations": "signing_needs_authorisations"}

    def test_no_force_without_a_measurable_purpose(self, approver: Caller) -> None:
        agreement = AgreementFactory(status=Status.SIGNED, indicators=0)
        response = approver.act(agreement.public_id, "bring-into-force", {"on": DAY})
        assert pointers_of(response, 409) == {"/purposes": "force_needs_measurable_purpose"}

    def test_signing_ahead_of_time_is_refused(self, approver: Caller) -> None:
        agreement = AgreementFactory(status=Status.AUTHORISED)
        ahead = (timezone.localdate() + datetime.timedelta(days=2)).isoformat()
        response = approver.act(agreement.public_id, "sign", {"on": {"value": ahead, "precision": "day"}})
        assert pointers_of(response, 409) == {"/signed": "signing_ahead"}

    def test_a_refused_act_changes_nothing(self, officer: Caller) -> None:
        draft = AgreementFactory(partners=[])
        officer.act(draft.public_id, "submit")
        again = Agreement.objects.get(pk=draft.pk)
        assert (again.status, again.version, again.reference) == (Status.DRAFT, draft.version, None)

    @pytest.mark.parametrize(
        ("act", "body", "pointers"),
        [
            ("return", {}, {"/comment": "required"}),
            ("return", {"comment": " "}, {"/comment": "required"}),
            ("return", {"comment": 7}, {"/comment": "invalid"}),
            ("return", {"comment": "x" * 5001}, {"/comment": "max_length"}),
            ("return", {"comment": "\u202e"}, {"/comment": "control_character"}),
            ("return", {"comment": "x", "on": "yesterday"}, {"/on": "not_an_object"}),
            ("return", {"comment": "x", "reason": "y"}, {"/reason": "unknown"}),
            ("return", {"comment": "x", "field_comments": []}, {"/field_comments": "not_a_dict"}),
            ("return", {"comment": "x", "field_comments": {"title": 7}}, {"/field_comments/title": "invalid"}),
            (
                "return",
                {"comment": "x", "field_comments": {"A" * 61: "y"}},
                {"/field_comments/" + "A" * 61: "unknown"},
            ),
            ("return", {"comment": "x", "field_comments": {"\0": "y"}}, {"/field_comments/\0": "unknown"}),
            (
                "return",
                {"comment": "x", "field_comments": {f"part{n}": "y" for n in range(101)}},
                {"/field_comments": "max_length"},
            ),
        ],
    )
    def test_what_an_act_asks_for_is_said(
        self, reviewer: Caller, act: str, body: dict[str, Any], pointers: dict[str, str]
    ) -> None:
        agreement = AgreementFactory(status=Status.SUBMITTED)
        assert pointers_of(reviewer.act(agreement.public_id, act, body)) == pointers

    def test_an_act_wants_the_version_it_acts_on(self, officer: Caller) -> None:
        draft = AgreementFactory()
        problem_of(officer.send(f"agreements/{draft.public_id}/submit/", {}), 428)
        problem_of(officer.act(draft.public_id, "submit", tag='"999-0-k"'), 412)

    def test_what_the_system_performs_has_no_address(self, officer: Caller) -> None:
        agreement = AgreementFactory(status=Status.IN_FORCE)
        problem_of(officer.act(agreement.public_id, "expire"), 404)

    def test_an_act_is_not_read(self, officer: Caller) -> None:
        draft = AgreementFactory()
        problem_of(officer.read(f"agreements/{draft.public_id}/submit/"), 405)

    def test_whoever_submitted_does_not_decide(self) -> None:
        both = person(Role.OFFICER, place("muscat"))
        both.memberships.create(role=Role.REVIEWER, country=country("OM"))
        agreement = AgreementFactory()
        caller = caller_for(both)
        done(caller.act(agreement.public_id, "submit"), "submitted")
        problem_of(caller.act(agreement.public_id, "authorise"), 403)


# Who may try which act on an agreement kept by Muscat; the others who see it are told 403.
KEEPERS = {
    Act.SUBMIT: {"officer", "approver", "partner", "admin"},
    Act.RETURN: {"reviewer", "admin"},
    Act.REJECT: {"reviewer", "admin"},
    Act.AUTHORISE: {"reviewer", "admin"},
    Act.SIGN: {"approver", "admin"},
    Act.BRING_INTO_FORCE: {"approver", "admin"},
    Act.SUSPEND: {"approver", "admin"},
    Act.RESUME: {"approver", "admin"},
    Act.RENEW: {"approver", "admin"},
    Act.REPLACE: {"approver", "admin"},
    Act.TERMINATE: {"approver", "admin"},
    Act.WITHDRAW: {"officer", "approver", "partner", "admin"},
    Act.RECORD_HISTORICAL: {"officer", "approver", "partner", "admin"},
    Act.CONFIRM_HISTORICAL: {"reviewer", "admin"},
}


def people() -> dict[str, User]:
    return {
        "officer": person(Role.OFFICER, place("muscat")),
        "approver": person(Role.APPROVER, place("muscat")),
        "partner": person(Role.PARTNER, place("muscat")),
        "reviewer": person(Role.REVIEWER, country("OM")),
        "analyst": person(Role.ANALYST),
        "admin": person(Role.ADMIN),
        "officer elsewhere": person(Role.OFFICER, place("amman")),
        "approver elsewhere": person(Role.APPROVER, place("amman")),
        "reviewer elsewhere": person(Role.REVIEWER, country("JO")),
    }


@pytest.mark.parametrize("act", ACTS)
def test_every_act_for_every_role(act: Act) -> None:
    """403 where the person may not, never 403 where she may, 404 where she may not even know."""
    agreement = AgreementFactory(status=TRANSITIONS[act].sources[0])
    for name, user in people().items():
        response = caller_for(user).act(agreement.public_id, slug(act), {"on": {}})
        if caller_for(user).read(f"agreements/{agreement.public_id}/").status_code == 404:
            assert response.status_code == 404, name
        elif name in KEEPERS[act]:
            assert response.status_code == 400, name  # The body above is not valid: nothing happened yet.
        else:
            assert response.status_code in (400, 403), name
            allowed = caller_for(user).act(agreement.public_id, slug(act), {"comment": "x", "on": DAY})
            assert allowed.status_code == 403, name
    assert caller_for().act(agreement.public_id, slug(act)).status_code == 401
    reader = caller_for(person(Role.ADMIN), Scope.AGREEMENTS_READ)
    assert reader.act(agreement.public_id, slug(act)).status_code == 403
