"""The follow-up of one relationship on one page, and the calm page by which a dormant tie is led on or ended."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from agreements.choices import Grade, PlanProgress, ReviewState
from agreements.lifecycle import Act
from agreements.models import ActionPlan, Agreement, Review
from agreements.policies import ActivityPolicy, AgreementPolicy
from agreements.services.follow_up import FOLLOWED_STATUSES, names_of
from agreements.services.reviews import ANSWERABLE
from agreements.thanks import letters_of_thanks
from agreements.views.activity_rows import activity_rows
from agreements.views.contact import ContactState, contact_state
from agreements.views.listing import Link
from agreements.views.tie_page import TiePage
from agreements.views.vitality_card import vitality_card
from agreements.views.yearly_review import TONES

MOST_RESULTS = 5


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan with how many of its steps are done, and whether its horizon has passed."""

    plan: ActionPlan
    done: int
    total: int
    is_past: bool


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A yearly report in a list."""

    review: Review
    tone: str
    answers: int
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class AgreementContacts:
    """The contacts of one agreement; naming and asking is for those who look after the tie."""

    agreement: Agreement
    contacts: Sequence[ContactState]


class TieFollowUpView(TiePage):
    """Plans, yearly reports, contacts and checks of one tie, for those who read its internal records."""

    template_name = "agreements/tie_follow_up.html"
    writes = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        today, tie = timezone.localdate(), self.relationship
        plans = tie.action_plans.prefetch_related("items__purpose")
        reviews = tie.reviews.prefetch_related("answers")
        context = {
            "vitality": vitality_card(tie, person=request.user, today=today, mirrored=get_language_bidi()),
            "plans": [_plan(plan, today) for plan in plans],
            "reviews": [_review(review, today) for review in reviews],
            "checks": tie.continuity_checks.select_related("city", "closed_by"),
            "contacts": self.contacts(today),
            "can_write": self.can_write,
            "today": today,
        }
        return self.render(context)

    def contacts(self, today: datetime.date) -> list[AgreementContacts]:
        seen = AgreementPolicy.visible_to(self.request.user).filter(
            relationship=self.relationship, status__in=FOLLOWED_STATUSES
        )
        return [
            AgreementContacts(agreement, [contact_state(one, today=today) for one in agreement.focal_points.all()])
            for agreement in seen.prefetch_related("focal_points").order_by("-signed_on", "-pk")
        ]

    def crumbs(self) -> list[Link]:
        return [*super().crumbs()[:-1], Link(_("Follow-up"), "")]


@dataclass(frozen=True, slots=True)
class WayOut:
    """One agreement that stands, and the acts by which this person may pause or end it."""

    agreement: Agreement
    pause_url: str
    end_url: str


class WayOutView(TiePage):
    """Revive, pause or end: what was achieved stays public whichever way is taken."""

    template_name = "agreements/way_out.html"
    writes = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        tie = self.relationship
        # What stays public is what everybody may know, whoever looks at this page.
        public = ActivityPolicy.substantive_for(AnonymousUser()).filter(relationship=tie)
        in_order = public.order_by(F("starts_on").desc(nulls_last=True), "-pk").prefetch_related("participants")
        delivered = [activity for activity in in_order if activity.grade == Grade.DELIVERED]
        agreements = AgreementPolicy.visible_to(request.user).filter(relationship=tie, status__in=FOLLOWED_STATUSES)
        since = tie.since.value.year if tie.since and tie.since.value else None
        context = {
            "vitality": vitality_card(tie, person=request.user),
            "is_dormant": tie.whole_vitality == "dormant",
            "can_write": self.can_write,
            "ways": [self.way(agreement) for agreement in agreements.order_by("-signed_on", "-pk")],
            "achieved": activity_rows((delivered or list(in_order))[:MOST_RESULTS]),
            "achieved_count": len(in_order),
            "letters": letters_of_thanks(names_of(tie), since=since),
        }
        return self.render(context)

    def way(self, agreement: Agreement) -> WayOut:
        acts = AgreementPolicy.acts_for(self.request.user, agreement)

        def address(act: Act) -> str:
            return reverse("agreements:agreement_act", args=[agreement.public_id, act.value]) if act in acts else ""

        return WayOut(agreement, pause_url=address(Act.SUSPEND), end_url=address(Act.TERMINATE))

    def crumbs(self) -> list[Link]:
        return [*super().crumbs(), Link(_("Where does this tie go?"), "")]


def _plan(plan: ActionPlan, today: datetime.date) -> PlanCard:
    items = [item for item in plan.items.all() if item.progress != PlanProgress.DROPPED]
    done = sum(item.progress == PlanProgress.DONE for item in items)
    return PlanCard(plan, done, len(items), plan.ends_on < today)


def _review(review: Review, today: datetime.date) -> ReviewRow:
    is_overdue = review.state in ANSWERABLE and review.due_on is not None and review.due_on < today
    return ReviewRow(review, TONES[ReviewState(review.state)], len(review.answers.all()), is_overdue)
