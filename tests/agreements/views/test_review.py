"""The review queue: what waits, for whom, how long, and what may be decided."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from agreements.choices import Status
from agreements.models import Agreement
from cities.models import City
from tests.agreements.views.pages import text_of
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
QUEUE = "/en/agreements/review/"


def waiting(days: int, city: City, **fields: object) -> Agreement:
    agreement: Agreement = AgreementFactory(
        status=Status.SUBMITTED,
        owner_city=city,
        submitted_at=timezone.now() - datetime.timedelta(days=days),
        **fields,
    )
    return agreement


def test_the_longest_wait_stands_first_with_its_days(
    client: Client, reviewer: User, muscat: City, salalah: City
) -> None:
    newer, older = waiting(1, muscat), waiting(12, salalah)
    client.force_login(reviewer)
    response = client.get(QUEUE)
    assert [row.agreement for row in response.context["rows"]] == [older, newer]
    assert "12 days" in text_of(response)
    assert f"/en/agreements/{older.public_id}/acts/authorise/" in text_of(response)


def test_what_came_today_says_so(client: Client, reviewer: User, muscat: City) -> None:
    waiting(0, muscat)
    client.force_login(reviewer)
    assert "since today" in text_of(client.get(QUEUE))


def test_only_what_is_submitted_in_ones_own_country_waits(
    client: Client, reviewer: User, muscat: City, amman: City
) -> None:
    waiting(1, amman)
    AgreementFactory(owner_city=muscat)
    AgreementFactory(owner_city=muscat, status=Status.RETURNED)
    client.force_login(reviewer)
    response = client.get(QUEUE)
    assert response.context["rows"] == []
    assert "Nothing waits for you" in text_of(response)


def test_what_one_sent_oneself_somebody_else_decides(client: Client, admin: User, muscat: City) -> None:
    waiting(1, muscat, created_by=admin)
    client.force_login(admin)
    response = client.get(QUEUE)
    assert response.context["rows"][0].acts == []
    assert "You sent it yourself: somebody else decides." in text_of(response)


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("approver", 403), ("analyst", 403), ("admin", 200)])
def test_the_queue_is_for_reviewers(client: Client, request: pytest.FixtureRequest, who: str, status: int) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(QUEUE).status_code == status


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    assert client.get(QUEUE).status_code == 302


def test_the_queue_asks_the_database_as_often_for_one_as_for_many(
    client: Client, reviewer: User, muscat: City, django_assert_max_num_queries: object
) -> None:
    client.force_login(reviewer)
    waiting(1, muscat)
    client.get(QUEUE)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(25) as captured:  # type: ignore[operator]  # a fixture without a public type
            client.get(QUEUE)
        counts.append(len(captured))
        for _ in range(4):
            waiting(2, muscat)
    assert counts[0] == counts[1]
