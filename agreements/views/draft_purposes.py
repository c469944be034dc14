"""The task "purposes and indicators": the list with the basis of likeness, and the page of one purpose."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.forms.purposes import IndicatorForm, LikenessForm, PurposeForm
from agreements.indicator_templates import IndicatorTemplate, indicator_templates, templates_for
from agreements.models import Purpose
from agreements.services.agreements import change_agreement
from agreements.services.purposes import remove_purpose, save_purpose
from agreements.tasks import Part
from agreements.views.draft_answers import indicator_words
from agreements.views.draft_page import DraftFormView, DraftView, is_automatic
from agreements.views.people import signed_in
from twinning.core.form_rows import more_rows
from twinning.core.forms import PageForm


class DraftPurposesView(DraftFormView):
    """Why the cities conclude the agreement, and on what they are alike."""

    part = Part.PURPOSES
    title = Part.PURPOSES.label
    lead = _("Specific purposes drive success: say what is wanted, and by what one will see that it was reached.")
    template_name = "agreements/draft_purposes.html"
    keeps_half_answers = True

    def make_form(self, data: QueryDict | None = None) -> LikenessForm:
        return LikenessForm(data, initial=LikenessForm.stored(self.agreement))

    def save(self, form: Any, expected_version: int) -> None:
        change_agreement(
            self.agreement,
            form.cleaned_data,
            by=signed_in(self.request),
            at=timezone.now(),
            today=timezone.localdate(),
            expected_version=expected_version,
        )

    def show(self, form: PageForm, status: int = 200, **context: Any) -> HttpResponse:
        rows = [
            {
                "purpose": purpose,
                "indicators": [indicator_words(indicator) for indicator in purpose.indicators.all()],
                "change_url": self.url("draft_purpose_change", purpose_id=purpose.public_id),
                "remove_url": self.url("draft_purpose_remove", purpose_id=purpose.public_id),
            }
            for purpose in self.agreement.purposes.all()
        ]
        own = {"purposes": rows, "add_url": self.url("draft_purpose_add")}
        return super().show(form, status, **{**own, **context})


def template_choices(form: PurposeForm) -> list[tuple[str, list[IndicatorTemplate]]]:
    """The templates that fit the chosen focus area; all of them by area as long as none is chosen."""
    area = form.areas.get(str(form["focus_area"].value() or ""))
    if area is not None:
        return [(area.name, templates_for(area.code, area.root_code))]
    return [
        (area.name, [template for template in indicator_templates() if area.code in template.areas])
        for area in form.areas.values()
    ]


def with_template(data: QueryDict) -> QueryDict:
    """What was typed, with the chosen template in the first indicator that is still blank, or in one more."""
    chosen = next((one for one in indicator_templates() if one.code == data.get("template")), None)
    if chosen is None:
        return data
    rows = PurposeForm(data).rows
    blank = next((number for number, row in enumerate(rows) if row.is_blank()), None)
    grown = data.copy() if blank is not None else more_rows(data, PurposeForm)
    number = len(rows) if blank is None else blank
    for name, value in chosen.as_answers().items():
        grown.setlist(f"{PurposeForm.rows_name}-{number}-{name}", value if isinstance(value, list) else [value])
    return grown


class DraftPurposeAddView(DraftFormView):
    """One new purpose; however often its page is sent, it stays one."""

    part = Part.PURPOSES
    title = _("A purpose and its indicators")
    template_name = "agreements/draft_purpose.html"

    def crumbs(self) -> list[dict[str, Any]]:
        above = {"label": Part.PURPOSES.label, "url": self.url("draft_purposes")}
        return [*super().crumbs()[:-1], above, {"label": self.title}]

    @property
    def key(self) -> str:
        """The key that the page was given when it was first shown."""
        return self.request.POST.get("key", "")[:64] or uuid.uuid4().hex

    def purpose_id(self) -> uuid.UUID:
        return uuid.uuid5(self.agreement.public_id, self.key)

    def purpose(self) -> Purpose | None:
        """The purpose on record, where this page has made one before."""
        wanted = self.purpose_id()
        return next((purpose for purpose in self.agreement.purposes.all() if purpose.public_id == wanted), None)

    def make_form(self, data: QueryDict | None = None) -> PurposeForm:
        purpose = self.purpose()
        if purpose is None:
            return PurposeForm(data)
        rows = [IndicatorForm.stored(indicator) for indicator in purpose.indicators.all()]
        return PurposeForm(data, initial=PurposeForm.stored(purpose), rows=rows)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.POST.get("act") == "more" and not is_automatic(request):
            form = self.make_form(more_rows(request.POST, PurposeForm))
            form.forget_errors()
            return self.show(form)
        if request.POST.get("act") == "template" and not is_automatic(request):
            form = self.make_form(with_template(request.POST))
            form.forget_errors()
            return self.show(form)
        return super().post(request, **kwargs)

    def save(self, form: Any, expected_version: int) -> None:
        save_purpose(
            self.agreement,
            form.as_input(),
            public_id=self.purpose_id(),
            by=signed_in(self.request),
            at=timezone.now(),
            expected_version=expected_version,
        )

    def done(self) -> HttpResponseBase:
        return redirect(self.url("draft_purposes"))

    def show(self, form: PageForm, status: int = 200, **context: Any) -> HttpResponse:
        templates = template_choices(form) if isinstance(form, PurposeForm) else []
        return super().show(form, status, key=self.key, templates=templates, **context)


class DraftPurposeChangeView(DraftPurposeAddView):
    """One purpose on record."""

    def load(self) -> None:
        super().load()
        if self.purpose() is None:
            raise Http404

    def purpose_id(self) -> uuid.UUID:
        found: uuid.UUID = self.kwargs["purpose_id"]
        return found


class DraftPurposeRemoveView(DraftView):
    """Takes a purpose out of the draft; twice is once."""

    part = Part.PURPOSES

    def post(self, request: HttpRequest, purpose_id: uuid.UUID, **kwargs: Any) -> HttpResponseBase:
        for purpose in self.agreement.purposes.all():
            if purpose.public_id == purpose_id:
                remove_purpose(purpose, by=signed_in(request), at=timezone.now())
        return redirect(self.url("draft_purposes"))
