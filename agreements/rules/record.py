"""The laws of a whole record: its parties, its type and titles, its purposes, its dates."""

import datetime

from django.utils.translation import gettext_lazy as _

from agreements.choices import MEMBER_ROLES, Link, PartyRole, Side
from agreements.models import Agreement, Relationship
from agreements.models.due_diligence import HEADINGS
from agreements.models.party import members_key_of
from agreements.rules.law import Rule

SHORTEST_STATEMENT = 10  # characters; shorter ones (“culture”) repeat the focus area and say nothing specific


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
    """A new agreement has at least one focus area with a specific statement of what is wanted."""

    code = "needs_specific_purpose"
    message = _("Add at least one purpose: a focus area and a specific statement.")
    part = "purposes"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return agreement.is_historical or any(
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


class DueDiligenceIsWritten(Rule):
    """Before a new agreement is sent, something is written under every heading of the due diligence.

    Where nothing is known, the heading says so and why.
    """

    code = "due_diligence"
    message = _("Write something under every heading of the due diligence; where nothing is known, say so and why.")
    part = "due_diligence"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        note = getattr(agreement, "due_diligence", None)
        return agreement.is_historical or bool(note and all(getattr(note, heading).strip() for heading in HEADINGS))
