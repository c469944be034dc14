"""The task "parties": who concludes the agreement, and what it is to what is on file."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.choices import MEMBER_ROLES, PartyRole, Side
from agreements.forms.bilingual import first_of_pair
from agreements.forms.parties import (
    MUNICIPALITIES,
    MunicipalityForm,
    OrganisationForm,
    PartiesForm,
    input_of,
    inputs_of,
)
from agreements.forms.places import place_line
from agreements.models import AgreementParty
from agreements.services.agreements import change_agreement
from agreements.services.parties import PartyInput, set_parties
from agreements.tasks import Part
from agreements.views.draft_page import DraftFormView, DraftView, Seen
from agreements.views.on_file import OnFile, on_file_for
from agreements.views.people import signed_in
from cities.models import City, Country, Governorate
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.core.forms import PageForm


class DraftPartiesView(DraftFormView):
    """The parties, one more city, and the notice where the places have a relationship already."""

    part = Part.PARTIES
    title = Part.PARTIES.label
    lead = _("The cities that conclude the agreement, and the universities, chambers and committees with them.")
    template_name = "agreements/draft_parties.html"
    on_file: OnFile | None = None

    def load(self) -> None:
        super().load()
        self.on_file = on_file_for(self.agreement, signed_in(self.request))

    def make_form(self, data: QueryDict | None = None) -> PartiesForm:
        return PartiesForm(
            data,
            initial=PartiesForm.stored(self.agreement) if self.on_file else {},
            earlier=self.on_file.agreements if self.on_file else (),
            taken=[party.city_id for party in self.agreement.parties.all() if party.city_id],
        )

    def save(self, form: Any, expected_version: int) -> None:
        if form.chosen is not None:
            add_party(self, PartyInput(role=PartyRole.PARTNER_MUNICIPALITY, city=form.chosen))
            return
        changes = form.link_changes()
        if changes:
            change_agreement(
                self.agreement,
                changes,
                by=signed_in(self.request),
                at=timezone.now(),
                today=timezone.localdate(),
                expected_version=expected_version,
            )

    def done(self) -> HttpResponseBase:
        if self.request.POST.get("city") or self.request.POST.get("act") == "add":
            return redirect(f"{self.url('draft_parties')}#parties")
        return super().done()

    def show(self, form: PageForm, status: int = 200, **context: Any) -> HttpResponse:
        parties = list(self.agreement.parties.all())
        own = {
            "members": [card for party in parties if party.role in MEMBER_ROLES for card in [self.card(party)]],
            "others": [self.card(party) for party in parties if party.role not in MEMBER_ROLES],
            "on_file": self.on_file,
            "add_url": self.url("draft_party_add"),
        }
        return super().show(form, status, **{**own, **context})

    def card(self, party: AgreementParty) -> dict[str, Any]:
        """A party as its card shows it."""
        place = party.city or party.governorate
        is_lead = party.role == PartyRole.LEAD_MUNICIPALITY
        return {
            "name": party.name,
            "place": place_line(place) if isinstance(place, City) else party.country.name,
            "role": party.get_role_display(),
            "side": party.side if party.role in MEMBER_ROLES else "other",
            "change_url": self.url("draft_party_change", party_id=party.public_id),
            "remove_url": "" if is_lead else self.url("draft_party_remove", party_id=party.public_id),
        }


class _OnePartyView(DraftFormView):
    """A page about one party, new or on record."""

    part = Part.PARTIES
    template_name = "agreements/draft_party.html"

    def crumbs(self) -> list[dict[str, Any]]:
        above = {"label": Part.PARTIES.label, "url": self.url("draft_parties")}
        return [*super().crumbs()[:-1], above, {"label": self.title}]

    def done(self) -> HttpResponseBase:
        return redirect(self.url("draft_parties"))

    def country(self) -> Country:
        """The country whose governorates are offered: the one asked for, else the keeper's."""
        code = self.request.POST.get("country", "")
        found = Country.objects.filter(code=code).first() if code.isascii() and code.isalpha() else None
        return found or self.agreement.owner_city.country

    def countries(self) -> list[Country]:
        """All countries, those of the agreement first."""
        own = {party.country_id: party.country for party in self.agreement.parties.all()}
        others = Country.objects.exclude(code__in=own)
        return [*own.values(), *sorted(others, key=lambda country: country.name)]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.POST.get("act") == "country":
            # Only the governorates of another country are asked for: what was typed stays, unjudged.
            form = self.make_form(request.POST)
            form.forget_errors()
            return self.show(form)
        return super().post(request, **kwargs)

    def city_of_side(self, side: str) -> City | None:
        return next((p.city for p in self.agreement.parties.all() if p.side == side and p.role in MUNICIPALITIES), None)


class DraftPartyAddView(_OnePartyView):
    """Adds a party that is no municipality."""

    title = _("Add a party")
    lead = _("A governorate, a ministry, a university, a chamber or a committee beside the cities.")

    def make_form(self, data: QueryDict | None = None) -> OrganisationForm:
        return OrganisationForm(
            data, country=self.country(), countries=self.countries(), initial={"side": Side.LEAD.value}
        )

    def save(self, form: Any, expected_version: int) -> None:
        party = form.party(city_of_side=self.city_of_side(form.cleaned_data["side"]))
        add_party(self, party)


class DraftPartyChangeView(_OnePartyView):
    """Changes what a party is, who signs for it, and an organisation's name and place."""

    title = _("Change a party")
    party: AgreementParty

    def load(self) -> None:
        super().load()
        found = [p for p in self.agreement.parties.all() if p.public_id == self.kwargs["party_id"]]
        if not found:
            raise Http404
        self.party = found[0]

    def country(self) -> Country:
        governorate = self.party.governorate
        return super().country() if "country" in self.request.POST or not governorate else governorate.country

    def make_form(self, data: QueryDict | None = None) -> MunicipalityForm | OrganisationForm:
        signatories = {"signatory_ar": self.party.signatory_ar, "signatory_en": self.party.signatory_en}
        if self.party.role in MUNICIPALITIES:
            return MunicipalityForm(data, initial={"role": self.party.role, **signatories})
        stored = {
            "role": self.party.role,
            "side": self.party.side,
            "name_ar": self.party.name_ar,
            "name_en": self.party.name_en,
            "governorate": self.party.governorate_id or "",
            "city": self.party.city.name if self.party.city else "",
            "city_id": str(self.party.city_id or ""),
        }
        return OrganisationForm(
            data, country=self.country(), countries=self.countries(), initial={**stored, **signatories}
        )

    def save(self, form: Any, expected_version: int) -> None:
        if isinstance(form, MunicipalityForm):
            changed = self._municipalities(form)
        else:
            side = form.cleaned_data["side"]
            party = form.party(city_of_side=self.city_of_side(side), replacing=self.party)
            changed = [party if p.public_id == self.party.public_id else p for p in inputs_of(self.agreement)]
        write_parties(self, changed, field="role" if isinstance(form, MunicipalityForm) else "city")

    def _municipalities(self, form: MunicipalityForm) -> list[PartyInput]:
        """The parties with this one changed; whoever becomes the lead changes places with the lead before."""
        role = PartyRole(form.cleaned_data["role"])
        changed = []
        for party in self.agreement.parties.all():
            if party == self.party:
                signatories = {name: form.cleaned_data[name] for name in ("signatory_ar", "signatory_en")}
                changed.append(input_of(party, role=role, **signatories))
            elif role == PartyRole.LEAD_MUNICIPALITY == party.role:
                changed.append(input_of(party, role=PartyRole.PARTNER_MUNICIPALITY))
            else:
                changed.append(input_of(party))
        return sorted(changed, key=lambda party: party.role != PartyRole.LEAD_MUNICIPALITY)


class DraftPartyRemoveView(DraftView):
    """Takes a party out of the draft; the lead stays until another city leads."""

    part = Part.PARTIES

    def post(self, request: HttpRequest, party_id: uuid.UUID, **kwargs: Any) -> HttpResponseBase:
        parties = inputs_of(self.agreement)
        kept = [party for party in parties if party.public_id != party_id]
        removed = next((party for party in parties if party.public_id == party_id), None)
        if removed is not None and removed.role == PartyRole.LEAD_MUNICIPALITY:
            messages.error(request, gettext("The lead municipality stays. Make another city the lead first."))
        elif removed is not None:
            write_parties(self, kept, field="")
        return redirect(self.url("draft_parties"))


def add_party(view: DraftView, party: PartyInput) -> None:
    """Put a party beside those that stand there now, whoever changed them meanwhile.

    Raises: InvalidInput when it stands there already, unless the same page has put it there by a second click.
    """
    stored = inputs_of(view.agreement)
    seen = Seen.read(view.request.POST.get("version", ""))
    is_there = any((p.role, p.city, p.governorate, p.name_ar) == _identity(party) for p in stored)
    if is_there and seen.version != view.agreement.version:
        return
    write_parties(view, [*stored, party], field="city")


def _identity(party: PartyInput) -> tuple[PartyRole, City | None, Governorate | None, str]:
    return party.role, party.city, party.governorate, party.name_ar


def write_parties(view: DraftView, parties: Sequence[PartyInput], *, field: str) -> None:
    """Replace the parties as the page has just read them; a problem of any of them stands at `field`.

    Raises: InvalidInput, StaleVersion when somebody changed the parties in this very moment.
    """
    try:
        set_parties(
            view.agreement,
            parties,
            by=signed_in(view.request),
            at=timezone.now(),
            expected_version=view.agreement.version,
        )
    except InvalidInput as error:
        raise InvalidInput([_at(problem, parties, field) for problem in error.problems]) from error


def _at(problem: FieldProblem, parties: Sequence[PartyInput], field: str) -> FieldProblem:
    """A problem `parties.<n>.<own>` at the field of the form that asks for it; the place of a city is at `field`."""
    _parties, number, own = problem.field.split(".")
    is_governorate = parties[int(number)].role == PartyRole.GOVERNORATE
    place = "governorate" if is_governorate else field
    return FieldProblem({"name": first_of_pair("name"), "city": place}.get(own, own), problem.code, problem.message)
