"""The facts of a record as the other side reads them, and the words for how its confirmation stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.confirmation_policy import ConfirmationPolicy
from agreements.confirmed_facts import ConfirmationStanding, Standing, fingerprint_of, standing_of
from agreements.models import Agreement, AgreementParty, Authorisation, DisputedPart, Purpose
from agreements.models.confirmation import ConfirmedPart
from agreements.policies import AgreementPolicy, Person
from agreements.views.agreement_rows import members_of
from twinning.core.date_text import date_text
from twinning.core.dates import PartialDate

TONES = {
    Standing.NOT_ASKED: ("neutral", "circle-dashed"),
    Standing.ASKED: ("progress", "hourglass"),
    Standing.CONFIRMED: ("good", "circle-check"),
    Standing.CHANGED: ("attention", "alert-triangle"),
    Standing.DISPUTED: ("bad", "alert-circle"),
    Standing.SETTLED: ("neutral", "check"),
}


@dataclass(frozen=True, slots=True)
class FactRow:
    """One part of the record: its label and its lines."""

    label: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class ConfirmationCard:
    """How the confirmation of a record stands, for one reader; words and names are for insiders alone."""

    standing: ConfirmationStanding
    label: str
    tone: str
    icon: str
    disputed_parts: Sequence[DisputedPart]
    is_insider: bool
    can_ask: bool
    can_answer: bool
    can_settle: bool

    @property
    def is_disputed(self) -> bool:
        return self.standing.standing == Standing.DISPUTED

    @property
    def part_names(self) -> str:
        """The disputed parts by name."""
        return _(", ").join(str(row.get_part_display()) for row in self.disputed_parts)

    @property
    def is_worth_showing(self) -> bool:
        return self.standing.standing != Standing.NOT_ASKED or self.can_ask


def confirmation_card(agreement: Agreement, person: Person) -> ConfirmationCard:
    """The confirmation of a visible agreement as this person may know it."""
    rounds = list(
        ConfirmationPolicy.visible_to(person, agreement)
        .select_related("asked_by", "answered_by", "settled_by")
        .prefetch_related("disputed_parts")
    )
    standing = standing_of(rounds, fingerprint_of(agreement) if rounds else "")
    tone, icon = TONES[standing.standing]
    can_ask = ConfirmationPolicy.can_ask(person, agreement)
    return ConfirmationCard(
        standing=standing,
        label=str(standing.standing.label),
        tone=tone,
        icon=icon,
        disputed_parts=list(standing.disputed.disputed_parts.all()) if standing.disputed else [],
        is_insider=AgreementPolicy.is_insider(person, agreement),
        can_ask=can_ask,
        can_answer=standing.asked is not None and ConfirmationPolicy.can_answer(person, agreement),
        can_settle=can_ask and standing.disputed is not None and standing.standing == Standing.DISPUTED,
    )


def fact_rows(agreement: Agreement) -> list[FactRow]:
    """What a record says, part by part: nothing but what the other side is asked about."""
    lines: dict[ConfirmedPart, list[str]] = {
        ConfirmedPart.TITLE: [text for text in (agreement.title_ar, agreement.title_en) if text],
        ConfirmedPart.TYPE: [str(agreement.get_type_display())],
        ConfirmedPart.PARTIES: [_party(party) for party in _in_order(agreement)],
        ConfirmedPart.SIGNED: [_day(agreement.signed)],
        ConfirmedPart.IN_FORCE: [_day(agreement.in_force)],
        ConfirmedPart.ENDS: [_("Open-ended") if agreement.has_no_end else _day(agreement.ends)],
        ConfirmedPart.PURPOSES: [_purpose(purpose) for purpose in agreement.purposes.all()],
        ConfirmedPart.LEGAL_BASIS: [_step(step) for step in agreement.authorisations.all()],
    }
    return [FactRow(str(part.label), rows or [_("Nothing on record")]) for part, rows in lines.items()]


def _in_order(agreement: Agreement) -> list[AgreementParty]:
    parties = list(agreement.parties.all())
    members = members_of(parties)
    return [*members, *(party for party in parties if party not in members)]


def _party(party: AgreementParty) -> str:
    return f"{party.name} · {party.country.name} · {party.get_role_display()}"


def _purpose(purpose: Purpose) -> str:
    return f"{purpose.focus_area.name}: {purpose.statement}"


def _step(step: Authorisation) -> str:
    words = [step.authority or str(step.get_kind_display()), str(step.get_state_display())]
    if step.number:
        words.append(_("No. %(number)s") % {"number": step.number})
    if step.dated is not None:
        words.append(date_text(step.dated, short=True))
    return " · ".join(words)


def _day(date: PartialDate | None) -> str:
    return date_text(date) if date is not None else _("Not stated")
