"""What the other side fills in: nothing is wrong, or what is wrong, part by part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT
from agreements.models.confirmation import ConfirmedPart
from twinning.core.forms import PageForm, TextField

RIGHT, WRONG = "right", "wrong"
LONGEST_NAME = 150


class AnswerForm(PageForm):
    """The answer, and a box for each part of the record; whoever comes by a link also gives a name."""

    def __init__(self, *args: Any, asks_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Is the record right?"),
            choices=[(RIGHT, _("Yes, we confirm it")), (WRONG, _("No, something is wrong"))],
            widget=forms.RadioSelect,
        )
        for part in ConfirmedPart:
            self.fields[f"wrong_{part.value}"] = TextField(
                label=part.label, longest=LONGEST_TEXT, lines=2, required=False
            )
        if asks_name:
            self.fields["name"] = TextField(
                label=_("Your name and office"), longest=LONGEST_NAME, help_text=_("It stands beside your answer.")
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("verdict") == WRONG and not self._texts(cleaned):
            self.add_error("verdict", _("Write beside at least one part what is wrong with it."))
        if cleaned.get("verdict") == RIGHT and self._texts(cleaned):
            self.add_error("verdict", _("You confirmed the record and wrote what is wrong: choose one of the two."))
        return cleaned

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[f"wrong_{part.value}"] for part in ConfirmedPart]

    @property
    def disputed(self) -> dict[str, str]:
        """What is wrong by part; empty where the record is confirmed."""
        return self._texts(self.cleaned_data) if self.cleaned_data.get("verdict") == WRONG else {}

    @staticmethod
    def _texts(cleaned: dict[str, Any]) -> dict[str, str]:
        texts = {part.value: str(cleaned.get(f"wrong_{part.value}") or "").strip() for part in ConfirmedPart}
        return {part: text for part, text in texts.items() if text}


class SettleForm(PageForm):
    """The keeping side's answer to a dispute."""

    settlement = TextField(
        label=_("How the dispute was settled"),
        longest=LONGEST_TEXT,
        lines=4,
        help_text=_("The other side reads it; it stays in the record."),
    )
