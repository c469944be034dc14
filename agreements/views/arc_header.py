"""The arc over a record: who stands at its feet, the chain of agreements as its beads, distance and age."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.choices import PUBLISHED_STATUSES, AgreementType, PartyRole, Side
from agreements.models import Agreement, AgreementParty, Relationship, RelationshipMember
from cities.distance import distance_km
from cities.models import City, Governorate
from twinning.core.arc import Bead, Foot
from twinning.core.display import number

# The kind in one word, for a narrow arc.
SHORT_TYPES: dict[str, str | Promise] = {
    AgreementType.TWINNING: gettext_lazy("Twinning"),
    AgreementType.CHARTER: gettext_lazy("Charter"),
    AgreementType.FRIENDSHIP: gettext_lazy("Friendship"),
    AgreementType.COOPERATION: gettext_lazy("Cooperation"),
    AgreementType.MEMORANDUM: gettext_lazy("Memorandum"),
    AgreementType.DECLARATION: gettext_lazy("Declaration"),
    AgreementType.EXECUTIVE_PROGRAMME: gettext_lazy("Programme"),
    AgreementType.SUBSIDIARY: gettext_lazy("Subsidiary"),
}


@dataclass(frozen=True, slots=True)
class ArcHeader:
    """Everything the tag `arc` draws."""

    lead: Foot
    partner: Foot
    beads: Sequence[Bead]
    vitality: str
    is_open: bool
    note: str
    gap: str


def arc_of_agreement(
    agreement: Agreement,
    members: Sequence[AgreementParty],
    chain: Sequence[Agreement],
    *,
    today: datetime.date,
) -> ArcHeader:
    """The arc of an agreement among those of its relationship; open as long as nothing was ever signed."""
    lead = [party for party in members if party.side == Side.LEAD]
    partners = [party for party in members if party.side == Side.PARTNER]
    relationship = agreement.relationship
    is_open = not any(one.status in PUBLISHED_STATUSES for one in chain)
    return ArcHeader(
        lead=_foot([_place(p) for p in lead], PartyRole(lead[0].role).label if lead else ""),
        partner=_foot([_place(p) for p in partners], PartyRole(partners[0].role).label if partners else ""),
        beads=_beads(chain, agreement),
        vitality=relationship.vitality if relationship else "unknown",
        is_open=is_open,
        note=_note(_place(lead[0]), _place(partners[0]), relationship, today) if lead and partners else "",
        gap=str(agreement.get_status_display()) if is_open else "",
    )


def arc_of_relationship(
    relationship: Relationship,
    members: Sequence[RelationshipMember],
    chain: Sequence[Agreement],
    *,
    today: datetime.date,
) -> ArcHeader:
    """The arc of a relationship with all the agreements one may see."""
    lead = [_place(member) for member in members if member.side == Side.LEAD]
    partners = [_place(member) for member in members if member.side == Side.PARTNER]
    return ArcHeader(
        lead=_foot(lead, ""),
        partner=_foot(partners, ""),
        beads=_beads(chain, None),
        vitality=relationship.vitality,
        is_open=False,
        note=_note(lead[0], partners[0], relationship, today) if lead and partners else "",
        gap="",
    )


def _place(of: AgreementParty | RelationshipMember) -> City | Governorate:
    place = of.city or of.governorate
    assert place is not None, "The laws of the database give every member a place."  # noqa: S101  narrows the type
    return place


def _foot(places: Sequence[City | Governorate], role: str | Promise) -> Foot:
    if not places:
        return Foot(_("Partner not chosen yet"))
    first = places[0]
    others = len(places) - 1
    name = first.name
    if others:
        name = ngettext("%(name)s and one other", "%(name)s and %(count)s others", others) % {
            "name": name,
            "count": others,
        }
    if isinstance(first, Governorate):
        return Foot(name, first.country.name, str(role), url=reverse("cities:governorate_detail", args=[first.pk]))
    url = reverse("cities:city_detail", args=[first.pk])
    return Foot(name, first.country.name, str(role), first.latitude, first.longitude, url)


def _beads(chain: Iterable[Agreement], current: Agreement | None) -> list[Bead]:
    return [
        Bead(
            year=str(agreement.signed_on.year) if agreement.signed_on else _("year not known"),
            label=str(agreement.get_type_display()),
            is_current=agreement == current,
            short=str(SHORT_TYPES.get(agreement.type, "")),
        )
        for agreement in chain
        if agreement.status in PUBLISHED_STATUSES
    ]


def _note(
    lead: City | Governorate, partner: City | Governorate, relationship: Relationship | None, today: datetime.date
) -> str:
    """Distance between the cities and age of the tie, as far as they are known."""
    parts = []
    if isinstance(lead, City) and isinstance(partner, City):
        ends = (lead.latitude, lead.longitude, partner.latitude, partner.longitude)
        if None not in ends:
            parts.append(_("%(distance)s km") % {"distance": number(round(distance_km(*ends)))})  # type: ignore[arg-type]  # none of them is None
    since = relationship.since if relationship else None
    if since is not None and since.value is not None and today.year > since.value.year:
        years = today.year - since.value.year
        parts.append(ngettext("%(years)s year", "%(years)s years", years) % {"years": years})
    return " · ".join(parts)
