"""What waits for the ministry: agreements sent and not decided, the longest wait first."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from agreements.choices import MEMBER_ROLES, Status
from agreements.lifecycle import Act
from agreements.models import Agreement, Submission
from agreements.policies import AgreementPolicy
from agreements.querysets import AgreementQuerySet
from cities.policies import reach_of
from twinning.accounts.models import User
from twinning.accounts.roles import Capability

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One agreement in the queue: who with whom, since when, in which round, and what may be decided."""

    agreement: Agreement
    names: str
    days: int
    round: int
    acts: list[tuple[Act, str]]


class ReviewQueueView(LoginRequiredMixin, View):
    """The queue of one reviewer."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User) or not reach_of(user, Capability.REVIEW):
            raise PermissionDenied
        page = Paginator(waiting_for(user), PAGE_SIZE).get_page(request.GET.get("page"))
        context: dict[str, Any] = {
            "page": page,
            "rows": [row_of(agreement, user) for agreement in page],
            "active_entry": "home",
        }
        return render(request, "agreements/review_queue.html", context)


def waiting_for(user: User) -> AgreementQuerySet:
    """The submitted agreements of the countries this person reviews, oldest submission first."""
    reach = reach_of(user, Capability.REVIEW)
    submitted = AgreementPolicy.visible_to(user).filter(status=Status.SUBMITTED)
    if not reach.is_everywhere:
        submitted = submitted.filter(
            Q(owner_city__country_id__in=reach.country_codes) | Q(owner_city_id__in=reach.city_ids),
        )
    rounds = Prefetch("submissions", Submission.objects.defer("snapshot"))
    return submitted.with_list_parts().prefetch_related(rounds).order_by("submitted_at", "pk")


def row_of(agreement: Agreement, user: User) -> Waiting:
    """An agreement of the queue in words."""
    members = [party.name for party in agreement.parties.all() if party.role in MEMBER_ROLES]
    submitted = agreement.submitted_at
    days = (timezone.localdate() - timezone.localdate(submitted)).days if submitted else 0
    acts: list[tuple[Act, str]] = [
        (act, reverse("agreements:agreement_act", args=[agreement.public_id, act.value]))
        for act in AgreementPolicy.acts_for(user, agreement)
        if act in (Act.AUTHORISE, Act.RETURN, Act.REJECT)
    ]
    return Waiting(agreement, " – ".join(members), days, len(agreement.submissions.all()), acts)
