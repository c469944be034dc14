"""Form widgets of the interface: hinted choices, city and date boxes, several files at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Hints = Mapping[str, str | Promise]


class _Hinted(forms.widgets.ChoiceWidget):
    """Adds one line of explanation under each choice that has one."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Iterable[Any] = (), *, hints: Hints | None = None):
        super().__init__(attrs, tuple(choices))
        self.hints: Hints = hints or {}

    def create_option(
        self,
        name: str,
        value: Any,
        label: str | int,
        selected: bool,
        index: int,
        subindex: int | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        return {**option, "hint": self.hints.get(str(value), "")}


class HintedRadioSelect(_Hinted, forms.RadioSelect):
    """Radios with one line each: `HintedRadioSelect(hints={"renews": _("…")})`."""


class HintedCheckboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Checkboxes with one line each."""


class Autocomplete(forms.TextInput):
    """A text box that suggests cities as one types; without JavaScript it stays a text box, resolved by the server.

    The chosen city's id goes into the hidden input named by `value_name`, so that the form has both text and choice.
    """

    def __init__(self, *, url: str, value_name: str = "", propose_url: str = "", attrs: dict[str, Any] | None = None):
        marks = {
            "data-autocomplete": url,
            "data-autocomplete-value": value_name or False,
            "data-autocomplete-propose": propose_url or False,
            "autocomplete": "off",
            "dir": "auto",
        }
        super().__init__({**marks, **(attrs or {})})


class DateBox(forms.TextInput):
    """A text box for a date as people write it: 5/3/2026, March 1984 or 1984."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"class": "input-date", "autocomplete": "off", "dir": "auto", **(attrs or {})})


class ManyFilesInput(forms.ClearableFileInput):
    """A file box that takes several files at once and lists what was chosen."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"data-file-list": True, **(attrs or {})})


class ManyFilesField(forms.FileField):
    """Several files in one field; cleans to a list, each file by the rules of a single one."""

    widget = ManyFilesInput
    default_error_messages = {"required": _("Choose at least one file.")}

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        if not chosen:
            super().clean(None, initial)
            return []
        return [super(ManyFilesField, self).clean(file, initial) for file in chosen]
