"""Plans, reports and contacts of a relationship through the API: for its two sides, unseen by others."""

import pytest

from agreements.choices import Side, Status
from agreements.models import ReviewAnswer
from tests.api_callers import caller_for, problem_of
from tests.factories.accounts import person
from tests.factories.agreement_parts import FocalPointFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.follow_up import ActionPlanFactory, ReviewFactory
from tests.factories.places import place
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db
PARTS = ("action-plans", "reviews", "contacts")


def test_both_sides_read_what_is_planned_reported_and_confirmed() -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    tie = agreement.relationship
    ActionPlanFactory(relationship=tie)
    ReviewAnswer.objects.create(review=ReviewFactory(relationship=tie), side=Side.LEAD, achieved="ورشتان")
    FocalPointFactory(agreement=agreement)
    for city in ("muscat", "rabat"):
        caller = caller_for(person(Role.OFFICER, place(city)))
        plans, reviews, contacts = (caller.read(f"relationships/{tie.public_id}/{part}/").json() for part in PARTS)
        assert plans["results"][0]["items"][0]["progress"] == "planned"
        assert reviews["results"][0]["answers"][0]["achieved"] == "ورشتان"
        assert (contacts["count"], contacts["results"][0]["confirmed_on"]) == (1, None)


@pytest.mark.parametrize("part", PARTS)
def test_for_everybody_else_they_are_not_there(part: str) -> None:
    tie = AgreementFactory(status=Status.IN_FORCE).relationship
    path = f"relationships/{tie.public_id}/{part}/"
    problem_of(caller_for().read(path), 404)
    problem_of(caller_for(person(Role.OFFICER, place("amman"))).read(path), 404)
