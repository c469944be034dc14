"""The forms of the task "parties": cities, other parties, and what the agreement is to what is on file."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.choices import Link, PartyRole, Side
from agreements.forms.bilingual import in_reading_order, text_pair
from agreements.forms.places import PlaceForm
from agreements.models import Agreement, AgreementParty
from agreements.services.parties import PartyInput
from cities.models import City, Country, Governorate
from twinning.core.forms import PageForm, TextField
from twinning.core.widgets import HintedRadioSelect

LINK_HINTS = {
    Link.RENEWS.value: _("Extends the earlier agreement, on the same terms or on new ones."),
    Link.AMENDS.value: _("Changes some articles of the earlier agreement."),
    Link.UNDER.value: _("An executive programme or a subsidiary agreement."),
    Link.REPLACES.value: _("Takes the place of the earlier agreement."),
    Link.SEPARATE.value: _("Stands by itself; the reason must be given."),
}
MUNICIPALITIES = (PartyRole.LEAD_MUNICIPALITY, PartyRole.PARTNER_MUNICIPALITY)
_SIDES = [
    (Side.LEAD.value, _("On the side of the lead municipality")),
    (Side.PARTNER.value, _("On the side of the partner")),
]


class PartiesForm(PlaceForm):
    """Adds one city; and where the places have a relationship already, asks what this agreement is to it."""

    later = frozenset({"link", "link_reason", "city"})

    link = forms.ChoiceField(
        label=_("What is this agreement to it?"),
        choices=Link.choices,
        widget=HintedRadioSelect(hints=LINK_HINTS),
    )
    link_reason = TextField(
        label=_("Reason for a separate agreement"),
        longest=500,
        lines=2,
        help_text=_("Only where the agreement is separate."),
    )

    def __init__(self, *args: Any, earlier: Sequence[Agreement] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].required = True
        self.earlier = {str(agreement.public_id): agreement for agreement in earlier}
        if not self.earlier:
            del self.fields["link"], self.fields["link_reason"]
        elif len(self.earlier) > 1:
            choices = [(key, earlier_words(agreement)) for key, agreement in self.earlier.items()]
            self.fields["predecessor"] = forms.ChoiceField(
                label=_("Which earlier agreement?"),
                choices=[("", _("Choose an agreement")), *choices],
                required=False,
            )

    @staticmethod
    def stored(agreement: Agreement) -> dict[str, Any]:
        predecessor = agreement.predecessor
        return {
            "link": agreement.link,
            "predecessor": str(predecessor.public_id) if predecessor else "",
            "link_reason": agreement.link_reason,
        }

    def link_changes(self) -> dict[str, Any]:
        """The answer about what is on file, by the names of the record; empty where none was given."""
        answers = self.cleaned_data
        if not self.earlier or "link" not in answers:
            return {}
        link = answers["link"]
        named = self.earlier.get(answers.get("predecessor", "")) or (
            next(iter(self.earlier.values())) if len(self.earlier) == 1 else None
        )
        return {
            "link": link,
            "predecessor": named if link and link != Link.SEPARATE else None,
            "link_reason": answers.get("link_reason", "") if link == Link.SEPARATE else "",
        }


class MunicipalityForm(PageForm):
    """What a municipality is in the agreement, and who signs for it."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in MUNICIPALITIES],
        widget=HintedRadioSelect(
            hints={PartyRole.LEAD_MUNICIPALITY.value: _("Registers and follows up; an agreement has one.")},
        ),
    )
    signatory_ar, signatory_en = text_pair(
        _("Who signs, in Arabic"),
        _("Who signs, in English"),
        longest=200,
        required=False,
        help_text=_("Name and office of the person who signs for it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(in_reading_order(self.fields))


class OrganisationForm(PlaceForm):
    """A governorate, ministry, embassy, university, chamber, port, committee or donor beside the cities."""

    role = forms.ChoiceField(
        label=_("Kind of party"),
        choices=[("", _("Choose a kind")), *((r.value, r.label) for r in PartyRole if r not in MUNICIPALITIES)],
    )
    side = forms.ChoiceField(label=_("Side"), choices=_SIDES, widget=forms.RadioSelect)
    name_ar, name_en = text_pair(
        _("Name of the organisation in Arabic"),
        _("Name of the organisation in English"),
        longest=200,
        required=False,
    )
    signatory_ar, signatory_en = text_pair(
        _("Who signs, in Arabic"), _("Who signs, in English"), longest=200, required=False
    )

    FIELD_ORDER: ClassVar[tuple[str, ...]] = (
        "role", "side", "country", "governorate", "name_ar", "name_en", "city", "signatory_ar", "signatory_en",
    )  # fmt: skip

    def __init__(self, *args: Any, country: Country, countries: Sequence[Country], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"] = forms.ChoiceField(
            label=_("Country of the governorate"),
            choices=[(one.code, one.name) for one in countries],
            initial=country.code,
            required=False,
        )
        divisions = country.governorates.order_by("name_ar")
        self.governorates: Mapping[str, Governorate] = {division.code: division for division in divisions}
        choices = [(code, division.name) for code, division in self.governorates.items()]
        self.fields["governorate"] = forms.ChoiceField(
            label=_("Governorate"),
            required=False,
            choices=[("", gettext("Choose a governorate")), *choices],
        )
        self.fields["city"].label = _("City of the organisation")
        self.fields["city"].help_text = _("Leave it empty where it is the city of its side.")
        self.order_fields(in_reading_order(self.FIELD_ORDER))

    def party(self, *, city_of_side: City | None, replacing: AgreementParty | None = None) -> PartyInput:
        """The party as typed; its place is the named one, else the city of its side."""
        answers = self.cleaned_data
        role = PartyRole(answers["role"])
        is_governorate = role == PartyRole.GOVERNORATE
        return PartyInput(
            role=role,
            side=Side(answers["side"]),
            governorate=self.governorates.get(answers["governorate"]) if is_governorate else None,
            city=None if is_governorate else self.chosen or city_of_side,
            name_ar="" if is_governorate else answers["name_ar"],
            name_en="" if is_governorate else answers["name_en"],
            signatory_ar=answers["signatory_ar"],
            signatory_en=answers["signatory_en"],
            public_id=replacing.public_id if replacing else None,
        )


def earlier_words(agreement: Agreement) -> str:
    """An earlier agreement as people speak of it: its type and year."""
    year = agreement.signed_on.year if agreement.signed_on else agreement.reference
    return f"{agreement.get_type_display()} {year}"


def input_of(party: AgreementParty, **changes: Any) -> PartyInput:
    """A party on record as one that is sent again, with `changes`."""
    stored = {
        "role": PartyRole(party.role),
        "city": party.city,
        "governorate": party.governorate,
        "side": Side(party.side),
        "name_ar": party.name_ar,
        "name_en": party.name_en,
        "signatory_ar": party.signatory_ar,
        "signatory_en": party.signatory_en,
        "public_id": party.public_id,
    }
    return PartyInput(**{**stored, **changes})


def inputs_of(agreement: Agreement) -> list[PartyInput]:
    """The parties on record, to be sent again with changes."""
    return [input_of(party) for party in agreement.parties.all()]
