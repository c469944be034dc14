"""The pages of a relationship's follow-up: they open for both sides and are not there for anybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.choices import Side, Status
from agreements.models import Agreement
from tests.factories.accounts import person
from tests.factories.agreement_parts import ActivityFactory, FocalPointFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.follow_up import ActionPlanFactory, ContinuityCheckFactory, ReviewFactory
from tests.factories.places import place
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db
TIE_PAGES = ["tie_follow_up", "way_out", "plan_add", "change_of_mayor"]


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    FocalPointFactory(agreement=made, side=Side.PARTNER)
    ActivityFactory(agreement=made, relationship=made.relationship)
    ActionPlanFactory(relationship=made.relationship)
    return made


def addresses(agreement: Agreement) -> list[str]:
    tie = agreement.relationship
    assert tie is not None
    plan = tie.action_plans.get()
    review, check = ReviewFactory(relationship=tie), ContinuityCheckFactory(relationship=tie)
    return [
        *(reverse(f"agreements:{page}", args=[tie.public_id]) for page in TIE_PAGES),
        reverse("agreements:plan_change", args=[tie.public_id, plan.public_id]),
        reverse("agreements:yearly_review", args=[review.public_id]),
        reverse("agreements:continuity_check", args=[check.public_id]),
    ]


@pytest.mark.parametrize(("city", "status"), [("muscat", 200), ("rabat", 200), ("amman", 404)])
def test_both_sides_open_them_and_nobody_else(client: Client, agreement: Agreement, city: str, status: int) -> None:
    client.force_login(person(Role.OFFICER, place(city)))
    found = {address: client.get(address).status_code for address in addresses(agreement)}
    assert set(found.values()) == {status}, found


def test_whoever_is_not_signed_in_is_asked_to(client: Client, agreement: Agreement) -> None:
    assert {client.get(address).status_code for address in addresses(agreement)} == {302}


def test_a_stale_or_foreign_link_answers_gone(client: Client) -> None:
    names = ("review_by_link_lead", "review_by_link_partner", "contact_by_link")
    addresses_of_links = [reverse(f"agreements:{name}", args=["x" * 43]) for name in names]
    assert {client.get(address).status_code for address in addresses_of_links} == {410}
