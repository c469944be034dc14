"""The form by which a city is merged into its successor: which one, what is kept, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.places import PlaceForm
from twinning.core.forms import TextField


class CityMergerForm(PlaceForm):
    """The successor, as people name places, the facts it takes over, and the reason."""

    taken = forms.MultipleChoiceField(
        label=_("The successor takes over"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("name_ar", _("the Arabic name")),
            ("name_en", _("the English name")),
            ("population", _("the number of inhabitants")),
            ("position", _("the position on the map")),
        ],
    )
    reason = TextField(label=_("Reason"), longest=500, help_text=_("The decision or decree, with its number and date."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].label = _("Successor")
        self.fields["city"].required = True
