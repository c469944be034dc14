"""What an agreement that renews, replaces, amends or stands under another takes over from it, and what it changes.

Pure: reads two records and their parts, saves nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import AgreementType, Link, PartyRole, Side
from agreements.models import Agreement, Indicator
from agreements.services.drafts import DraftContent
from agreements.services.focal_points import TEXTS as CONTACT_TEXTS
from agreements.services.focal_points import FocalPointInput
from agreements.services.parties import PartyInput
from agreements.services.purposes import IndicatorInput, PurposeInput


class Carried(models.TextChoices):
    """What stands and is taken over; dates, legal steps, due diligence and documents never are."""

    PARTIES = "parties", _("Parties and who signs")
    PURPOSES = "purposes", _("Purposes with their indicators")
    LIKENESS = "likeness", _("Basis of likeness")
    IMPLEMENTATION = "implementation", _("Implementation mechanism")
    TAGS = "tags", _("Goals and axes")
    CONTACTS = "contacts", _("Contacts")


class Fate(models.TextChoices):
    """What became of a part in the later agreement."""

    CARRIED = "carried", _("As it stood")
    CHANGED = "changed", _("Changed")
    ADDED = "added", _("New")
    LEFT_OUT = "left_out", _("Left out")


FIELDS: dict[Carried, tuple[str, ...]] = {
    Carried.LIKENESS: ("likeness_facets", "likeness_ar", "likeness_en"),
    Carried.IMPLEMENTATION: ("implementation_ar", "implementation_en"),
    Carried.TAGS: ("goals", "axes"),
}
FOLLOWING = (Link.RENEWS, Link.REPLACES, Link.AMENDS, Link.UNDER)
_TYPES = {
    Link.RENEWS: AgreementType.RENEWAL,
    Link.AMENDS: AgreementType.AMENDMENT,
    Link.UNDER: AgreementType.SUBSIDIARY,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A part of a draft beside the same part of the earlier agreement."""

    part: Carried
    fate: Fate


def content_carried(earlier: Agreement, link: Link, parts: Collection[Carried]) -> DraftContent:
    """A draft's content as it is taken over from the earlier agreement, with its link to it."""
    changes: dict[str, Any] = {
        "predecessor": earlier,
        "link": link,
        "type": _TYPES.get(link, earlier.type),
        "visibility": earlier.visibility,
    }
    for part in parts:
        changes |= {name: getattr(earlier, name) for name in FIELDS.get(part, ())}
    return DraftContent(
        changes=changes,
        parties=_parties(earlier) if Carried.PARTIES in parts else None,
        purposes=_purposes(earlier) if Carried.PURPOSES in parts else None,
        focal_points=_contacts(earlier) if Carried.CONTACTS in parts else None,
    )


def comparisons_of(draft: Agreement, earlier: Agreement) -> list[Comparison]:
    """Part by part, what the draft keeps of the earlier agreement and what it changes; empty parts are not told."""
    found = []
    for part in Carried:
        before, now = _mark(earlier, part), _mark(draft, part)
        if before or now:
            fate = Fate.CARRIED if before == now else Fate.ADDED if not before else Fate.CHANGED
            found.append(Comparison(part, Fate.LEFT_OUT if before and not now else fate))
    return found


def _parties(earlier: Agreement) -> list[PartyInput]:
    return [
        PartyInput(
            role=PartyRole(party.role),
            city=party.city,
            governorate=party.governorate,
            side=Side(party.side),
            name_ar=party.name_ar,
            name_en=party.name_en,
            signatory_ar=party.signatory_ar,
            signatory_en=party.signatory_en,
        )
        for party in earlier.parties.all()
    ]


def _purposes(earlier: Agreement) -> list[PurposeInput]:
    return [
        PurposeInput(
            focus_area=purpose.focus_area,
            statement_ar=purpose.statement_ar,
            statement_en=purpose.statement_en,
            indicators=tuple(_indicator(indicator) for indicator in purpose.indicators.all()),
        )
        for purpose in earlier.purposes.all()
    ]


def _indicator(indicator: Indicator) -> IndicatorInput:
    """The indicator again, beginning where the earlier agreement left it: at its last measurement."""
    measured = [one for one in indicator.measurements.all() if one.voided_at is None]
    last = max(measured, key=lambda one: (one.as_of, one.pk), default=None)
    return IndicatorInput(
        name_ar=indicator.name_ar,
        name_en=indicator.name_en,
        unit_ar=indicator.unit_ar,
        unit_en=indicator.unit_en,
        target=indicator.target,
        baseline=last.value if last else indicator.baseline,
        target_groups=tuple(indicator.target_groups),
    )


def _contacts(earlier: Agreement) -> list[FocalPointInput]:
    return [
        FocalPointInput(side=Side(contact.side), **{name: getattr(contact, name) for name in CONTACT_TEXTS})
        for contact in earlier.focal_points.all()
    ]


def _mark(agreement: Agreement, part: Carried) -> Any:
    """What a part says, comparable; a baseline moves on by itself and is no change, a due date is asked anew."""
    if part == Carried.PARTIES:
        return [(one.role, one.place_key, one.name_ar, one.name_en) for one in agreement.parties.all()]
    if part == Carried.CONTACTS:
        return sorted((one.side, one.name, one.email) for one in agreement.focal_points.all())
    if part == Carried.PURPOSES:
        return [
            (
                purpose.focus_area_id,
                purpose.statement_ar,
                purpose.statement_en,
                [(one.name_ar, one.name_en, one.target) for one in purpose.indicators.all()],
            )
            for purpose in agreement.purposes.all()
        ]
    values = [getattr(agreement, name) for name in FIELDS[part]]
    return values if any(values) else []
