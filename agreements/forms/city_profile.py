"""The forms by which a city describes itself, and by which the ministry answers."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.bilingual import in_reading_order, text_pair
from cities.models import CallDirection, CityCall, Facet, ProfileEntry, Trait
from cities.services.call_replies import LONGEST as LONGEST_OF_REPLY
from cities.services.call_replies import ReplyInput
from cities.services.calls import LONGEST_TEXT, CallInput
from cities.services.profiles import LONGEST, EntryInput
from twinning.core.dates import PartialDate, Precision
from twinning.core.forms import PageForm, PartialDateFormField, TextField
from twinning.focus_areas.models import FocusArea


class ProfileEntryForm(PageForm):
    """One statement about a city under one facet."""

    text_ar, text_en = text_pair(
        _("Statement in Arabic"), _("Statement in English"), longest=LONGEST["text_ar"], required=False, lines=3
    )
    traits = forms.MultipleChoiceField(
        label=_("Traits"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What can be compared with other cities. Choose only what the statement says."),
    )
    source = TextField(
        label=_("Source"),
        longest=LONGEST["source"],
        help_text=_("Who says so, and where: a plan, a statistic, a list."),
    )
    as_of = PartialDateFormField(label=_("As of"), help_text=_("The day on which it held, such as 5/3/2026."))

    ORDER: ClassVar[tuple[str, ...]] = ("text_ar", "text_en", "traits", "source", "as_of")

    def __init__(self, *args: Any, facet: Facet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facet = facet
        traits = Trait.objects.filter(facet=facet)
        self.fields["traits"].choices = [(trait.pk, trait.name) for trait in traits]  # type: ignore[attr-defined]  # a choice field
        self.order_fields(in_reading_order(self.ORDER))

    @staticmethod
    def stored(entry: ProfileEntry) -> dict[str, Any]:
        return {
            "text_ar": entry.text_ar,
            "text_en": entry.text_en,
            "traits": [trait.pk for trait in entry.traits.all()],
            "source": entry.source,
            "as_of": PartialDate(entry.as_of, Precision.DAY),
        }

    def as_input(self) -> EntryInput:
        answers = self.cleaned_data
        return EntryInput(
            facet=self.facet,
            text_ar=answers["text_ar"],
            text_en=answers["text_en"],
            source=answers["source"],
            as_of=answers["as_of"].last_day if answers["as_of"] else None,
            traits=tuple(answers["traits"]),
        )


class DecisionForm(PageForm):
    """The ministry's word on a proposed statement."""

    comment = TextField(
        label=_("Comment"),
        longest=LONGEST["comment"],
        lines=2,
        required=False,
        help_text=_("Needed when you return it: the city reads it."),
    )


class CallForm(PageForm):
    """What a city offers or seeks in one focus area."""

    direction = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (CallDirection.OFFER.value, _("We offer experience")),
            (CallDirection.NEED.value, _("We seek a partner")),
        ],
        widget=forms.RadioSelect,
    )
    focus_area = forms.ChoiceField(label=_("Focus area"))
    text_ar, text_en = text_pair(
        _("In your words, in Arabic"), _("In your words, in English"), longest=LONGEST_TEXT, required=False, lines=3
    )

    ORDER: ClassVar[tuple[str, ...]] = ("direction", "focus_area", "text_ar", "text_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["focus_area"].choices = [("", _("Choose a focus area")), *area_choices()]  # type: ignore[attr-defined]  # a choice field
        self.order_fields(in_reading_order(self.ORDER))

    @staticmethod
    def stored(call: CityCall) -> dict[str, Any]:
        names = ("direction", "text_ar", "text_en")
        return {**{name: getattr(call, name) for name in names}, "focus_area": call.focus_area_id}

    def as_input(self) -> CallInput:
        return CallInput(**{name: self.cleaned_data[name] for name in self.ORDER})


class ReplyForm(PageForm):
    """An answer to a call from somebody without an account."""

    name = TextField(label=_("Your name"), longest=LONGEST_OF_REPLY["name"])
    organisation = TextField(label=_("Your city or organisation"), longest=LONGEST_OF_REPLY["organisation"])
    email = forms.EmailField(
        label=_("Your e-mail address"), help_text=_("We write to it first, so that nobody answers in your name.")
    )
    message = TextField(label=_("Your answer"), longest=LONGEST_OF_REPLY["message"], lines=5)

    def as_input(self) -> ReplyInput:
        return ReplyInput(**{name: self.cleaned_data[name] for name in ("name", "organisation", "email", "message")})


def area_choices() -> Iterable[tuple[str, Sequence[tuple[str, str]]]]:
    """The tree of focus areas for a select box: each root a group of itself and its sub-areas."""
    for root in FocusArea.objects.filter(parent__isnull=True).prefetch_related("sub_areas"):
        yield root.name, [(area.pk, area.name) for area in (root, *root.sub_areas.all())]
