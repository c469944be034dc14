"""What is asked of a history, and the reason of going back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.history import HistoryFilter
from agreements.services.reverts import LONGEST_REASON
from twinning.core.forms import PageForm, PartialDateFormField, TextField

Choices = Iterable[tuple[str, Any]]


class HistoryForm(PageForm):
    """The conditions of a history; each empty one sets none."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    part = forms.ChoiceField(label=_("Part of the record"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    since = PartialDateFormField(label=_("From"), required=False)
    until = PartialDateFormField(label=_("Until"), required=False)

    def __init__(self, *args: Any, people: Choices, parts: Choices, fields: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("person", people), ("part", parts), ("field", fields)):
            box = self.fields[name]
            if isinstance(box, forms.ChoiceField):
                box.choices = [("", _("All")), *choices]

    def condition(self) -> HistoryFilter:
        """What was asked, of a valid form."""
        typed = self.cleaned_data
        return HistoryFilter(
            person=typed["person"],
            part=typed["part"],
            field=typed["field"],
            since=typed["since"].value if typed["since"] else None,
            until=typed["until"].last_day if typed["until"] else None,
        )


class RevertForm(PageForm):
    """Why one goes back."""

    reason = TextField(
        label=_("Reason"),
        longest=LONGEST_REASON,
        lines=2,
        help_text=_("It stays in the history beside your name."),
    )
