"""The form of the task "type and dates"."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TITLE, check_dates
from agreements.choices import AgreementType, Visibility
from agreements.forms.bilingual import in_reading_order, long_text_pair, text_pair
from agreements.models import Agreement
from twinning.core.exceptions import InvalidInput
from twinning.core.forms import PageForm, PartialDateFormField, TextField, problems_to_form
from twinning.core.widgets import HintedRadioSelect
from twinning.focus_areas.choices import Axis, Goal

_ORIGINS = [("no", _("A new agreement")), ("yes", _("An old instrument, from what is known of it"))]
_ORIGIN_HINTS = {
    "no": _("It is reviewed, authorised, then signed; each step is recorded when it happens."),
    "yes": _("Authorised or signed in the past. What nobody knows any more is recorded as not known."),
}
_VISIBILITY_HINTS = {
    Visibility.PUBLIC.value: _("Everybody reads it once it is signed."),
    Visibility.INTERNAL.value: _("Only the cities and ministries of its parties read it."),
}


class TermsForm(PageForm):
    """What kind of instrument it is, what it is called, how long it holds, who may read it."""

    later = frozenset({"type", "title_ar", "title_en"})

    is_historical = forms.ChoiceField(
        label=_("What are you registering?"),
        choices=_ORIGINS,
        widget=HintedRadioSelect(hints=_ORIGIN_HINTS),
    )
    type = forms.ChoiceField(
        label=_("Type"),
        choices=[("", _("Choose a type")), *AgreementType.choices],
    )
    title_ar, title_en = text_pair(_("Title in Arabic"), _("Title in English"), longest=LONGEST_TITLE)
    signed = PartialDateFormField(
        label=_("Signed on"),
        required=False,
        or_unknown=True,
        help_text=_("Only for an instrument that is signed already. Such as 5/3/2026, March 1984 or 1984."),
    )
    ends = PartialDateFormField(
        label=_("Ends on"),
        required=False,
        help_text=_("The last day on which it holds, such as 31/3/2031."),
    )
    has_no_end = forms.BooleanField(label=_("It has no end date"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Visibility.choices,
        widget=HintedRadioSelect(hints=_VISIBILITY_HINTS),
    )
    goals = forms.MultipleChoiceField(
        label=_("Goals of urbanism diplomacy"),
        choices=Goal.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    axes = forms.MultipleChoiceField(
        label=_("Axes"),
        choices=Axis.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    implementation_ar, implementation_en = long_text_pair(
        _("Implementation mechanism in Arabic"),
        _("Implementation mechanism in English"),
        help_text=_("Who carries it out, and how: committees, programmes, meetings."),
    )
    source = TextField(
        label=_("Source"),
        longest=300,
        required=False,
        help_text=_("Where this is known from: a file of the municipality, a newspaper, an archive."),
    )

    FIELD_ORDER: ClassVar[tuple[str, ...]] = (
        "is_historical", "type", "title_ar", "title_en", "signed", "ends", "has_no_end", "visibility", "goals", "axes",
        "implementation_ar", "implementation_en", "source",
    )  # fmt: skip

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.order_fields(in_reading_order(self.FIELD_ORDER))

    def clean(self) -> dict[str, Any]:
        """Dates that contradict each other are told together with everything else that is wrong."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        dates = {name: cleaned.get(name) for name in ("signed", "ends")}
        problems = check_dates(dates, today=self.today)
        if problems:
            problems_to_form(self, InvalidInput(problems))
        return cleaned

    @classmethod
    def stored(cls, agreement: Agreement) -> dict[str, Any]:
        """The answers on record, as the form shows them."""
        same = set(cls.FIELD_ORDER) - {"is_historical"}
        answers = {name: getattr(agreement, name) for name in same}
        return {**answers, "is_historical": "yes" if agreement.is_historical else "no"}

    def changes(self) -> dict[str, Any]:
        """What was understood, by the names of the record; what was not is left out."""
        answers = dict(self.cleaned_data)
        if "is_historical" in answers:
            answers["is_historical"] = answers["is_historical"] == "yes"
        return answers
