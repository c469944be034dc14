"""Answers to calls without an account: read by the city only once the sender's address is proved."""

import dataclasses
import datetime
import re

import pytest
from django.test import Client

from cities.models import CallReply, City, CityCall, ReplyState
from cities.services.call_replies import MOST_UNPROVED, ReplyInput, forget_unproved, send_reply
from tests.factories.focus_areas import focus_area
from twinning.accounts.models import User
from twinning.core.exceptions import InvalidInput
from twinning.notices.models import Letter, Notice

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)
TYPED = {"name": "Haruka", "organisation": "Kobe", "email": "Haruka@Example.org", "message": "Let us <b>talk</b>."}


@pytest.fixture
def call(muscat: City) -> CityCall:
    return CityCall.objects.create(city=muscat, direction="need", focus_area=focus_area("heritage"), text_en="Markets")


def test_the_city_reads_the_answer_once_its_sender_has_proved_the_address(
    client: Client, call: CityCall, muscat: City, officer: User, amman_officer: User
) -> None:
    assert client.post(f"/en/cities/calls/{call.public_id}/", TYPED).status_code == 200
    letter = Letter.objects.get()
    assert letter.to_email == "haruka@example.org"
    assert not Notice.objects.exists()
    path = re.search(r"/en/cities/calls/confirm/[^/]+/", letter.text)
    assert path is not None
    assert client.get(path[0]).status_code == 200
    assert CallReply.objects.get().state == ReplyState.SENT
    assert client.post(path[0]).status_code == 200
    assert client.post(path[0]).status_code == 410
    assert Notice.objects.get().recipient == officer
    client.force_login(officer)
    desk = client.get(f"/en/cities/{muscat.pk}/profile/").content.decode()
    assert "Let us &lt;b&gt;talk&lt;/b&gt;." in desk
    assert "Kobe answered your call." in client.get("/en/notices/").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": ""}, "name"), ({"email": "nowhere"}, "email"), ({"message": "x" * 2001}, "message")],
)
def test_what_is_wrong_is_named_and_kept(client: Client, call: CityCall, change: dict[str, str], field: str) -> None:
    answer = client.post(f"/en/cities/calls/{call.public_id}/", {**TYPED, **change})
    assert answer.status_code == 422
    assert "Kobe" in answer.content.decode()
    with pytest.raises(InvalidInput) as refusal:
        send_reply(call, dataclasses.replace(ReplyInput(**TYPED), **change), language="en", at=NOW)
    assert field in [problem.field for problem in refusal.value.problems]
    assert not Letter.objects.exists()


def test_an_address_is_not_flooded_and_unproved_answers_are_forgotten(call: CityCall) -> None:
    for _number in range(MOST_UNPROVED):
        send_reply(call, ReplyInput(**TYPED), language="ar", at=NOW)
    CallReply.objects.update(created_at=NOW)
    with pytest.raises(InvalidInput):
        send_reply(call, ReplyInput(**TYPED), language="ar", at=NOW)
    CallReply.objects.filter(pk=CallReply.objects.earliest("pk").pk).update(state=ReplyState.CONFIRMED)
    assert forget_unproved(at=NOW + datetime.timedelta(days=8)) == MOST_UNPROVED - 1
    assert CallReply.objects.get().state == ReplyState.CONFIRMED
