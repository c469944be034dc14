"""The form of one step of the legal chain, in a draft and after it was sent."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.choices import RECORDED_STATES, AuthorisationKind, AuthorisationState, Blocks, ClockStart, Lapse, Side
from agreements.forms.bilingual import in_reading_order, text_pair
from agreements.models import Agreement, Authorisation
from agreements.services.authorisations import TEXTS, AuthorisationInput
from twinning.accounts.roles import Role
from twinning.core.forms import PageForm, PartialDateFormField, TextField
from twinning.core.widgets import HintedRadioSelect

_STATE_HINTS = {
    AuthorisationState.OPEN.value: _("Still to come."),
    AuthorisationState.GRANTED.value: _("Given; its number or its date is known."),
    AuthorisationState.REFUSED.value: _("Asked for and not given."),
    AuthorisationState.NOT_REQUIRED.value: _("Not asked for in this case; the note says why."),
    AuthorisationState.UNKNOWN.value: _("Nobody knows any more; the note says why. Only of an old instrument."),
}
_SIDES = [(Side.LEAD.value, _("The lead municipality’s")), (Side.PARTNER.value, _("The partner’s"))]


class AuthorisationForm(PageForm):
    """Who decided what, when and under which number. A step that was laid down keeps what it is (`is_fixed`)."""

    kind = forms.ChoiceField(label=_("Kind of step"), choices=[("", _("Choose a kind")), *AuthorisationKind.choices])
    side = forms.ChoiceField(label=_("Whose step?"), choices=_SIDES, widget=forms.RadioSelect)
    blocks = forms.ChoiceField(label=_("While it is open it holds up"), choices=Blocks.choices)
    state = forms.ChoiceField(
        label=_("How far has it come?"),
        choices=[(state.value, state.label) for state in RECORDED_STATES],
        widget=HintedRadioSelect(hints=_STATE_HINTS),
    )
    authority_ar, authority_en = text_pair(
        _("Authority in Arabic"), _("Authority in English"), longest=TEXTS["authority_ar"], required=False
    )
    number = TextField(label=_("Number"), longest=TEXTS["number"], required=False)
    dated = PartialDateFormField(
        label=_("Date of the step"),
        required=False,
        or_unknown=True,
        help_text=_("Such as 5/3/2026, March 1984 or 1984."),
    )
    gazette_reference = TextField(
        label=_("Reference in the official gazette"), longest=TEXTS["gazette_reference"], required=False
    )
    official_ar, official_en = text_pair(
        _("Official authorised to sign, in Arabic"),
        _("Official authorised to sign, in English"),
        longest=TEXTS["official_ar"],
        required=False,
    )
    note = TextField(label=_("Note"), longest=TEXTS["note"], lines=2, required=False)

    ORDER: ClassVar[tuple[str, ...]] = (
        "kind", "side", "blocks", "state", "authority_ar", "authority_en", "number", "dated", "gazette_reference",
        "official_ar", "official_en", "document", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Agreement, is_fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [document for document in agreement.documents.all() if document.withdrawn_at is None]
        self.documents = {str(document.public_id): document for document in kept}
        self.fields["document"] = forms.ChoiceField(
            label=_("Document"),
            choices=[("", _("No document")), *((key, str(document)) for key, document in self.documents.items())],
            required=False,
            help_text=_("One of the documents of this record."),
        )
        if is_fixed:
            del self.fields["kind"], self.fields["side"], self.fields["blocks"]
        self.order_fields(in_reading_order(self.ORDER))

    @classmethod
    def stored(cls, step: Authorisation) -> dict[str, Any]:
        names = set(cls.ORDER) - {"document"}
        document = str(step.document.public_id) if step.document else ""
        return {**{name: getattr(step, name) for name in names}, "document": document}

    def as_input(self, step: Authorisation | None = None) -> AuthorisationInput:
        """The step as typed; what the form does not ask of a step on record stays."""
        answers = self.cleaned_data
        return AuthorisationInput(
            **{name: answers[name] for name in TEXTS},
            kind=AuthorisationKind(step.kind if step else answers["kind"]),
            side=Side(step.side if step else answers["side"]),
            blocks=Blocks(step.blocks if step else answers["blocks"]),
            state=AuthorisationState(answers["state"]),
            dated=answers["dated"],
            document=self.documents.get(answers["document"]),
            public_id=step.public_id if step else None,
            **_clock_of(step),
        )


def input_of(step: Authorisation) -> AuthorisationInput:
    """A step on record, to be sent again beside others."""
    return AuthorisationInput(
        **{name: getattr(step, name) for name in TEXTS},
        kind=AuthorisationKind(step.kind),
        side=Side(step.side),
        blocks=Blocks(step.blocks),
        state=AuthorisationState(step.state),
        dated=step.dated,
        document=step.document,
        public_id=step.public_id,
        **_clock_of(step),
    )


def _clock_of(step: Authorisation | None) -> dict[str, Any]:
    """Who records a step on record, and its statutory clock; none of it is typed."""
    if step is None:
        return {}
    return {
        "recorded_by": Role(step.recorded_by),
        "clock_days": step.clock_days,
        "clock_from": ClockStart(step.clock_from),
        "on_lapse": Lapse(step.on_lapse),
    }
