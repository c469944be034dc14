"""The page on which both sides say whether a record is right: asked, confirmed, disputed, settled."""

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

from agreements.confirmed_facts import fingerprint_of
from agreements.forms.confirmation import AnswerForm, SettleForm
from agreements.models import Agreement
from agreements.policies import AgreementPolicy
from agreements.services.confirmations import Answer, answer, ask, settle
from agreements.views.agreement_record import agreements_for_record
from agreements.views.confirmation_facts import ConfirmationCard, confirmation_card, fact_rows
from agreements.views.draft_page import STALE, UNPROCESSABLE
from agreements.views.people import signed_in
from twinning.core.exceptions import Conflict, InvalidInput, StaleVersion
from twinning.core.forms import problems_to_form

CONFLICT = 409


class ConfirmationView(LoginRequiredMixin, View):
    """Shows how the confirmation stands and takes the next step of whoever looks: ask, answer or settle."""

    agreement: Agreement
    card: ConfirmationCard

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        found = agreements_for_record(request.user).filter(public_id=kwargs["public_id"]).first()
        if found is None:
            raise Http404
        if not AgreementPolicy.is_insider(request.user, found):
            raise PermissionDenied
        self.agreement = found
        self.card = confirmation_card(found, request.user)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        steps = {"ask": self.ask, "answer": self.answer, "settle": self.settle}
        step = steps.get(request.POST.get("step", ""))
        if step is None:
            return self.show(status=UNPROCESSABLE)
        try:
            return step()
        except StaleVersion as error:
            messages.error(request, str(error.message))
            return self.show(answer_form=AnswerForm(request.POST), status=STALE)
        except Conflict as error:
            messages.error(request, str(error.message))
            return self.show(status=CONFLICT)

    def ask(self) -> HttpResponse:
        ask(self.agreement, by=signed_in(self.request), at=timezone.now())
        messages.success(self.request, _("The other side has been asked."))
        return redirect(self.own_url)

    def answer(self) -> HttpResponse:
        if not self.card.can_answer or self.card.standing.asked is None:
            raise PermissionDenied
        form = AnswerForm(self.request.POST)
        if not form.is_valid():
            return self.show(answer_form=form, status=UNPROCESSABLE)
        given = Answer(self.request.POST.get("fingerprint", ""), form.disputed)
        answer(self.card.standing.asked, given, by=signed_in(self.request), at=timezone.now())
        messages.success(self.request, _("Thank you. Your answer stands in the record."))
        return redirect(self.own_url)

    def settle(self) -> HttpResponse:
        if not self.card.can_settle or self.card.standing.disputed is None:
            raise PermissionDenied
        form = SettleForm(self.request.POST)
        try:
            if form.is_valid():
                disputed = self.card.standing.disputed
                text = form.cleaned_data["settlement"]
                settle(disputed, text=text, by=signed_in(self.request), at=timezone.now())
                messages.success(self.request, _("The dispute is settled; the other side is told."))
                return redirect(self.own_url)
        except InvalidInput as error:
            problems_to_form(form, error)
        return self.show(settle_form=form, status=UNPROCESSABLE)

    @property
    def own_url(self) -> str:
        return reverse("agreements:confirmation", args=[self.agreement.public_id])

    def show(
        self, *, answer_form: AnswerForm | None = None, settle_form: SettleForm | None = None, status: int = 200
    ) -> HttpResponse:
        record_url = reverse("agreements:agreement_detail", args=[self.agreement.public_id])
        context = {
            "agreement": self.agreement,
            "card": self.card,
            "facts": fact_rows(self.agreement),
            "fingerprint": fingerprint_of(self.agreement),
            "form": answer_form if self.card.can_answer else settle_form,
            "answer_form": (answer_form or AnswerForm()) if self.card.can_answer else None,
            "settle_form": (settle_form or SettleForm()) if self.card.can_settle else None,
            "record_url": record_url,
            "crumbs": [
                {"label": _("Agreements"), "url": reverse("agreements:agreement_list")},
                {"label": self.agreement.reference or str(self.agreement), "url": record_url},
                {"label": _("Confirmation by the other side")},
            ],
        }
        return render(self.request, "agreements/confirmation.html", context, status=status)
