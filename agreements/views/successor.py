"""The page from which an agreement is renewed, replaced, amended, or another is begun under it."""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from agreements.carrying import FOLLOWING, Carried
from agreements.choices import Link
from agreements.models import Agreement
from agreements.policies import AgreementPolicy, keeper_of_successor
from agreements.services.succession import can_be_followed, start_successor
from agreements.views.draft_page import UNPROCESSABLE
from agreements.views.people import signed_in
from twinning.core.forms import PageForm
from twinning.core.widgets import HintedRadioSelect

_HINTS = {
    Link.RENEWS.value: _("It goes on for a further term; this one is closed as renewed once the new one is in force."),
    Link.REPLACES.value: _("A new text takes its place; this one is closed as replaced once the new one is in force."),
    Link.AMENDS.value: _("Some of its provisions change; it stays in force."),
    Link.UNDER.value: _("A programme or a subsidiary agreement is concluded under it; it stays in force."),
}


class SuccessorForm(PageForm):
    """What the new agreement is to the earlier one, and what it takes over."""

    link = forms.ChoiceField(label=_("What is the new agreement to this one?"), widget=HintedRadioSelect(hints=_HINTS))
    parts = forms.MultipleChoiceField(
        label=_("What is taken over"),
        choices=Carried.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everything can be changed in the draft. Indicators begin at their last measurement."),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, earlier: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = [link for link in FOLLOWING if can_be_followed(earlier, link)]
        self.fields["link"].choices = [(link.value, link.label) for link in possible]  # type: ignore[attr-defined]  # a choice field


class SuccessorStartView(LoginRequiredMixin, View):
    """Asks what the new agreement is to this one (GET) and starts its draft (POST), one however often pressed."""

    agreement: Agreement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        seen = AgreementPolicy.visible_to(request.user).with_list_parts().published()
        parts = ("purposes__indicators__measurements", "focal_points")
        found = seen.prefetch_related(*parts).filter(public_id=kwargs["public_id"]).first()
        if found is None:
            raise Http404
        if keeper_of_successor(request.user, found) is None:
            raise PermissionDenied
        self.agreement = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("link", "")
        initial = {"parts": Carried.values, "key": uuid.uuid4().hex, "link": asked if asked in FOLLOWING else ""}
        return self.show(SuccessorForm(initial=initial, earlier=self.agreement))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = SuccessorForm(request.POST, earlier=self.agreement)
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        user = signed_in(request)
        draft = start_successor(
            self.agreement,
            Link(form.cleaned_data["link"]),
            by=user,
            at=timezone.now(),
            today=timezone.localdate(),
            parts=[Carried(part) for part in form.cleaned_data["parts"]],
            public_id=uuid.uuid5(user.public_id, f"{self.agreement.public_id}/{form.cleaned_data['key']}"),
        )
        return redirect("agreements:draft_tasks", public_id=draft.public_id)

    def show(self, form: SuccessorForm, status: int = 200) -> HttpResponse:
        record_url = reverse("agreements:agreement_detail", args=[self.agreement.public_id])
        context = {
            "agreement": self.agreement,
            "form": form,
            "record_url": record_url,
            "crumbs": [
                {"label": gettext("Agreements"), "url": reverse("agreements:agreement_list")},
                {"label": self.agreement.reference or self.agreement.title, "url": record_url},
                {"label": gettext("Renew, replace or amend")},
            ],
        }
        return render(self.request, "agreements/successor_start.html", context, status=status)
