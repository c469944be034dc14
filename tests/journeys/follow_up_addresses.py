"""Example addresses of the pages on which a relationship is followed up."""

import datetime
from typing import Any

from django.utils import timezone

from agreements.models import ActionPlan, Agreement, ContinuityCheck, Relationship, Review
from agreements.services.contacts import LINK_PURPOSE as CONTACT_LINK
from agreements.services.reviews import LINK_PURPOSE as REVIEW_LINK
from tests.factories.follow_up import ActionPlanFactory, ContinuityCheckFactory, ReviewFactory
from twinning.accounts.one_time_links import issue

OF_TIE = {"relationship_detail", "tie_follow_up", "way_out", "plan_add", "plan_change", "change_of_mayor"}
BY_LINK = {"review_by_link_lead", "review_by_link_partner", "contact_by_link"}
PAGES = {f"agreements:{page}" for page in {*OF_TIE, *BY_LINK, "continuity_check", "yearly_review", "contact_change"}}
SIGNED_OUT = {f"agreements:{page}" for page in BY_LINK}


def make_follow_up(agreement: Agreement) -> None:
    """A plan, a report that is asked for and an open check for the agreement's tie."""
    ActionPlanFactory(relationship=agreement.relationship)
    ReviewFactory(relationship=agreement.relationship)
    ContinuityCheckFactory(relationship=agreement.relationship)


def arguments_for(name: str, agreement: Agreement) -> dict[str, Any]:
    """The arguments of an example address of the page called `name`."""
    page, tie = name.rpartition(":")[2], agreement.relationship
    assert isinstance(tie, Relationship)
    if page in BY_LINK:
        return {"secret": _secret(page, agreement)}
    if page == "yearly_review":
        return {"review_id": Review.objects.get(relationship=tie).public_id}
    if page == "continuity_check":
        return {"check_id": ContinuityCheck.objects.get(relationship=tie).public_id}
    if page == "contact_change":
        return {"public_id": agreement.public_id, "contact_id": agreement.focal_points.get().public_id}
    if page == "plan_change":
        return {"public_id": tie.public_id, "plan_id": ActionPlan.objects.get(relationship=tie).public_id}
    return {"public_id": tie.public_id}


def _secret(page: str, agreement: Agreement) -> str:
    contact = agreement.focal_points.get()
    if page == "contact_by_link":
        purpose, subject = CONTACT_LINK, contact.public_id
    else:
        purpose = f"{REVIEW_LINK}_{page.rpartition('_')[2]}"
        subject = Review.objects.get(relationship=agreement.relationship).public_id
    valid_for = datetime.timedelta(days=1)
    issued = issue(
        purpose=purpose, subject_id=subject, email=contact.email, by=None, at=timezone.now(), valid_for=valid_for
    )
    return issued.secret
