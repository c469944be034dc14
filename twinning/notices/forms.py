"""The form by which a person says how she wants to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twinning.accounts.models import User
from twinning.core.forms import PageForm
from twinning.notices.kinds import kinds
from twinning.notices.models import Way, Weekday
from twinning.notices.services import preferences_of, way_of

PREFIX = "way_"


class PreferencesForm(PageForm):
    """One way for each kind, the day of the weekly letter, the language of letters."""

    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=[("ar", "العربية"), ("en", "English")],
        widget=forms.RadioSelect,
    )
    weekday = forms.TypedChoiceField(label=_("Day of the weekly letter"), choices=Weekday.choices, coerce=int)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        chosen = preferences_of(user)
        initial = {"language": user.language, "weekday": chosen.weekday}
        initial |= {f"{PREFIX}{code}": way_of(user, code) for code in kinds()}
        super().__init__(*args, initial=initial, **kwargs)
        for code, kind in kinds().items():
            self.fields[f"{PREFIX}{code}"] = forms.ChoiceField(label=str(kind.label), choices=Way.choices)
        self.order_fields([*(f"{PREFIX}{code}" for code in kinds()), "weekday", "language"])

    @property
    def ways(self) -> dict[str, str]:
        """The chosen ways by kind."""
        return {code: self.cleaned_data[f"{PREFIX}{code}"] for code in kinds()}
