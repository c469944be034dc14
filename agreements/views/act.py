"""One page per act on an agreement: what it does, what it asks, which laws still stand in its way."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from agreements.exceptions import AgainstTheLaw, Violation, WrongState
from agreements.forms.acts import ActForm
from agreements.lifecycle import TRANSITIONS, Act, Asks
from agreements.models import Agreement
from agreements.policies import AgreementPolicy
from agreements.rules import violations_of
from agreements.services.lifecycle import perform
from agreements.tasks import Part
from agreements.views.draft_answers import PartAnswers, answers_of
from agreements.views.draft_page import STALE, UNPROCESSABLE
from agreements.views.people import signed_in
from agreements.views.review import changes_since_last_round
from agreements.views.review_remarks import fields_sent, sent_parts
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.core.forms import problems_to_form

CONFLICT = 409
WHAT_HAPPENS = {
    Act.RETURN: _("The municipality reads your comments, mends the draft and sends it again."),
    Act.REJECT: _("The agreement ends here. The record and your reason stay."),
    Act.AUTHORISE: _(
        "The municipality may then sign, once every step of the legal chain that must come first is settled."
    ),
    Act.CONFIRM_HISTORICAL: _("The instrument stands in the register as historical, with what is not known shown so."),
    Act.SIGN: _("The agreement becomes a signed one and, where it is public, everybody can read it."),
    Act.BRING_INTO_FORCE: _("The agreement counts as in force from this day. The one it renews or replaces is closed."),
    Act.SUSPEND: _("The agreement stays on record as suspended until it is resumed."),
    Act.RESUME: _("The agreement is in force again."),
    Act.RENEW: _("The agreement is closed as renewed."),
    Act.REPLACE: _("The agreement is closed as replaced."),
    Act.TERMINATE: _("The agreement ends on this day. The record stays."),
    Act.WITHDRAW: _("The agreement is taken back. The record stays, marked as withdrawn."),
}
# Laws that the day asked for on the page itself will meet.
_LAWS_OF_THE_DAY = frozenset(
    {"signing_date", "signing_ahead", "authorised_after_signing", "force_date", "ended_date", "dates_follow"},
)
# Where a part of the draft stands on the page of the record.
ANCHORS = {"parties": "parties", "purposes": "purposes", "legal_basis": "legal-basis"}
_ASKS_DAY = (Asks.DAY, Asks.DAY_AND_COMMENT)
_DECISIONS = frozenset({Act.RETURN, Act.REJECT, Act.AUTHORISE})
_SEVERE = frozenset({Act.REJECT, Act.TERMINATE, Act.WITHDRAW})


@dataclass(frozen=True, slots=True)
class OpenLaw:
    """A law in the way of an act, and where it is mended, for those who may."""

    message: str
    url: str
    url_label: str


class AgreementActView(LoginRequiredMixin, View):
    """Asks for what an act needs (GET) and performs it (POST)."""

    agreement: Agreement
    act: Act

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        found = AgreementPolicy.visible_to(request.user).with_list_parts().filter(public_id=kwargs["public_id"]).first()
        if found is None or kwargs["act"] not in Act.values:
            raise Http404
        self.agreement, self.act = found, Act(kwargs["act"])
        if not AgreementPolicy.can_perform(request.user, self.act, found):
            raise PermissionDenied
        if self.act in (Act.SUBMIT, Act.RECORD_HISTORICAL):
            # Sent from the page that shows every answer.
            return redirect("agreements:draft_check", public_id=found.public_id)
        if found.status not in TRANSITIONS[self.act].sources:
            return self.refuse(WrongState(found.status))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        laws = violations_of(TRANSITIONS[self.act].rules, self.agreement, on=timezone.localdate())
        return self.show(self.make_form(), laws=[law for law in laws if law.code not in _LAWS_OF_THE_DAY])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        try:
            self.perform(form)
        except InvalidInput as error:
            problems_to_form(form, error)
            return self.show(form, UNPROCESSABLE)
        except AgainstTheLaw as error:
            return self.show(form, CONFLICT, laws=self._at_the_day(form, error.violations))
        except StaleVersion:
            self.agreement.refresh_from_db()
            return self.show(form, STALE, is_stale=True)
        except WrongState as error:
            return self.refuse(error)
        messages.success(request, gettext("Done: %(act)s.") % {"act": self.act.label})
        return redirect(self.record_url)

    def make_form(self, data: QueryDict | None = None) -> ActForm:
        return ActForm(data, act=self.act, fields_sent=fields_sent(self.answers))

    @cached_property
    def answers(self) -> list[PartAnswers]:
        """What was sent, for the reviewer who returns it with remarks."""
        return answers_of(self.agreement) if self.act == Act.RETURN else []

    def perform(self, form: ActForm) -> None:
        version = self.request.POST.get("version", "")
        perform(
            self.act,
            agreement=self.agreement,
            by=signed_in(self.request),
            at=timezone.now(),
            today=timezone.localdate(),
            on=form.day,
            comment=form.cleaned_data.get("comment", ""),
            field_comments=form.field_comments,
            expected_version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
        )

    @property
    def record_url(self) -> str:
        return reverse("agreements:agreement_detail", args=[self.agreement.public_id])

    def _at_the_day(self, form: ActForm, laws: list[Violation]) -> list[Violation]:
        """Laws that the typed day breaks stand at its field; the others are returned."""
        if TRANSITIONS[self.act].asks not in _ASKS_DAY:
            return laws
        for law in laws:
            if law.code in _LAWS_OF_THE_DAY:
                form.add_error("on", ValidationError(str(law.message), law.code))
        return [law for law in laws if law.code not in _LAWS_OF_THE_DAY]

    def show(
        self, form: ActForm, status: int = 200, *, laws: list[Violation] | None = None, is_stale: bool = False
    ) -> HttpResponse:
        changed = changes_since_last_round(self.agreement) if self.act in _DECISIONS else None
        context = {
            "agreement": self.agreement,
            "form": form,
            "asked": [field for field in form if field.name in ("on", "comment")],
            "sent": sent_parts(self.answers, form, changed),
            "act": self.act,
            "what_happens": WHAT_HAPPENS.get(self.act, ""),
            "laws": [self._open_law(law) for law in laws or []],
            "is_severe": self.act in _SEVERE,
            "changed": changed,
            "is_decision": self.act in _DECISIONS,
            "is_stale": is_stale,
            "crumbs": [*self._crumbs(), {"label": self.act.label}],
            "record_url": self.record_url,
        }
        return render(self.request, "agreements/agreement_act.html", context, status=status)

    def _crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": gettext("Agreements"), "url": reverse("agreements:agreement_list")},
            {"label": self.agreement.reference or self.agreement.title or gettext("Draft"), "url": self.record_url},
        ]

    def _open_law(self, law: Violation) -> OpenLaw:
        """Where a law is mended: in the draft while it may be changed, else in the record's own part."""
        label = str(Part(law.part).label)
        if self.agreement.is_editable and AgreementPolicy.can_change(self.request.user, self.agreement):
            return OpenLaw(
                str(law.message), reverse(f"agreements:draft_{law.part}", args=[self.agreement.public_id]), label
            )
        return OpenLaw(str(law.message), f"{self.record_url}#{ANCHORS.get(law.part, 'about')}", label)

    def refuse(self, error: WrongState) -> HttpResponse:
        """The act does not start from here, most often since somebody has performed it already."""
        context = {
            "agreement": self.agreement,
            "act": self.act,
            "reason": error.message,
            "crumbs": [*self._crumbs(), {"label": self.act.label}],
            "record_url": self.record_url,
        }
        return render(self.request, "agreements/agreement_act_refused.html", context, status=CONFLICT)
