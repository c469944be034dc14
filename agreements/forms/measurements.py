"""The form of one measurement: how much, as of when, who says so, and the paper that proves it."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.choices import Visibility
from agreements.forms.evidence import EvidenceForm
from agreements.models import Indicator
from agreements.services.measurements import LONGEST_SOURCE, MeasurementInput
from twinning.core.dates import PartialDate
from twinning.core.forms import NumberField, PartialDateFormField, TextField


class MeasurementForm(EvidenceForm):
    """A value of an indicator."""

    value = NumberField(label=_("Value now"), error_messages={"required": _("Give the value, such as 34 or 12.5")})
    as_of = PartialDateFormField(label=_("As of"), help_text=_("The day, month or year for which the value holds."))
    source = TextField(
        label=_("Source"), longest=LONGEST_SOURCE, help_text=_("Such as “Annual report 2026, page 12” or “head count”.")
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if indicator.unit:
            self.fields["value"].help_text = _("In the unit of the indicator: %(unit)s.") % {"unit": indicator.unit}
        if self.documents:
            self.fields["document"] = forms.ChoiceField(
                label=_("Document that proves it"),
                choices=[("", _("No document")), *((key, str(document)) for key, document in self.documents.items())],
                required=False,
            )
        self.add_documents("")
        self.fields.pop("documents", None)
        self.fields["uploads"].label = _("Or a new file")
        self.add_visibility()
        self.fields["visibility"].label = _("Who may read the new file?")
        self.fields["visibility"].initial = Visibility.PUBLIC.value

    @staticmethod
    def blank(today: datetime.date) -> dict[str, Any]:
        return {"as_of": PartialDate.day(today)}

    def as_input(self) -> MeasurementInput:
        answers = self.cleaned_data
        return MeasurementInput(
            value=answers["value"],
            as_of=answers["as_of"],
            source=answers["source"],
            document=self.documents.get(answers.get("document", "")),
        )
