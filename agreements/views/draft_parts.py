"""The tasks that are one form each: type and dates, due diligence, contacts."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.choices import Side
from agreements.forms.notes import ContactsForm, DueDiligenceForm, contact_rows
from agreements.forms.terms import TermsForm
from agreements.services.agreements import change_agreement
from agreements.services.due_diligence import set_due_diligence
from agreements.services.focal_points import set_focal_points
from agreements.tasks import Part, sides_with_contact
from agreements.views.draft_page import DraftFormView, is_automatic
from agreements.views.people import signed_in
from twinning.core.form_rows import more_rows


class DraftTermsView(DraftFormView):
    """What kind of instrument it is and how long it holds."""

    part = Part.TERMS
    title = Part.TERMS.label
    lead = _("What kind of instrument this is, what it is called, and how long it holds.")
    template_name = "agreements/draft_terms.html"
    keeps_half_answers = True

    def make_form(self, data: QueryDict | None = None) -> TermsForm:
        return TermsForm(data, initial=TermsForm.stored(self.agreement), today=timezone.localdate())

    def save(self, form: Any, expected_version: int) -> None:
        change_agreement(
            self.agreement,
            form.changes(),
            by=signed_in(self.request),
            at=timezone.now(),
            today=timezone.localdate(),
            expected_version=expected_version,
        )


class DraftDueDiligenceView(DraftFormView):
    """The note under its five headings."""

    part = Part.DUE_DILIGENCE
    title = Part.DUE_DILIGENCE.label
    lead = _(
        "What was looked into before the agreement is sent. A few sentences under each heading are enough; "
        "where nothing is known, say so and why."
    )
    template_name = "agreements/draft_form.html"
    keeps_half_answers = True

    def make_form(self, data: QueryDict | None = None) -> DueDiligenceForm:
        return DueDiligenceForm(data, initial=DueDiligenceForm.stored(self.agreement))

    def save(self, form: Any, expected_version: int) -> None:
        set_due_diligence(
            self.agreement,
            form.cleaned_data,
            by=signed_in(self.request),
            at=timezone.now(),
            expected_version=expected_version,
        )


class DraftContactsView(DraftFormView):
    """Whom one writes to, on both sides."""

    part = Part.CONTACTS
    title = Part.CONTACTS.label
    lead = _("One person on each side who answers for the agreement. Contacts are never shown to the public.")
    template_name = "agreements/draft_contacts.html"

    def make_form(self, data: QueryDict | None = None) -> ContactsForm:
        stored = contact_rows(self.agreement)
        form = ContactsForm(data, rows=stored)
        if data is None:
            missing = [side for side in Side if side not in sides_with_contact(self.agreement)]
            form.stand_ready([{"side": side.value} for side in missing])
        return form

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.POST.get("act") == "more" and not is_automatic(request):
            return self.show_more()
        return super().post(request, **kwargs)

    def show_more(self) -> HttpResponse:
        """One more row, with everything that was typed and without judging it."""
        form = self.make_form(more_rows(self.request.POST, ContactsForm))
        form.forget_errors()
        return self.show(form)

    def save(self, form: Any, expected_version: int) -> None:
        set_focal_points(
            self.agreement,
            form.as_inputs(),
            by=signed_in(self.request),
            at=timezone.now(),
            expected_version=expected_version,
        )
