"""One indicator with its values over time, and the pages on which a value, an indicator or a mend is recorded."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views import View

from agreements.forms.evidence import VoidForm
from agreements.forms.measurements import MeasurementForm
from agreements.forms.purposes import IndicatorForm, MendedIndicatorForm
from agreements.models import Agreement, Indicator, Measurement, Purpose
from agreements.policies import AgreementPolicy, DocumentPolicy
from agreements.services.indicators import MEASURED_STATUSES, add_indicator, change_indicator
from agreements.services.measurements import record_measurement, void_measurement
from agreements.views.evidence_page import EvidenceFormView
from agreements.views.listing import Link
from agreements.views.purpose_cards import indicator_card, value_rows
from agreements.views.series_picture import series_picture

WITH_VALUES = Prefetch(
    "measurements", Measurement.objects.standing().select_related("document").order_by("as_of", "pk")
)


def find_indicator(agreement: Agreement, indicator_id: uuid.UUID) -> Indicator:
    """An indicator of an agreement that the reader sees. Raises: Http404."""
    rows = Indicator.objects.filter(purpose__agreement=agreement).select_related("purpose__focus_area__parent")
    return get_object_or_404(rows.prefetch_related(WITH_VALUES), public_id=indicator_id)


class IndicatorDetailView(View):
    """From where to where, how far, and every value with its source."""

    def get(self, request: HttpRequest, public_id: uuid.UUID, indicator_id: uuid.UUID) -> HttpResponse:
        seen = AgreementPolicy.visible_to(request.user).with_list_parts()
        agreement = get_object_or_404(seen, public_id=public_id)
        indicator = find_indicator(agreement, indicator_id)
        readable = set(DocumentPolicy.visible_to(request.user, agreement).values_list("pk", flat=True))
        values = list(indicator.measurements.all())
        can_mend = AgreementPolicy.can_change(request.user, agreement) and agreement.status in MEASURED_STATUSES
        context = {
            "active_entry": "agreements",
            "agreement": agreement,
            "indicator": indicator,
            "card": indicator_card(agreement, indicator, readable),
            "picture": series_picture(indicator, values, mirrored=get_language_bidi()),
            "rows": value_rows(agreement, indicator, values, readable),
            "can_follow_up": AgreementPolicy.can_follow_up(request.user, agreement),
            "can_mend": can_mend,
            "crumbs": [*agreement_crumbs(agreement), Link(indicator.name, "")],
        }
        return render(request, "agreements/indicator_detail.html", context)


def agreement_crumbs(agreement: Agreement) -> list[Link]:
    url = reverse("agreements:agreement_detail", args=[agreement.public_id])
    name = agreement.reference or agreement.title
    return [Link(_("Agreements"), reverse("agreements:agreement_list")), Link(name, f"{url}#purposes")]


class MeasurementAddView(EvidenceFormView):
    """Recording how far an indicator has come."""

    template_name = "agreements/measurement_form.html"
    indicator: Indicator

    def load(self) -> None:
        super().load()
        self.indicator = find_indicator(self.agreement, self.kwargs["indicator_id"])

    @property
    def back_url(self) -> str:
        return reverse("agreements:indicator_detail", args=[self.agreement.public_id, self.indicator.public_id])

    def make_form(self, data: QueryDict | None = None) -> MeasurementForm:
        return MeasurementForm(
            data,
            self.request.FILES if data is not None else None,
            initial=MeasurementForm.blank(timezone.localdate()),
            agreement=self.agreement,
            person=self.request.user,
            indicator=self.indicator,
        )

    def save(self, form: Any, expected_version: int | None) -> Measurement:
        uploads = form.uploads()
        return record_measurement(
            self.indicator,
            form.as_input(),
            upload=uploads[0] if uploads else None,
            public_id=self.new_id(),
            **self.acting,
        )

    def done(self, saved: Measurement) -> HttpResponseBase:
        messages.success(self.request, _("The measurement is recorded."))
        return redirect(self.back_url)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs(), Link(self.indicator.name, self.back_url), Link(_("Record a measurement"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        own = {"page_title": _("Record a measurement"), "indicator": self.indicator}
        readable: set[int] = set()
        return super().show(
            form, status, **{**own, "card": indicator_card(self.agreement, self.indicator, readable), **context}
        )


class MeasurementVoidView(MeasurementAddView):
    """Takes a value that is wrong out of every figure."""

    template_name = "agreements/evidence_void.html"
    measurement: Measurement

    def load(self) -> None:
        super().load()
        rows = self.indicator.measurements.all()
        found = next((row for row in rows if row.public_id == self.kwargs["measurement_id"]), None)
        if found is None:
            raise Http404
        self.measurement = found

    @property
    def record(self) -> Measurement:
        return self.measurement

    def make_form(self, data: QueryDict | None = None) -> Any:
        return VoidForm(data)

    def save(self, form: Any, expected_version: int | None) -> Measurement:
        reason = form.cleaned_data["reason"]
        return void_measurement(self.measurement, reason=reason, expected_version=expected_version, **self.acting)

    def done(self, saved: Measurement) -> HttpResponseBase:
        messages.success(self.request, _("The entry is void. It counts nowhere any more and stays on record."))
        return redirect(self.back_url)

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        value = f"{self.indicator.name}: {self.measurement}"
        return super().show(form, status, **{"page_title": _("Void this measurement"), "what": value, **context})


class IndicatorAddView(EvidenceFormView):
    """One more indicator for a purpose of a living agreement."""

    template_name = "agreements/indicator_form.html"
    purpose: Purpose

    def load(self) -> None:
        super().load()
        self.purpose = get_object_or_404(self.agreement.purposes, public_id=self.kwargs["purpose_id"])
        if not AgreementPolicy.can_change(self.request.user, self.agreement):
            raise PermissionDenied

    @property
    def back_url(self) -> str:
        return f"{self.agreement_url}#purposes"

    def make_form(self, data: QueryDict | None = None) -> IndicatorForm:
        return IndicatorForm(data, is_single=True)

    def save(self, form: Any, expected_version: int | None) -> Indicator:
        acting = self.acting
        return add_indicator(self.purpose, form.as_input(), by=acting["by"], at=acting["at"], public_id=self.new_id())

    def done(self, saved: Indicator) -> HttpResponseBase:
        messages.success(self.request, _("The indicator is kept."))
        return redirect("agreements:indicator_detail", public_id=self.agreement.public_id, indicator_id=saved.public_id)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs(), Link(_("Add an indicator"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        own = {"page_title": _("Add an indicator"), "purpose": self.purpose}
        return super().show(form, status, **{**own, **context})


class IndicatorChangeView(IndicatorAddView):
    """Mends how a purpose is measured, with the reason."""

    indicator: Indicator

    def load(self) -> None:
        EvidenceFormView.load(self)
        self.indicator = find_indicator(self.agreement, self.kwargs["indicator_id"])
        self.purpose = self.indicator.purpose
        if not AgreementPolicy.can_change(self.request.user, self.agreement):
            raise PermissionDenied

    @property
    def record(self) -> Agreement:
        """Indicators are part of the record and share its version."""
        return self.agreement

    @property
    def back_url(self) -> str:
        return reverse("agreements:indicator_detail", args=[self.agreement.public_id, self.indicator.public_id])

    def make_form(self, data: QueryDict | None = None) -> IndicatorForm:
        return MendedIndicatorForm(data, initial=IndicatorForm.stored(self.indicator), is_single=True)

    def save(self, form: Any, expected_version: int | None) -> Indicator:
        acting = self.acting
        return change_indicator(
            self.indicator,
            form.as_input(),
            reason=form.cleaned_data["reason"],
            by=acting["by"],
            at=acting["at"],
            expected_version=expected_version,
        )

    def crumbs(self) -> list[Link]:
        return [*super().crumbs()[:-1], Link(self.indicator.name, self.back_url), Link(_("Change"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        return super().show(form, status, **{"page_title": _("Change the indicator"), **context})
