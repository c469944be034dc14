"""The page on which a city says who looks after an agreement, and by when notice must be given."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from agreements.forms.responsibility import ResponsibilityForm
from agreements.models import Agreement, Responsibility
from agreements.policies import AgreementPolicy, Person
from agreements.services.responsibilities import ResponsibilityInput, set_responsibility
from agreements.views.draft_page import STALE, UNPROCESSABLE
from agreements.views.people import signed_in
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.core.forms import problems_to_form


@dataclass(frozen=True, slots=True)
class ResponsibleCard:
    """Who looks after an agreement, for the people of its city; empty where it is whoever submitted it."""

    name: str


def responsible_card(agreement: Agreement, person: Person) -> ResponsibleCard | None:
    """None for a draft, and for whoever has no say in it."""
    if not agreement.reference or not AgreementPolicy.can_change(person, agreement):
        return None
    kept = Responsibility.objects.select_related("person").filter(agreement=agreement).first()
    return ResponsibleCard(kept.person.name if kept and kept.person else "")


class ResponsibilityView(LoginRequiredMixin, View):
    """Shows and keeps the responsibility for one agreement."""

    agreement: Agreement
    kept: Responsibility

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        seen = AgreementPolicy.visible_to(request.user).select_related("owner_city")
        found = seen.filter(public_id=kwargs["public_id"]).first()
        if found is None:
            raise Http404
        if not AgreementPolicy.can_change(request.user, found):
            raise PermissionDenied
        self.agreement = found
        self.kept = Responsibility.objects.filter(agreement=found).first() or Responsibility(agreement=found, version=0)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        initial = {
            "person": str(self.kept.person.public_id) if self.kept.person else "",
            "notice_days": str(self.kept.notice_days or ""),
            "renews_automatically": self.kept.renews_automatically,
        }
        return self.show(ResponsibilityForm(initial=initial, agreement=self.agreement))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ResponsibilityForm(request.POST, agreement=self.agreement)
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        version = request.POST.get("version", "")
        given = ResponsibilityInput(
            form.chosen, form.cleaned_data["notice_days"], form.cleaned_data["renews_automatically"]
        )
        try:
            set_responsibility(
                self.agreement,
                given,
                by=signed_in(request),
                at=timezone.now(),
                expected_version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
            )
        except InvalidInput as error:
            problems_to_form(form, error)
            return self.show(form, UNPROCESSABLE)
        except StaleVersion as error:
            messages.error(request, str(error.message))
            return self.show(form, STALE)
        messages.success(request, _("Saved."))
        return redirect(self.record_url)

    @property
    def record_url(self) -> str:
        return reverse("agreements:agreement_detail", args=[self.agreement.public_id])

    def show(self, form: ResponsibilityForm, status: int = 200) -> HttpResponse:
        context = {
            "agreement": self.agreement,
            "form": form,
            "version": self.kept.version,
            "record_url": self.record_url,
            "crumbs": [
                {"label": _("Agreements"), "url": reverse("agreements:agreement_list")},
                {"label": self.agreement.reference or str(self.agreement), "url": self.record_url},
                {"label": _("Responsible person and notice period")},
            ],
        }
        return render(self.request, "agreements/responsibility.html", context, status=status)
