"""Naming the contacts of a published agreement, and asking them whether they still are."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.follow_up import NamedContactForm
from agreements.models import Agreement, FocalPoint
from agreements.services.contacts import ask_contact, name_contact
from agreements.services.vitality import thresholds
from agreements.views.evidence_page import EvidenceFormView, EvidencePage
from agreements.views.listing import Link
from agreements.views.people import signed_in
from agreements.vitality import is_fresh


@dataclass(frozen=True, slots=True)
class ContactState:
    """A contact, and whether she has confirmed lately that she is it."""

    contact: FocalPoint
    is_confirmed: bool
    asked_on: datetime.date | None


def contact_state(contact: FocalPoint, *, today: datetime.date) -> ContactState:
    """The state of one contact on a day."""
    fresh = is_fresh(contact.confirmed_on, today=today, thresholds=thresholds())
    return ContactState(contact, fresh, timezone.localdate(contact.asked_at) if contact.asked_at else None)


class ContactAskView(EvidencePage):
    """E-mails a contact the link by which she confirms herself; POST only."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        contact = get_object_or_404(self.agreement.focal_points, public_id=kwargs["contact_id"])
        ask_contact(contact, by=signed_in(request), at=timezone.now())
        messages.success(
            request, _("A letter with a one-time link is on its way to %(name)s.") % {"name": contact.name}
        )
        return redirect(self.back_url)

    @property
    def back_url(self) -> str:
        return after_contacts(self.agreement)


class ContactNameView(EvidenceFormView):
    """A new contact for one side."""

    template_name = "agreements/contact_form.html"

    def make_form(self, data: QueryDict | None = None) -> NamedContactForm:
        return NamedContactForm(data)

    def save(self, form: Any, expected_version: int | None) -> FocalPoint:
        return name_contact(self.agreement, form.as_input(), by=signed_in(self.request), at=timezone.now())

    def done(self, saved: FocalPoint) -> HttpResponseBase:
        messages.success(self.request, _("The contact is on record, not confirmed yet."))
        return redirect(self.back_url)

    @property
    def back_url(self) -> str:
        return after_contacts(self.agreement)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs(), Link(_("Contact"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        return super().show(form, status, **{"page_title": _("Name a contact"), **context})


class ContactChangeView(ContactNameView):
    """Another person, or another address, in the place of a contact."""

    contact: FocalPoint

    def load(self) -> None:
        super().load()
        self.contact = get_object_or_404(self.agreement.focal_points, public_id=self.kwargs["contact_id"])

    @property
    def record(self) -> FocalPoint:
        return self.contact

    def make_form(self, data: QueryDict | None = None) -> NamedContactForm:
        initial = {name: getattr(self.contact, name) for name in NamedContactForm.NAMES}
        return NamedContactForm(data, initial=initial)

    def save(self, form: Any, expected_version: int | None) -> FocalPoint:
        return name_contact(
            self.agreement, form.as_input(), by=signed_in(self.request), at=timezone.now(), contact=self.contact
        )

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        return super().show(form, status, **{"page_title": _("Change the contact"), **context})


def after_contacts(agreement: Agreement) -> str:
    """The follow-up of the agreement's tie, or the record where it has none."""
    if agreement.relationship is None:
        return reverse("agreements:agreement_detail", args=[agreement.public_id])
    return reverse("agreements:tie_follow_up", args=[agreement.relationship.public_id]) + "#contacts"
