"""Rounds of review: what changed since the last one, who is reading, and two reviewers at once."""

import pytest
from django.test import Client

from agreements.choices import Status
from agreements.lifecycle import Act
from agreements.models import Agreement
from agreements.services.agreements import change_agreement
from tests.agreements.services.acting import AT, TODAY, act
from tests.agreements.views.pages import text_of
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country
from twinning.accounts.models import User
from twinning.accounts.roles import Role

# The history tells rounds apart by their transactions.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def again(officer: User, reviewer: User) -> Agreement:
    """An agreement that was sent, returned, mended and sent again."""
    draft = AgreementFactory(created_by=officer, title_en="Before")
    act(Act.SUBMIT, draft, by=officer)
    act(Act.RETURN, draft, by=reviewer, comment="Another title, please")
    change_agreement(draft, {"title_en": "Half way"}, by=officer, at=AT, today=TODAY)
    change_agreement(draft, {"title_en": "After"}, by=officer, at=AT, today=TODAY)
    act(Act.SUBMIT, draft, by=officer)
    return Agreement.objects.get(pk=draft.pk)


def decide(client: Client, agreement: Agreement, which: str, **typed: str) -> int:
    url = f"/en/agreements/{agreement.public_id}/acts/{which}/"
    return client.post(url, {"version": str(agreement.version), **typed}).status_code


def test_the_reviewer_reads_what_changed_since_the_last_round(client: Client, reviewer: User, again: Agreement) -> None:
    client.force_login(reviewer)
    text = text_of(client.get(f"/en/agreements/{again.public_id}/acts/authorise/"))
    assert "“Title in English” changed from “Before” to “After”." in text
    assert "Half way" not in text


def test_a_first_round_has_nothing_to_compare(client: Client, officer: User, reviewer: User) -> None:
    draft = AgreementFactory(created_by=officer)
    act(Act.SUBMIT, draft, by=officer)
    client.force_login(reviewer)
    assert "What changed since" not in text_of(client.get(f"/en/agreements/{draft.public_id}/acts/authorise/"))


def test_others_see_who_is_reading(client: Client, reviewer: User, again: Agreement) -> None:
    second = person(Role.REVIEWER, country("OM"))
    client.force_login(reviewer)
    client.post(f"/en/agreements/{again.public_id}/reading/", {"reading": "yes"})
    assert "I no longer read it" in text_of(client.get("/en/agreements/review/"))
    client.force_login(second)
    assert f"Being read by {reviewer.name_en}" in text_of(client.get("/en/agreements/review/"))
    client.post(f"/en/agreements/{again.public_id}/reading/", {"reading": "yes"})
    client.post(f"/en/agreements/{again.public_id}/reading/", {"reading": "no"})
    assert "Being read by" not in text_of(client.get("/en/agreements/review/"))


def test_reading_is_for_reviewers_of_the_country(client: Client, officer: User, again: Agreement) -> None:
    client.force_login(officer)
    assert client.post(f"/en/agreements/{again.public_id}/reading/", {"reading": "yes"}).status_code == 403
    client.force_login(person(Role.REVIEWER, country("JO")))
    assert client.post(f"/en/agreements/{again.public_id}/reading/", {"reading": "yes"}).status_code == 404


def test_two_reviewers_do_not_overwrite_each_other(client: Client, reviewer: User, again: Agreement) -> None:
    second = person(Role.REVIEWER, country("OM"))
    client.force_login(reviewer)
    assert decide(client, again, "authorise") == 302
    client.force_login(second)
    assert decide(client, again, "reject", comment="No") == 409
    again.refresh_from_db()
    assert again.status == Status.AUTHORISED
    assert [one.outcome for one in again.submissions.order_by("round")] == ["returned", "authorised"]
