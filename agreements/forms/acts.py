"""The form of an act: what it asks of the person who performs it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT
from agreements.lifecycle import TRANSITIONS, Act, Asks
from agreements.tasks import Part
from twinning.core.dates import PartialDate
from twinning.core.forms import PageForm, PartialDateFormField, TextField

DAY_LABELS = {
    Act.SIGN: _("Day of signing"),
    Act.BRING_INTO_FORCE: _("Day on which force begins"),
    Act.TERMINATE: _("Day on which it was ended"),
}
COMMENT_LABELS = {
    Act.RETURN: _("What is to be mended"),
    Act.REJECT: _("Why it is rejected"),
    Act.SUSPEND: _("Why it is suspended"),
    Act.TERMINATE: _("Why it is ended"),
    Act.WITHDRAW: _("Why it is withdrawn"),
}
_DAY = (Asks.DAY, Asks.DAY_AND_COMMENT)
_COMMENT = (Asks.COMMENT, Asks.DAY_AND_COMMENT)


class ActForm(PageForm):
    """A day, a reason, and for a return a remark on each part: only what the act asks for."""

    def __init__(self, *args: Any, act: Act, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = TRANSITIONS[act].asks
        if asks in _DAY:
            self.fields["on"] = PartialDateFormField(
                label=DAY_LABELS[act],
                help_text=_("Such as 5/3/2026 or ٥/٣/٢٠٢٦."),
            )
        if asks in _COMMENT:
            self.fields["comment"] = TextField(
                label=COMMENT_LABELS[act],
                longest=LONGEST_TEXT,
                lines=4,
                help_text=_("The other side reads it; it stays in the record."),
                error_messages={"required": _("Write the reason; the other side reads it.")},
            )
        if act == Act.RETURN:
            for part in Part:
                self.fields[f"on_{part.value}"] = TextField(
                    label=part.label, longest=LONGEST_TEXT, lines=2, required=False
                )

    @property
    def day(self) -> PartialDate | None:
        return self.cleaned_data.get("on")

    @property
    def field_comments(self) -> dict[str, str]:
        """Remarks by part, empty ones left out."""
        texts = {part.value: self.cleaned_data.get(f"on_{part.value}", "") for part in Part}
        return {part: text for part, text in texts.items() if text}
