"""Who reads which agreement: every role, own and foreign, in list, record, parts and counts."""

import datetime
import uuid
from typing import Any

import pytest
from django.utils import timezone

from agreements.api.urls import PARTS
from agreements.choices import PUBLISHED_STATUSES, Link, Status, Visibility
from agreements.models import Agreement
from agreements.policies import AgreementPolicy
from cities.models import City, Country
from tests.api_callers import BASE, Caller, caller_for, problem_of
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country, place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.accounts.services import issue_token, revoke_token

pytestmark = pytest.mark.django_db

WHO = (
    "anonymous", "officer", "approver", "partner", "reviewer", "analyst", "admin", "party's officer",
    "party's reviewer", "officer elsewhere", "reviewer elsewhere", "third city's officer",
)  # fmt: skip
OWN_CITY = {"officer", "approver", "partner"}
EVERYWHERE = {"analyst", "admin"}
# Agreement kept by Muscat with Rabat → who reads it.
READERS: dict[tuple[Status, Visibility], set[str]] = {
    (Status.DRAFT, Visibility.PUBLIC): OWN_CITY | {"admin"},
    (Status.WITHDRAWN, Visibility.PUBLIC): OWN_CITY | {"admin"},
    (Status.SUBMITTED, Visibility.PUBLIC): OWN_CITY | EVERYWHERE | {"reviewer"},
    (Status.RETURNED, Visibility.PUBLIC): OWN_CITY | EVERYWHERE | {"reviewer"},
    (Status.AUTHORISED, Visibility.PUBLIC): OWN_CITY | EVERYWHERE | {"reviewer"},
    (Status.REJECTED, Visibility.PUBLIC): OWN_CITY | EVERYWHERE | {"reviewer"},
    **{(Status(status), Visibility.PUBLIC): set(WHO) for status in PUBLISHED_STATUSES},
    **{
        (Status(status), Visibility.INTERNAL): OWN_CITY
        | EVERYWHERE
        | {"reviewer", "party's officer", "party's reviewer"}
        for status in PUBLISHED_STATUSES
    },
}


def somebody(who: str) -> User | None:
    roles: dict[str, tuple[Role, City | Country | None]] = {
        "officer": (Role.OFFICER, place("muscat")),
        "approver": (Role.APPROVER, place("muscat")),
        "partner": (Role.PARTNER, place("muscat")),
        "reviewer": (Role.REVIEWER, country("OM")),
        "analyst": (Role.ANALYST, None),
        "admin": (Role.ADMIN, None),
        "party's officer": (Role.OFFICER, place("rabat")),
        "party's reviewer": (Role.REVIEWER, country("MA")),
        "officer elsewhere": (Role.OFFICER, place("amman")),
        "reviewer elsewhere": (Role.REVIEWER, country("JO")),
        "third city's officer": (Role.OFFICER, place("kobe")),
    }
    return person(*roles[who]) if who in roles else None


def without_path(problem: dict[str, Any]) -> dict[str, Any]:
    return {**problem, "instance": ""}


def test_list_and_record_show_the_same_agreements() -> None:
    agreements = {key: AgreementFactory(status=key[0], visibility=key[1]) for key in READERS}
    for who in WHO:
        caller = caller_for(somebody(who))
        expected = {str(agreement.public_id) for key, agreement in agreements.items() if who in READERS[key]}
        body = caller.read("agreements/").json()
        assert {row["id"] for row in body["results"]} == expected, who
        assert body["count"] == len(expected), who
        missing = without_path(problem_of(caller.read(f"agreements/{uuid.uuid4()}/"), 404))
        for agreement in agreements.values():
            response = caller.read(f"agreements/{agreement.public_id}/")
            if str(agreement.public_id) in expected:
                assert response.status_code == 200, who
            else:
                assert without_path(problem_of(response, 404)) == missing, who
                assert "ETag" not in response.headers


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "key",
    [
        (Status.DRAFT, Visibility.PUBLIC),
        (Status.SUBMITTED, Visibility.PUBLIC),
        (Status.SIGNED, Visibility.INTERNAL),
    ],
)
def test_a_part_is_read_by_those_who_read_the_record(part: str, key: tuple[Status, Visibility]) -> None:
    agreement = AgreementFactory(status=key[0], visibility=key[1])
    for who in WHO:
        response = caller_for(somebody(who)).read(f"agreements/{agreement.public_id}/{part}/")
        assert response.status_code == (200 if who in READERS[key] else 404), who


@pytest.mark.parametrize("who", WHO)
def test_a_hidden_agreement_is_changed_as_little_as_a_missing_one(who: str) -> None:
    hidden = AgreementFactory(owner_city=place("chicago"), partners=[place("cork")])
    caller = caller_for(somebody(who))
    status = 401 if who == "anonymous" else 404
    if who == "admin":
        return
    for path in (f"agreements/{hidden.public_id}/", f"agreements/{uuid.uuid4()}/"):
        assert caller.change(path, {"source": "x"}).status_code == status
        assert caller.send(path + "submit/", {}, if_match="*").status_code == status
        assert caller.send(path + "submit/", {}).status_code == status
    hidden.refresh_from_db()
    assert hidden.version == 1


# Agreement kept by Muscat → who may change it while it can be changed; readers among the others are told 403.
WRITERS = OWN_CITY | {"admin"}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED, Status.IN_FORCE])
@pytest.mark.parametrize("who", WHO)
def test_a_record_is_changed_by_its_city_alone(who: str, status: Status) -> None:
    agreement = AgreementFactory(status=status)
    response = caller_for(somebody(who)).change(f"agreements/{agreement.public_id}/", {"source": "Changed"})
    if who == "anonymous":
        expected = 401
    elif who not in READERS[status, Visibility.PUBLIC]:
        expected = 404
    elif who not in WRITERS:
        expected = 403
    else:
        expected = 409 if status == Status.IN_FORCE else 200
    assert response.status_code == expected
    agreement.refresh_from_db()
    assert agreement.source == ("Changed" if expected == 200 else "")


@pytest.mark.parametrize("who", ["anonymous", "officer elsewhere"])
def test_options_tell_nothing_about_a_record(who: str) -> None:
    hidden = AgreementFactory()
    caller = caller_for(somebody(who))
    answers = [caller.options(f"{BASE}agreements/{key}/") for key in (hidden.public_id, uuid.uuid4())]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert str(hidden.public_id) not in answers[0].content.decode()


def test_no_cross_origin_reading_is_granted() -> None:
    response = caller_for().read("agreements/", origin="https://elsewhere.example")
    assert not [name for name in response.headers if name.lower().startswith("access-control")]


def test_with_a_policy_that_shows_nothing_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    caller = caller_for(person(Role.ADMIN))
    monkeypatch.setattr(AgreementPolicy, "visible_to", lambda _person: Agreement.objects.none())
    assert caller.read("agreements/").json()["count"] == 0
    assert caller.read("relationships/").json()["count"] == 0
    for part in ("", *(f"{name}/" for name in PARTS)):
        problem_of(caller.read(f"agreements/{agreement.public_id}/{part}"), 404)
    assert caller.act(agreement.public_id, "suspend", {"comment": "x"}).status_code == 404


class TestTokens:
    def test_an_expired_token_is_refused(self) -> None:
        user = person(Role.ANALYST)
        a_month_ago = timezone.now() - datetime.timedelta(days=31)
        issued = issue_token(user=user, scopes=["agreements:read"], label="old", days=30, at=a_month_ago)
        response = Caller(token=issued.secret).read("agreements/")
        assert problem_of(response, 401)["code"] == "authentication_failed"

    def test_a_revoked_token_is_refused(self) -> None:
        user = person(Role.ANALYST)
        issued = issue_token(user=user, scopes=["agreements:read"], label="lost", days=30, at=timezone.now())
        revoke_token(token=issued.token, at=timezone.now())
        problem_of(Caller(token=issued.secret).read("agreements/"), 401)

    def test_the_token_of_a_disabled_account_is_refused(self) -> None:
        user = person(Role.ADMIN)
        caller = caller_for(user)
        user.is_active = False
        user.save()
        problem_of(caller.read("agreements/"), 401)

    @pytest.mark.parametrize("token", ["ctr_unknown", "", "ctr_a ctr_b", "\xff"])
    def test_a_token_that_is_none_is_refused(self, token: str) -> None:
        response = Caller().read("agreements/", authorization=f"Bearer {token}")
        problem_of(response, 401)
        assert response.headers["WWW-Authenticate"]

    def test_a_token_reaches_no_further_than_its_account(self) -> None:
        agreement = AgreementFactory()
        partner = caller_for(person(Role.PARTNER, place("amman")))
        problem_of(partner.read(f"agreements/{agreement.public_id}/"), 404)

    def test_answers_to_known_callers_are_kept_by_no_cache(self) -> None:
        response = caller_for(person(Role.ANALYST)).read("agreements/")
        assert response.headers["Cache-Control"] == "no-store, private"


def test_why_an_agreement_is_separate_is_told_to_its_parties_alone() -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE, link=Link.SEPARATE, link_reason="Another sector")
    told = {
        name: caller.read(f"agreements/{agreement.public_id}/").json()["link_reason"]
        for name, caller in {
            "anybody": caller_for(),
            "officer elsewhere": caller_for(person(Role.OFFICER, place("kobe"))),
            "partner city": caller_for(person(Role.OFFICER, place("rabat"))),
            "keeper": caller_for(person(Role.OFFICER, place("muscat"))),
        }.items()
    }
    assert told == {
        "anybody": "",
        "officer elsewhere": "",
        "partner city": "Another sector",
        "keeper": "Another sector",
    }
