"""One agreement as a row of a list shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.choices import MEMBER_ROLES, PUBLISHED_STATUSES, AgreementType, Side
from agreements.models import Agreement, AgreementParty
from twinning.core.date_text import date_text
from twinning.focus_areas.models import FocusArea

NAME_SEPARATOR = " – "


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """What a list tells of an agreement: between whom, about what, how it stands, since and until when."""

    url: str
    cities: tuple[str, ...]
    is_without_partner: bool
    place: str
    reference: str
    areas: tuple[FocusArea, ...]
    is_published: bool
    status: str
    vitality: str
    signed: str
    until: str
    is_fictional: bool


def rows_of(agreements: Iterable[Agreement]) -> list[AgreementRow]:
    """The rows of agreements that were read `with_list_parts`."""
    return [row_of(agreement) for agreement in agreements]


def row_of(agreement: Agreement) -> AgreementRow:
    members = members_of(agreement.parties.all())
    partners = [party for party in members if party.side == Side.PARTNER]
    countries = dict.fromkeys(party.country.name for party in partners)
    return AgreementRow(
        url=reverse("agreements:agreement_detail", args=[agreement.public_id]),
        cities=tuple(party.name for party in members),
        is_without_partner=not partners,
        place=" · ".join([*countries, str(type_label(agreement))]),
        reference=agreement.reference or "",
        areas=root_areas_of(agreement),
        is_published=agreement.status in PUBLISHED_STATUSES,
        status=agreement.status,
        vitality=agreement.relationship.vitality if agreement.relationship else "",
        signed=signed_text(agreement),
        until=until_text(agreement),
        is_fictional=agreement.is_fictional,
    )


def members_of(parties: Iterable[AgreementParty]) -> list[AgreementParty]:
    """The municipalities and governorates among the parties, the lead's side first."""
    members = [party for party in parties if party.role in MEMBER_ROLES]
    return sorted(members, key=lambda party: (party.side != Side.LEAD, party.position, party.pk))


def pair_name(names: Iterable[str]) -> str:
    """City names as one title, lead first: عمّان – الرباط."""
    return NAME_SEPARATOR.join(names)


def type_label(agreement: Agreement) -> str | Promise:
    """The kind of instrument, or that nobody has chosen it yet."""
    return AgreementType(agreement.type).label if agreement.type else _("Type not chosen yet")


def root_areas_of(agreement: Agreement) -> tuple[FocusArea, ...]:
    """The roots of the agreement's purposes, each once, in the order of the purposes."""
    areas = (purpose.focus_area for purpose in agreement.purposes.all())
    roots = {area.root_code: area.parent or area for area in areas}
    return tuple(roots.values())


def signed_text(agreement: Agreement) -> str:
    """The date of signing in short, or why there is none."""
    if agreement.signed is not None or agreement.status in PUBLISHED_STATUSES:
        return date_text(agreement.signed, short=True)
    return _("Not signed yet")


def until_text(agreement: Agreement) -> str:
    """Until when the agreement runs, or ran."""
    ended = agreement.ended or agreement.ends
    if ended is not None and ended.value is not None:
        return _("until %(year)s") % {"year": ended.value.year}
    if agreement.has_no_end:
        return _("open-ended")
    return _("end not known") if agreement.status in PUBLISHED_STATUSES else ""
