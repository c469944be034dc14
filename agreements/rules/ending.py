"""The laws of the end: expiry, termination, and what follows in an agreement's place."""

import datetime

from django.utils.translation import gettext_lazy as _

from agreements.choices import Link, Status
from agreements.models import Agreement
from agreements.rules.law import Rule


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
