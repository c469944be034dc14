"""What waits for the ministry: agreements sent and not decided, the longest wait first."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from agreements.choices import MEMBER_ROLES, Status
from agreements.exceptions import ActNotPermitted, WrongState
from agreements.history import RowHistory, Step
from agreements.history_words import ChangeWords, Wording
from agreements.lifecycle import Act
from agreements.models import Agreement, Submission
from agreements.policies import AgreementPolicy
from agreements.querysets import AgreementQuerySet
from agreements.services.readings import note_reading
from agreements.views.people import signed_in
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
    reader: str = ""
    reading_since: datetime.datetime | None = None
    is_reading: bool = False


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
    rounds = Prefetch("submissions", Submission.objects.defer("snapshot").select_related("reader"))
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
    rounds = list(agreement.submissions.all())
    last = max(rounds, key=lambda submission: submission.round, default=None)
    return Waiting(
        agreement,
        " – ".join(members),
        days,
        len(rounds),
        acts,
        reader=last.reader.name if last and last.reader else "",
        reading_since=last.reading_since if last else None,
        is_reading=bool(last and last.reader_id == user.pk),
    )


class ReviewReadingView(LoginRequiredMixin, View):
    """Says that one reads a submission now, or no longer."""

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
        agreement = get_object_or_404(AgreementPolicy.visible_to(request.user), public_id=public_id)
        try:
            is_reading = request.POST.get("reading") == "yes"
            note_reading(agreement, is_reading=is_reading, by=signed_in(request), at=timezone.now())
        except ActNotPermitted as error:
            raise PermissionDenied from error
        except WrongState as error:
            messages.error(request, str(error.message))
        return redirect("agreements:review_queue")


def changes_since_last_round(agreement: Agreement) -> list[ChangeWords] | None:
    """What the last submission changed of the one before, field by field; None in the first round."""
    history = RowHistory(agreement)
    rounds = history.rounds()
    if len(rounds) < 2:
        return None
    changes = history.changes_between(rounds[-2], rounds[-1])
    wording = Wording([Step(rounds[-1], changes)])
    words = [wording.words_of(change) for change in changes]
    return [change for change in words if change.fields]
