"""From the start of a draft to its sending: which city, the task list, the answers to check, the confirmation."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from agreements.carrying import FOLLOWING, Comparison, comparisons_of
from agreements.choices import EDITABLE_STATUSES
from agreements.exceptions import AgainstTheLaw, NotEditable
from agreements.forms.start import StartForm
from agreements.lifecycle import Act
from agreements.policies import AgreementPolicy, TrashPolicy, cities_to_register_for
from agreements.services.agreements import create_draft
from agreements.services.lifecycle import perform
from agreements.tasks import GROUPS, Part, State, final_act, open_laws, tasks_of
from agreements.views.draft_answers import answers_of
from agreements.views.draft_card import card_of, rows_of
from agreements.views.draft_page import STALE, UNPROCESSABLE, DraftView
from agreements.views.draft_remarks import remarks_on
from agreements.views.people import signed_in
from cities.policies import reach_of
from twinning.accounts.roles import Capability
from twinning.core.exceptions import StaleVersion

CONFLICT = 409


class DraftStartView(LoginRequiredMixin, View):
    """The page before a draft: what is needed, for which city, and the button that makes one draft however often."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.show(self.make_form(uuid.uuid4().hex))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = self.make_form(request.POST.get("key", ""), bound=True)
        if not form.is_valid() or form.keeper is None:
            return self.show(form, UNPROCESSABLE)
        user = signed_in(request)
        agreement = create_draft(city=form.keeper, by=user, at=timezone.now(), public_id=form.public_id_for(user))
        if agreement.is_editable:
            return redirect("agreements:draft_tasks", public_id=agreement.public_id)
        return redirect("agreements:agreement_detail", public_id=agreement.public_id)

    def make_form(self, key: str, *, bound: bool = False) -> StartForm:
        user = signed_in(self.request)
        reach = reach_of(user, Capability.WRITE_DRAFTS)
        if not reach:
            raise PermissionDenied
        cities = list(cities_to_register_for(user).select_related("country", "governorate"))
        data = self.request.POST if bound else None
        return StartForm(data, cities=cities, has_every_city=reach.is_everywhere, initial={"key": key})

    def show(self, form: StartForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "active_entry": "home"}
        return render(self.request, "agreements/draft_start.html", context, status=status)


class DraftTasksView(DraftView):
    """The task list of a draft, with the draft so far beside it."""

    template_name = "agreements/draft_tasks.html"
    title = _("Register an agreement")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        today = timezone.localdate()
        tasks = tasks_of(self.agreement, on=today)
        context = self.context()
        rows = {row.part: row for row in rows_of(self.agreement, tasks)}
        own = {
            "crumbs": [*context["crumbs"][:1], {"label": gettext("Draft")}],
            "groups": [
                {
                    "title": title,
                    "rows": [(rows[part], remarks_on(context["review"], part)) for part in parts],
                }
                for title, parts in GROUPS
            ],
            "done": sum(task.state == State.DONE for task in tasks),
            "can_check": not open_laws(self.agreement, on=today),
            "check_url": self.url("draft_check"),
            "card": card_of(self.agreement),
            "can_discard": TrashPolicy.can_discard(request.user, self.agreement),
            "can_withdraw": AgreementPolicy.can_perform(request.user, Act.WITHDRAW, self.agreement),
        }
        return self.render(own)


class DraftCheckView(DraftView):
    """Every answer before it is sent, the laws still open, and the button that sends."""

    template_name = "agreements/draft_check.html"
    title = _("Check your answers")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.show()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        version = request.POST.get("version", "")
        act = final_act(self.agreement, on=timezone.localdate())
        if not AgreementPolicy.can_perform(request.user, act, self.agreement):
            raise PermissionDenied
        try:
            perform(
                act,
                agreement=self.agreement,
                by=signed_in(request),
                at=timezone.now(),
                today=timezone.localdate(),
                expected_version=int(version) if version.isascii() and version.isdigit() else -1,
            )
        except AgainstTheLaw:
            return self.show(CONFLICT)
        except StaleVersion:
            self.load()
            return self.show(STALE, is_stale=True)
        return redirect(self.url("draft_sent"))

    def show(self, status: int = 200, *, is_stale: bool = False) -> HttpResponse:
        today = timezone.localdate()
        laws, act = open_laws(self.agreement, on=today), final_act(self.agreement, on=today)
        own = {
            "answers": answers_of(self.agreement),
            "laws": [(law, self.url(f"draft_{law.part}"), Part(law.part).label) for law in laws],
            "is_stale": is_stale,
            "comparisons": self.comparisons(),
            "is_recorded_at_once": act == Act.RECORD_HISTORICAL,
            "can_send": AgreementPolicy.can_perform(self.request.user, act, self.agreement),
        }
        return self.render(own, status)

    def comparisons(self) -> list[Comparison]:
        """What the draft keeps and changes of the earlier agreement, where this person may know of that one."""
        seen = AgreementPolicy.visible_to(self.request.user).with_list_parts()
        parts = ("purposes__indicators", "focal_points")
        wanted = self.agreement.predecessor_id or 0
        earlier = seen.prefetch_related(*parts).filter(pk=wanted).first()
        return comparisons_of(self.agreement, earlier) if earlier and self.agreement.link in FOLLOWING else []


class DraftSentView(DraftView):
    """The confirmation: the reference and what happens next."""

    template_name = "agreements/draft_sent.html"
    title = _("Sent")

    def load(self) -> None:
        try:
            super().load()
        except NotEditable:
            self.agreement = (
                AgreementPolicy.visible_to(self.request.user)
                .with_list_parts()
                .get(
                    public_id=self.kwargs["public_id"],
                )
            )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.agreement.status in EDITABLE_STATUSES:
            return redirect(self.url("draft_tasks"))
        if not self.agreement.reference:
            messages.info(request, gettext("This draft was withdrawn."))
            return redirect("agreements:agreement_detail", public_id=self.agreement.public_id)
        return self.render({"card": card_of(self.agreement)})
