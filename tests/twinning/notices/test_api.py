"""A person's notices through the API."""

import uuid

import pytest
from django.utils import timezone

from agreements.choices import Status, Visibility
from agreements.models import Agreement
from tests.api_callers import caller_for
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.roles import Role
from twinning.notices.services import News, notify

pytestmark = pytest.mark.django_db


def test_notices_are_the_callers_own_and_only_what_she_may_know_now() -> None:
    officer, agreement = person(Role.OFFICER, place("muscat")), AgreementFactory(status=Status.IN_FORCE)
    news = News("confirmation_confirmed", "agreement", agreement.public_id, "key", {"title_en": "Ours"})
    notify(news, to=officer, at=timezone.now())
    ours, theirs = caller_for(officer), caller_for(person(Role.OFFICER, place("muscat")))
    assert "Ours" in ours.read("notices/").json()["results"][0]["text"]
    assert theirs.read("notices/").json()["count"] == 0
    assert caller_for().read("notices/").status_code == 401
    assert theirs.send("notices/read/", {}).json() == {"marked": 0}
    assert ours.send("notices/read/", {"id": str(uuid.uuid4())}).json() == {"marked": 0}
    assert ours.send("notices/read/", {}).json() == {"marked": 1}
    Agreement.objects.update(visibility=Visibility.INTERNAL)
    officer.memberships.all().delete()
    assert ours.read("notices/").json()["count"] == 0
