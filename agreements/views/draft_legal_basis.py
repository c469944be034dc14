"""The task "legal basis": the country's route, the steps recorded, and the page of one step."""

import uuid
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from agreements.choices import AuthorisationKind, AuthorisationState, Blocks, ClockStart, Lapse, Side
from agreements.forms.legal_basis import AuthorisationForm, input_of
from agreements.models import ApprovalStep, Authorisation
from agreements.services.approval_routes import route_for, routes_beside
from agreements.services.authorisations import AuthorisationInput, record_authorisation, set_authorisations
from agreements.tasks import Part
from agreements.views.draft_answers import side_words, step_lines
from agreements.views.draft_page import DraftFormView, DraftView
from agreements.views.people import signed_in
from agreements.views.route_words import route_words
from twinning.accounts.roles import Role
from twinning.core.exceptions import FieldProblem, InvalidInput, StaleVersion
from twinning.core.forms import PageForm


class DraftLegalBasisView(DraftView):
    """The steps by which the agreement becomes lawful: those recorded, and those the route still asks for."""

    part = Part.LEGAL_BASIS
    title = Part.LEGAL_BASIS.label
    lead = _("Who must decide before the agreement is signed and in force, and what has been decided already.")
    template_name = "agreements/draft_legal_basis.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        route = route_for(self.agreement)
        steps = list(self.agreement.authorisations.all())
        taken = {step.kind for step in steps if step.side == Side.LEAD}
        own = {
            "routes": [
                *([route_words(route, Side.LEAD)] if route else []),
                *(route_words(beside, Side.PARTNER) for beside in routes_beside(self.agreement)),
            ],
            "steps": [
                {
                    "step": step,
                    "lines": step_lines(step),
                    "side": side_words(step.side),
                    "change_url": self.url("draft_step_change", step_id=step.public_id),
                    "remove_url": self.url("draft_step_remove", step_id=step.public_id),
                }
                for step in steps
            ],
            "open_steps": [
                {"step": step, "url": f"{self.url('draft_step_add')}?{urlencode({'kind': step.kind})}"}
                for step in (route.steps.all() if route else ())
                if step.kind not in taken
            ],
            "add_url": self.url("draft_step_add"),
        }
        return self.render(own)


class _StepView(DraftFormView):
    part = Part.LEGAL_BASIS
    template_name = "agreements/draft_step.html"

    def crumbs(self) -> list[dict[str, Any]]:
        above = {"label": Part.LEGAL_BASIS.label, "url": self.url("draft_legal_basis")}
        return [*super().crumbs()[:-1], above, {"label": self.title}]

    def done(self) -> HttpResponseBase:
        return redirect(self.url("draft_legal_basis"))


class DraftStepAddView(_StepView):
    """Records a first step, or one more. The first one lays down the rest of the country's route as open."""

    title = _("A step of the legal chain")

    def route_step(self) -> ApprovalStep | None:
        route = route_for(self.agreement)
        wanted = self.request.GET.get("kind", "")
        return next((step for step in route.steps.all() if step.kind == wanted), None) if route else None

    def make_form(self, data: QueryDict | None = None) -> AuthorisationForm:
        step = self.route_step()
        preset = {
            "kind": step.kind if step else "",
            "blocks": step.blocks if step else Blocks.SIGNING.value,
            "authority_ar": step.authority_ar if step else "",
            "authority_en": step.authority_en if step else "",
            "side": Side.LEAD.value,
            "state": AuthorisationState.OPEN.value,
        }
        return AuthorisationForm(data, initial=preset, agreement=self.agreement)

    def keep(self, form: PageForm) -> None:
        # The preset of the route is an answer too, so nothing need have changed.
        try:
            self.save(form, self.agreement.version)
        except StaleVersion:
            self.load()
            self.save(form, self.agreement.version)

    def save(self, form: Any, expected_version: int) -> None:
        stored = [input_of(step) for step in self.agreement.authorisations.all()]
        new: AuthorisationInput = form.as_input()
        if new in [input_without_law(step) for step in stored]:
            return  # The button was pressed twice.
        steps = [*stored, new] if stored else self._route_with(new)
        try:
            set_authorisations(
                self.agreement,
                steps,
                by=signed_in(self.request),
                at=timezone.now(),
                today=timezone.localdate(),
                expected_version=expected_version,
            )
        except InvalidInput as error:
            raise InvalidInput([_without_path(problem) for problem in error.problems]) from error

    def _route_with(self, new: AuthorisationInput) -> list[AuthorisationInput]:
        """The route's steps, open, with the new step in its own place or at the end."""
        route = route_for(self.agreement)
        steps = []
        is_placed = False
        for step in route.steps.all() if route else ():
            if step.kind == new.kind and new.side == Side.LEAD and not is_placed:
                steps.append(new)
                is_placed = True
            else:
                steps.append(open_step(step))
        return steps if is_placed else [*steps, new]


class DraftStepChangeView(_StepView):
    """Records how far a step has come."""

    title = _("A step of the legal chain")

    def step(self) -> Authorisation:
        wanted: uuid.UUID = self.kwargs["step_id"]
        found = next((step for step in self.agreement.authorisations.all() if step.public_id == wanted), None)
        if found is None:
            raise Http404
        return found

    def make_form(self, data: QueryDict | None = None) -> AuthorisationForm:
        step = self.step()
        stored = AuthorisationForm.stored(step)
        return AuthorisationForm(data, initial=stored, agreement=self.agreement, is_fixed=True)

    def save(self, form: Any, expected_version: int) -> None:
        step = self.step()
        record_authorisation(
            step,
            form.as_input(step),
            by=signed_in(self.request),
            at=timezone.now(),
            today=timezone.localdate(),
            expected_version=expected_version,
        )

    def show(self, form: PageForm, status: int = 200, **context: Any) -> HttpResponse:
        return super().show(form, status, step=self.step(), **context)


class DraftStepRemoveView(DraftView):
    """Takes a step out of the draft; twice is once."""

    part = Part.LEGAL_BASIS

    def post(self, request: HttpRequest, step_id: uuid.UUID, **kwargs: Any) -> HttpResponseBase:
        steps = list(self.agreement.authorisations.all())
        kept = [input_of(step) for step in steps if step.public_id != step_id]
        if len(kept) < len(steps):
            set_authorisations(
                self.agreement,
                kept,
                by=signed_in(request),
                at=timezone.now(),
                today=timezone.localdate(),
                expected_version=self.agreement.version,
            )
        return redirect(reverse("agreements:draft_legal_basis", args=[self.agreement.public_id]))


def open_step(step: ApprovalStep) -> AuthorisationInput:
    """A step of a route as one that is still to be taken."""
    return AuthorisationInput(
        kind=AuthorisationKind(step.kind),
        blocks=Blocks(step.blocks),
        authority_ar=step.authority_ar,
        authority_en=step.authority_en,
        recorded_by=Role(step.recorded_by),
        clock_days=step.clock_days,
        clock_from=ClockStart(step.clock_from),
        on_lapse=Lapse(step.on_lapse),
    )


def input_without_law(step: AuthorisationInput) -> AuthorisationInput:
    """A step on record as it would be typed: what the route says of it beside its kind is not typed."""
    plain = AuthorisationInput(kind=step.kind)
    names = ("public_id", "recorded_by", "clock_days", "clock_from", "on_lapse")
    return replace(step, **{name: getattr(plain, name) for name in names})


def _without_path(problem: FieldProblem) -> FieldProblem:
    """A problem of the n-th step at the field of the form."""
    return FieldProblem(problem.field.rpartition(".")[2], problem.code, problem.message)
