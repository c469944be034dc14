"""The field in which people name a place: its text and, once chosen, its id."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agreements.task_words import listed
from cities.models import City
from cities.name_keys import name_key
from cities.search import search_cities
from twinning.core.forms import PageForm, TextField
from twinning.core.widgets import Autocomplete

MOST_CANDIDATES = 8
CITIES_ADDRESS = "/api/v1/cities/"


class PlaceForm(PageForm):
    """Names a city in `city`; a script puts the id of the chosen one into `city_id`.

    Without a script the text alone comes. Where it means several places, the form offers them as `city_pick`, valid for
    the text they were found by (`city_for`).
    """

    city = TextField(
        label=_("City"),
        longest=200,
        required=False,
        help_text=_("Write the name in Arabic or Latin letters. Common names and small misspellings are understood."),
        widget=Autocomplete(url=CITIES_ADDRESS, value_name="city_id"),
    )
    city_id = forms.CharField(required=False, widget=forms.HiddenInput)
    city_for = forms.CharField(required=False, widget=forms.HiddenInput)
    city_pick = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, taken: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates: list[City] = []
        self.chosen: City | None = None
        self.fields["city"].widget.attrs["data-autocomplete-taken"] = " ".join(map(str, taken))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        text = cleaned.get("city", "")
        if not text or "city" in self.errors:
            return cleaned
        picked = cleaned.get("city_pick", "") if cleaned.get("city_for") == text else ""
        number = picked or cleaned.get("city_id", "")
        city = self._by_id(number) if number else None
        # Without a script the id of an earlier choice stays behind when its text is written over.
        self.chosen = city if city and (number == picked or _is_called(city, text)) else self._by_name(text)
        return cleaned

    def _by_id(self, number: str) -> City | None:
        return City.objects.selectable().with_place().filter(pk=int(number)).first() if _is_id(number) else None

    def _by_name(self, text: str) -> City | None:
        matches = search_cities(text, limit=MOST_CANDIDATES)
        exact = [match.city for match in matches if name_key(match.name) == name_key(text)]
        if len(exact) == 1:
            return exact[0]
        if not matches:
            message = _("No city is known by the name “%(name)s”. Check the spelling, or write another of its names.")
            self.add_error("city", ValidationError(message, "unknown_city", {"name": text}))
            return None
        self.candidates = [match.city for match in matches]
        message = _("Several places are called “%(name)s” or nearly so: choose the one you mean.")
        self.add_error("city", ValidationError(message, "several_cities", {"name": text}))
        return None


def _is_called(city: City, text: str) -> bool:
    return name_key(text) in {name_key(name) for name in (city.name_ar, city.name_en, city.name_local) if name}


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def place_line(city: City) -> str:
    """Country and governorate of a city in one line."""
    return listed(filter(None, (city.country.name, city.governorate.name if city.governorate else "")))
