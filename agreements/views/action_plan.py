"""Making and changing an action plan."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agreements.forms.follow_up import PlanForm, PlanItemForm
from agreements.models import ActionPlan, Purpose
from agreements.policies import AgreementPolicy
from agreements.services.action_plans import save_plan
from agreements.services.follow_up import FOLLOWED_STATUSES
from agreements.views.listing import Link
from agreements.views.tie_page import TiePage


class PlanAddView(TiePage):
    """A new plan; on the way out of a dormant tie it is the way back in."""

    template_name = "agreements/plan_form.html"

    def purposes(self) -> QuerySet[Purpose]:
        seen = AgreementPolicy.visible_to(self.request.user).filter(relationship=self.relationship)
        return Purpose.objects.filter(agreement__in=seen.filter(status__in=FOLLOWED_STATUSES))

    def make_form(self, data: QueryDict | None = None) -> PlanForm:
        return PlanForm(data, purposes=self.purposes())

    def save(self, form: Any, expected_version: int | None) -> ActionPlan:
        return save_plan(self.relationship, form.as_input(), public_id=self.new_id(), **self.acting)

    def done(self, saved: ActionPlan) -> HttpResponseBase:
        messages.success(self.request, _("The action plan is kept."))
        return redirect(self.back_url)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs(), Link(_("Action plan"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        return super().show(form, status, **{"page_title": _("New action plan"), **context})


class PlanChangeView(PlanAddView):
    """A plan on record: its steps, and how far they have come."""

    plan: ActionPlan

    def load(self) -> None:
        super().load()
        plan = self.relationship.action_plans.filter(public_id=self.kwargs["plan_id"]).first()
        if plan is None:
            raise Http404
        self.plan = plan

    @property
    def record(self) -> ActionPlan:
        return self.plan

    def make_form(self, data: QueryDict | None = None) -> PlanForm:
        rows = [PlanItemForm.stored(item) for item in self.plan.items.select_related("purpose")]
        return PlanForm(data, initial=PlanForm.stored(self.plan), rows=rows, purposes=self.purposes())

    def save(self, form: Any, expected_version: int | None) -> ActionPlan:
        return save_plan(
            self.relationship, form.as_input(), plan=self.plan, expected_version=expected_version, **self.acting
        )

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        return super().show(form, status, **{"page_title": _("Change the action plan"), **context})
