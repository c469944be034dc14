"""The laws of the registry: one class each; its docstring is the law, its message what people read."""

import abc
import datetime
from collections.abc import Iterable
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.choices import MEMBER_ROLES, Blocks, Link, PartyRole, Side, Status
from agreements.exceptions import Violation
from agreements.models import Agreement, Relationship
from agreements.models.party import members_key_of
from twinning.core.dates import PartialDate

SHORTEST_STATEMENT = 10  # characters; shorter ones (“culture”) repeat the focus area and say nothing specific


YEARS_UNTIL_OLD = 10  # from then on a city alone records an instrument as historical


def is_old_instrument(agreement: Agreement, *, on: datetime.date) -> bool:
    """Whether a date on record shows that an instrument is at least `YEARS_UNTIL_OLD` years old.

    The day of signing decides where it is known; else its force, its end, or the latest dated step of its chain.
    """
    signed = agreement.signed
    if signed is not None and signed.last_day is not None:
        return _is_old(signed, on)
    stated = [agreement.in_force, agreement.ends, *(step.dated for step in agreement.authorisations.all())]
    known = [date for date in stated if date is not None and date.value is not None]
    return bool(known) and all(_is_old(date, on) for date in known)


def _is_old(date: PartialDate, on: datetime.date) -> bool:
    # The 29th of February is old on the 1st of March.
    return date.value is not None and (date.value.year + YEARS_UNTIL_OLD, date.value.month, date.value.day) <= (
        on.year,
        on.month,
        on.day,
    )


class Rule(abc.ABC):
    """A law; `is_met` answers for one agreement on one day.

    `part` is the task of the form that mends it, `field` the field of the record where it is not the part's own.
    """

    code: ClassVar[str]
    message: ClassVar[Promise]
    part: ClassVar[str]
    field: ClassVar[str] = ""

    @classmethod
    @abc.abstractmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        """Whether the law is met."""

    @classmethod
    def violation(cls) -> Violation:
        return Violation(cls.code, cls.message, cls.part, cls.field)


class NeedsTwoPlaces(Rule):
    """An agreement is concluded between a lead municipality and at least one place on the other side."""

    code = "needs_two_places"
    message = _("Name the lead municipality and at least one partner.")
    part = "parties"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        parties = [party for party in agreement.parties.all() if party.role in MEMBER_ROLES]
        has_lead = any(party.role == PartyRole.LEAD_MUNICIPALITY for party in parties)
        return has_lead and any(party.side == Side.PARTNER for party in parties)


class NeedsType(Rule):
    """Every agreement says which kind of instrument it is."""

    code = "needs_type"
    message = _("Choose the type of the agreement.")
    part = "terms"
    field = "type"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return bool(agreement.type)


class NeedsTitleInBothLanguages(Rule):
    """Every agreement has a title in Arabic and in English."""

    code = "needs_titles"
    message = _("Give the title in Arabic and in English.")
    part = "terms"
    field = "title"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return bool(agreement.title_ar and agreement.title_en)


class NeedsSpecificPurpose(Rule):
    """An agreement has at least one focus area with a specific statement of what is wanted."""

    code = "needs_specific_purpose"
    message = _("Add at least one purpose: a focus area and a specific statement.")
    part = "purposes"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return any(
            max(len(purpose.statement_ar), len(purpose.statement_en)) >= SHORTEST_STATEMENT
            for purpose in agreement.purposes.all()
        )


class SaysWhatItIsToEarlierOnes(Rule):
    """Where the places already have a relationship, a new agreement says what it is to what is on file."""

    code = "needs_link"
    message = _("These places already have a relationship. Say what this agreement is to it.")
    part = "parties"
    field = "link"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        key = members_key_of(agreement.parties.all())
        on_file = Relationship.objects.registered().filter(members_key=key).first()
        if on_file is None or not on_file.agreements.published().exclude(pk=agreement.pk).exists():
            return True
        if agreement.link == Link.SEPARATE:
            return bool(agreement.link_reason)
        predecessor = agreement.predecessor
        return bool(agreement.link and predecessor and predecessor.relationship_id == on_file.pk)


class LinksToItsOwnPlaces(Rule):
    """An agreement renews, amends or replaces only what the same places concluded."""

    code = "link_elsewhere"
    message = _("The earlier agreement is between other places. Choose one of the same places, or none.")
    part = "parties"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        predecessor = agreement.predecessor
        if predecessor is None:
            return True
        tie = predecessor.relationship
        return tie is not None and tie.members_key == members_key_of(agreement.parties.all())


class DatesFollowEachOther(Rule):
    """Force does not begin before signing, and nothing ends before it begins."""

    code = "dates_follow"
    message = _("The dates contradict each other: signing, force and end must follow in this order.")
    part = "terms"
    field = "ends"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        stated = [date for date in (agreement.signed, agreement.in_force, agreement.ends) if date and date.value]
        return not any(
            later.is_surely_before(earlier) for index, earlier in enumerate(stated) for later in stated[index + 1 :]
        )


class SigningIsNotAhead(Rule):
    """What is signed was signed today or before."""

    code = "signing_ahead"
    message = _("The day of signing cannot lie in the future.")
    part = "terms"
    field = "signed"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return not (agreement.signed and agreement.signed.is_surely_after_day(on))


class SigningHasItsDate(Rule):
    """A signed agreement has a day of signing, as precisely as it is known."""

    code = "signing_date"
    message = _("Give the day of signing.")
    part = "terms"
    field = "signed"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return agreement.signed_on is not None


class SigningNeedsItsAuthorisations(Rule):
    """Nobody signs before every step of the legal chain that blocks signing is settled.

    A step is settled when granted, when not required, or when not known with the reason why.
    """

    code = "signing_needs_authorisations"
    message = _("Signing is blocked: a step of the legal chain that must come first is still open.")
    part = "legal_basis"
    field = "authorisations"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        steps = agreement.authorisations.all()
        return bool(steps) and all(step.is_settled for step in steps if step.blocks == Blocks.SIGNING)


class ForceNeedsItsAuthorisations(Rule):
    """No agreement goes into force before every step of the legal chain that blocks force is settled."""

    code = "force_needs_authorisations"
    message = _("Entry into force is blocked: a step of the legal chain that must come first is still open.")
    part = "legal_basis"
    field = "authorisations"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return all(step.is_settled for step in agreement.authorisations.all() if step.blocks != Blocks.NOTHING)


class ForceNeedsMeasurablePurpose(Rule):
    """No agreement goes into force without a purpose that has an indicator."""

    code = "force_needs_measurable_purpose"
    message = _("No agreement goes into force without a purpose that has an indicator.")
    part = "purposes"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return agreement.purposes.filter(indicators__isnull=False).exists()


class ForceHasItsDate(Rule):
    """An agreement in force has the day its force began, and that day has come."""

    code = "force_date"
    message = _("Give the day the agreement came into force; it cannot lie in the future.")
    part = "terms"
    field = "in_force"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return agreement.in_force_on is not None and agreement.in_force_on <= on


class HistoricalIsKnownFromSomewhere(Rule):
    """An old instrument is recorded from something: a dated signing, a legal instrument, a document or a source."""

    code = "historical_known"
    message = _("Say what the old instrument is known from: a date, a legal instrument, a document or a source.")
    part = "legal_basis"
    field = "source"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return bool(
            agreement.signed_on
            or agreement.source
            or any(step.dated_on or step.number for step in agreement.authorisations.all())
            or agreement.documents.filter(withdrawn_at__isnull=True).exists(),
        )


class HistoricalSaysWhatIsUnknown(Rule):
    """An old instrument's day of signing is given, or said to be unknown; silence is not an answer."""

    code = "historical_signing_stated"
    message = _("Give the day of signing as far as it is known, or say that it is not known.")
    part = "terms"
    field = "signed"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return agreement.is_historical and bool(agreement.signed_on_precision)


class EndHasPassed(Rule):
    """An agreement expires on the day after its last."""

    code = "end_has_passed"
    message = _("The agreement has not ended yet.")
    part = "terms"
    field = "ends"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        last_day = agreement.ends.last_day if agreement.ends else None
        return last_day is not None and last_day < on


class EndingHasItsDate(Rule):
    """A terminated agreement has the day it was ended, today or before."""

    code = "ended_date"
    message = _("Give the day the agreement was ended; it cannot lie in the future.")
    part = "terms"
    field = "ended"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return agreement.ended_on is not None and agreement.ended_on <= on


class EndingFollowsSigning(Rule):
    """Nothing is ended before it was signed."""

    code = "ended_before_signing"
    message = _("An agreement cannot be ended before it was signed.")
    part = "terms"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        signed, ended = agreement.signed, agreement.ended
        return not (signed and ended and ended.is_surely_before(signed))


class RenewalIsInForce(Rule):
    """An agreement counts as renewed once its renewal is in force."""

    code = "renewal_in_force"
    message = _("No renewal of this agreement is in force yet.")
    part = "parties"
    field = "status"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return agreement.successors.filter(link=Link.RENEWS, status=Status.IN_FORCE).exists()


class ReplacementIsInForce(Rule):
    """An agreement counts as replaced once its replacement is in force."""

    code = "replacement_in_force"
    message = _("No replacement of this agreement is in force yet.")
    part = "parties"
    field = "status"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return agreement.successors.filter(link=Link.REPLACES, status=Status.IN_FORCE).exists()


def violations_of(rules: Iterable[type[Rule]], agreement: Agreement, *, on: datetime.date) -> list[Violation]:
    """Every law among `rules` that `agreement` does not meet on that day, in the order given."""
    return [rule.violation() for rule in rules if not rule.is_met(agreement, on=on)]
