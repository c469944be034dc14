"""The form of an act: what it asks of the person who performs it."""

from collections.abc import Mapping
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
    """A day, a reason, and for a return a remark on each part and each field: only what the act asks for.

    `fields_sent` names the fields of what was sent with their labels.
    """

    def __init__(self, *args: Any, act: Act, fields_sent: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._remarked: list[str] = []
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
                self._add_remark(part.value, part.label)
            for name, label in (fields_sent or {}).items():
                self._add_remark(name, _("Comment on “%(field)s”") % {"field": label})

    def _add_remark(self, name: str, label: Any) -> None:
        self.fields[f"on_{name}"] = TextField(label=label, longest=LONGEST_TEXT, lines=2, required=False)
        self._remarked.append(name)

    @property
    def day(self) -> PartialDate | None:
        return self.cleaned_data.get("on")

    @property
    def field_comments(self) -> dict[str, str]:
        """Remarks by part and by field, empty ones left out."""
        texts = {name: self.cleaned_data.get(f"on_{name}", "") for name in self._remarked}
        return {name: text for name, text in texts.items() if text}
