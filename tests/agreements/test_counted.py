"""Numbers with their lists, and the two filters that the desk of a municipality asks for."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation

from agreements.choices import ActivityType, Status, Visibility
from agreements.counted import (
    agreements_under,
    agreements_url,
    count_agreements,
    count_relationships,
    relationships_under,
)
from tests.factories.agreement_parts import ActivityFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db


def asked_by(person: User | None) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = person or AnonymousUser()
    return request


def test_a_number_comes_with_the_address_of_its_list() -> None:
    AgreementFactory(status=Status.IN_FORCE)
    AgreementFactory(status=Status.DRAFT)
    with translation.override("en"):
        found = count_agreements(asked_by(None), status=[Status.IN_FORCE, Status.DRAFT], city=place("muscat").pk)
    assert found.number == 1
    assert found.url == f"/en/agreements/?status=in_force&status=draft&city={place('muscat').pk}"


def test_a_list_without_conditions_has_a_bare_address() -> None:
    with translation.override("ar"):
        assert agreements_url() == "/ar/agreements/"


def test_a_filter_that_no_list_takes_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="colour"):
        count_relationships(asked_by(None), colour="blue")


def test_agreements_are_asked_for_by_the_city_that_keeps_them(officer: User) -> None:
    own = AgreementFactory(status=Status.SIGNED, owner_city=place("muscat"), partners=[place("amman")])
    AgreementFactory(status=Status.SIGNED, owner_city=place("amman"), partners=[place("muscat")])
    assert list(agreements_under(asked_by(officer), kept_by=place("muscat").pk).qs) == [own]


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "is_silent"),
    [
        (ActivityType.TRAINING, datetime.date(2026, 1, 1), None, False),
        (ActivityType.TRAINING, datetime.date(2025, 12, 31), None, True),
        (ActivityType.TRAINING, datetime.date(2025, 6, 1), datetime.date(2026, 2, 1), False),
        (ActivityType.PROJECT_DELIVERED, None, None, True),
        (ActivityType.SIGNING, datetime.date(2026, 3, 1), None, True),
        (ActivityType.COURTESY_VISIT, datetime.date(2026, 3, 1), None, True),
    ],
)
def test_a_relationship_is_without_activity_since_a_day(
    kind: ActivityType, starts: datetime.date | None, ends: datetime.date | None, is_silent: bool
) -> None:
    tie = AgreementFactory(status=Status.IN_FORCE).relationship
    ActivityFactory(
        relationship=tie,
        type=kind,
        starts_on=starts,
        starts_on_precision=Precision.DAY if starts else Precision.UNKNOWN,
        ends_on=ends,
        ends_on_precision=Precision.DAY if ends else "",
    )
    found = relationships_under(asked_by(None), no_activity_since="2026-01-01").qs
    assert found.filter(pk=tie.pk).exists() is is_silent


def test_the_filter_does_not_tell_outsiders_of_internal_activities(officer: User, amman_officer: User) -> None:
    tie = AgreementFactory(status=Status.IN_FORCE).relationship
    ActivityFactory(relationship=tie, starts_on=datetime.date(2026, 5, 1), visibility=Visibility.INTERNAL)
    internal = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL)
    ActivityFactory(relationship=tie, agreement=internal, starts_on=datetime.date(2026, 6, 1))
    silent = [
        relationships_under(asked_by(person), no_activity_since="2026").qs.filter(pk=tie.pk).exists()
        for person in (None, amman_officer, officer)
    ]
    assert silent == [True, True, False]
