"""What may be asked of matching: the same names on the page and in the API."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.matching.criteria import Criterion
from agreements.matching.scoring import DEFAULT_WEIGHTS, MOST_WEIGHT

WEIGHT = "weight_"
DEFAULT_LIMIT, MOST_LIMIT = 10, 50
MOST_COMPARED = 4


class CityIdsField(forms.Field):
    """Ids of cities, given once each."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        given = [text for text in value or [] if text]
        if not all(text.isascii() and text.isdigit() and len(text) < len(str(2**63)) for text in given):
            raise forms.ValidationError(_("Give ids of cities."), code="invalid")
        return list(dict.fromkeys(int(text) for text in given))[:MOST_COMPARED]


class MatchForm(forms.Form):
    """Weights of 0 to 100, how many places, which to compare, and about which to ask why not."""

    limit = forms.IntegerField(label=_("Number of suggestions"), required=False, min_value=1, max_value=MOST_LIMIT)
    compare = CityIdsField(label=_("Compare"), required=False)
    why = forms.CharField(label=_("Why not this city?"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in Criterion:
            self.fields[f"{WEIGHT}{criterion.value}"] = forms.IntegerField(
                label=criterion.label,
                required=False,
                min_value=0,
                max_value=MOST_WEIGHT,
                initial=DEFAULT_WEIGHTS[criterion],
                widget=forms.NumberInput(attrs={"class": "weight-box", "inputmode": "numeric"}),
            )

    @property
    def weights(self) -> dict[Criterion, int]:
        """The weights asked for, the usual ones where none or a wrong one is given."""
        given: Mapping[str, Any] = getattr(self, "cleaned_data", {})
        asked = {criterion: given.get(f"{WEIGHT}{criterion.value}") for criterion in Criterion}
        return {c: DEFAULT_WEIGHTS[c] if weight is None else int(weight) for c, weight in asked.items()}

    @property
    def wanted(self) -> int:
        return int(getattr(self, "cleaned_data", {}).get("limit") or DEFAULT_LIMIT)

    @property
    def compared(self) -> list[int]:
        return list(getattr(self, "cleaned_data", {}).get("compare") or [])

    @property
    def asked_why(self) -> str:
        return str(getattr(self, "cleaned_data", {}).get("why") or "").strip()
