"""The parties of an agreement by side, with the signatory and, for insiders, when the contact was confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.choices import MEMBER_ROLES, Side
from agreements.models import Agreement, AgreementParty, FocalPoint
from agreements.views.agreement_rows import members_of, pair_name
from twinning.core.date_text import date_text
from twinning.core.dates import PartialDate


@dataclass(frozen=True, slots=True)
class PartyCard:
    """One party on its side of the agreement."""

    name: str | Promise
    role: str | Promise
    place: str
    signatory: str
    contact: str


@dataclass(frozen=True, slots=True)
class PartySide:
    """The parties of one side under the names of its cities."""

    name: str
    side: str
    parties: Sequence[PartyCard]


def party_sides(agreement: Agreement, *, names_contacts: bool) -> list[PartySide]:
    """The lead's side and the partner's; what is known of their contacts is for insiders alone."""
    return [_side(agreement, side, names_contacts=names_contacts) for side in (Side.LEAD, Side.PARTNER)]


def _side(agreement: Agreement, side: Side, *, names_contacts: bool) -> PartySide:
    contact = _contact(list(agreement.focal_points.all()), side) if names_contacts else ""
    parties = [party for party in agreement.parties.all() if party.side == side]
    parties.sort(key=lambda party: (party.role not in MEMBER_ROLES, party.position, party.pk))
    name = pair_name(party.name for party in members_of(parties))
    cards = [_card(party, contact, side_name=name) for party in parties]
    return PartySide(name or _("Partner not chosen yet"), side.value, cards)


def _card(party: AgreementParty, contact: str, *, side_name: str) -> PartyCard:
    """A municipality without a name of its own is headed by its role: the side is named after the city already."""
    place = party.city or party.governorate
    is_member = party.role in MEMBER_ROLES
    names = [place.name if place and not is_member else "", party.country.name]
    return PartyCard(
        name=party.get_role_display() if party.name == side_name else party.name,
        role="" if party.name == side_name else party.get_role_display(),
        place=" · ".join(filter(None, names)),
        signatory=party.signatory,
        contact=contact if is_member else "",
    )


def _contact(points: Sequence[FocalPoint], side: Side) -> str:
    days = [point.confirmed_on for point in points if point.side == side]
    known = [day for day in days if day]
    if known:
        return _("focal point confirmed on %(day)s") % {"day": date_text(PartialDate.day(max(known)))}
    return _("focal point not confirmed") if days else _("no focal point")
