"""The laws of old instruments: what must be said of them, and which of them a city may record alone."""

import datetime

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from agreements.rules.law import Rule
from twinning.core.dates import PartialDate

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
    """Of a date known by its year alone, whether even the last day it can mean lies so far back."""
    last = date.last_day
    # Compared as numbers, so that what was signed on a 29th of February grows old as well.
    return last is not None and (last.year + YEARS_UNTIL_OLD, last.month, last.day) <= (on.year, on.month, on.day)


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


class HistoricalIsOld(Rule):
    """A city alone records as historical only what a date on record shows to be at least ten years old.

    The day of signing decides where it is known; else every other date on record. Anything newer, and anything of
    which no date is known, is sent to the ministry, which confirms it.
    """

    code = "historical_not_old"
    message = _("No date shows that this instrument is ten years old. Send it for review: the ministry confirms it.")
    part = "terms"
    field = "signed"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return is_old_instrument(agreement, on=on)


class HistoricalIsStatedWhenSent(Rule):
    """What is sent to be confirmed as historical says what is known of its signing, and where from."""

    code = "historical_stated"
    message = _("Say what is known of the signing, or that it is not known, and where the knowledge comes from.")
    part = "terms"
    field = "signed"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        laws = (HistoricalSaysWhatIsUnknown, HistoricalIsKnownFromSomewhere)
        return not agreement.is_historical or all(law.is_met(agreement, on=on) for law in laws)


class HistoricalIsNotAuthorised(Rule):
    """Signing is authorised of new agreements; an old instrument is confirmed as historical."""

    code = "historical_not_authorised"
    message = _("An old instrument is not authorised to be signed. Confirm it as historical, or return it.")
    part = "terms"
    field = "is_historical"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return not agreement.is_historical
