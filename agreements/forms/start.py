"""The form that starts a draft: for which city, once only."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.places import PlaceForm
from cities.models import City
from twinning.accounts.models import User


class StartForm(PlaceForm):
    """One city is taken, several are offered, and who writes for every city names one."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cities: Sequence[City], has_every_city: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cities = {str(city.pk): city for city in cities}
        self.has_every_city = has_every_city
        self.keeper: City | None = None
        if has_every_city:
            self.fields["city"].required = True
            self.fields["city"].label = _("For which city?")
            return
        for name in ("city", "city_id", "city_for", "city_pick"):
            del self.fields[name]
        if len(self.cities) > 1:
            self.fields["own_city"] = forms.ChoiceField(
                label=_("For which city?"),
                choices=[(key, city.name) for key, city in self.cities.items()],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose the city for which you register.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.has_every_city:
            self.keeper = self.chosen
        elif len(self.cities) == 1:
            self.keeper = next(iter(self.cities.values()))
        else:
            self.keeper = self.cities.get(cleaned.get("own_city", ""))
        return cleaned

    def public_id_for(self, user: User) -> uuid.UUID:
        """The id of the draft that this page makes: the same however often its button is pressed."""
        return uuid.uuid5(user.public_id, self.cleaned_data["key"])
