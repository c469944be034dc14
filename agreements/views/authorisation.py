"""Recording a step of the legal chain after the agreement was sent."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views import View

from agreements.exceptions import RecordedByAnother, WrongState
from agreements.forms.legal_basis import AuthorisationForm
from agreements.models import Agreement, Authorisation
from agreements.policies import AgreementPolicy, AuthorisationPolicy
from agreements.services.authorisations import record_authorisation
from agreements.views.draft_page import STALE, UNPROCESSABLE, Seen, collision_with
from agreements.views.people import signed_in
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.core.form_rows import fingerprint, with_stored
from twinning.core.forms import problems_to_form

CONFLICT = 409


class AuthorisationRecordView(LoginRequiredMixin, View):
    """The page of one step: its state, number, date and document, by the municipality or the ministry."""

    agreement: Agreement
    step: Authorisation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.load()
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> None:
        """Read the step through the agreement: Http404 where unseen, PermissionDenied where not hers to record."""
        seen = AgreementPolicy.visible_to(self.request.user).with_list_parts()
        agreement = seen.filter(public_id=self.kwargs["public_id"]).first()
        if agreement is None:
            raise Http404
        step = agreement.authorisations.filter(public_id=self.kwargs["step_id"]).first()
        if step is None:
            raise Http404
        if not AuthorisationPolicy.stands_by(self.request.user, agreement):
            raise PermissionDenied
        if not AuthorisationPolicy.can_record(self.request.user, step, agreement):
            raise PermissionDenied(str(RecordedByAnother(step.get_recorded_by_display()).message))
        self.agreement, self.step = agreement, step

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = self.make_form()
        return self.show(form, Seen.now(self.agreement, form))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = self.make_form(bound=True)
        seen = Seen.read(request.POST.get("version", ""))
        if not form.is_valid():
            return self.show(form, seen, UNPROCESSABLE)
        try:
            self.keep(form, seen)
        except InvalidInput as error:
            problems_to_form(form, error)
            return self.show(form, seen, UNPROCESSABLE)
        except StaleVersion:
            form = self.make_form(bound=True)
            collision = collision_with(self.agreement, form, request)
            return self.show(form, Seen.now(self.agreement, form), STALE, collision=collision)
        except WrongState as error:
            messages.error(request, str(error.message))
            return redirect(self.legal_url)
        messages.success(request, gettext("The step is recorded."))
        return redirect(self.legal_url)

    def make_form(self, *, bound: bool = False) -> AuthorisationForm:
        stored = AuthorisationForm.stored(self.step)
        if not bound:
            return AuthorisationForm(initial=stored, agreement=self.agreement, is_fixed=True)
        typed = AuthorisationForm(self.request.POST, initial=stored, agreement=self.agreement, is_fixed=True)
        taken = self.request.POST.getlist("take")
        if not taken:
            return typed
        # The other side's answer was chosen after a collision.
        data = with_stored(self.request.POST, typed, taken)
        return AuthorisationForm(data, initial=stored, agreement=self.agreement, is_fixed=True)

    def keep(self, form: AuthorisationForm, seen: Seen) -> None:
        """Record the step; where the record moved on but this step did not, on top of that.

        Raises: StaleVersion when somebody recorded this very step otherwise; InvalidInput, WrongState.
        """
        try:
            self.record(form, seen.version)
        except StaleVersion:
            self.load()
            fresh = self.make_form(bound=True)
            if fresh.is_valid() and not fresh.has_changed():
                return
            if seen.mark != fingerprint(fresh):
                raise
            self.record(fresh, self.agreement.version)

    def record(self, form: AuthorisationForm, expected_version: int) -> None:
        record_authorisation(
            self.step,
            form.as_input(self.step),
            by=signed_in(self.request),
            at=timezone.now(),
            today=timezone.localdate(),
            expected_version=expected_version,
        )

    @property
    def legal_url(self) -> str:
        return f"{reverse('agreements:agreement_detail', args=[self.agreement.public_id])}#legal-basis"

    def show(self, form: AuthorisationForm, seen: Seen, status: int = 200, **context: Any) -> HttpResponse:
        own = {
            "agreement": self.agreement,
            "step": self.step,
            "form": form,
            "seen": seen,
            "back_url": self.legal_url,
            "crumbs": [
                {"label": gettext("Agreements"), "url": reverse("agreements:agreement_list")},
                {"label": self.agreement.reference or self.agreement.title, "url": self.legal_url},
                {"label": self.step.get_kind_display()},
            ],
        }
        return render(self.request, "agreements/authorisation_record.html", {**own, **context}, status=status)
