"""The laws of signing and of force: what must be settled before, and the days they need."""

import datetime

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from agreements.choices import AuthorisationState, Blocks, Side
from agreements.exceptions import Violation
from agreements.models import Agreement, Authorisation
from agreements.rules.historical import is_old_instrument
from agreements.rules.law import Rule


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

    @classmethod
    def violation_by(cls, agreement: Agreement) -> Violation:
        missing = _missing(agreement, Blocks.SIGNING)
        message = (
            text_of(_("Signing is blocked until this is settled: %(steps)s."), missing) if missing else cls.message
        )
        return Violation(cls.code, message, cls.part, cls.field)


_ALLOWED = (AuthorisationState.GRANTED, AuthorisationState.DEEMED)


class AuthorisationsPrecedeSigning(Rule):
    """What allows the signing was given on the day of signing or before."""

    code = "authorised_after_signing"
    message = _("The signing cannot lie before the day on which it was authorised.")
    part = "legal_basis"
    field = "signed"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        signed = agreement.signed
        allowances = [
            step.dated
            for step in agreement.authorisations.all()
            if step.blocks == Blocks.SIGNING and step.state in _ALLOWED and step.dated
        ]
        return signed is None or not any(signed.is_surely_before(dated) for dated in allowances)


class OnlyOldStepsAreUnknown(Rule):
    """That nobody knows about a step any more is an answer about old instruments, not about new ones."""

    code = "only_old_unknown"
    message = _("A step of a new agreement cannot be not known. Record it as open, granted or not required.")
    part = "legal_basis"
    field = "authorisations"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        own = [step for step in agreement.authorisations.all() if step.side == Side.LEAD]
        if not any(step.state == AuthorisationState.UNKNOWN for step in own):
            return True
        return agreement.is_historical or is_old_instrument(agreement, on=on)


class ForceNeedsItsAuthorisations(Rule):
    """No agreement goes into force before every step of the legal chain that blocks force is settled."""

    code = "force_needs_authorisations"
    message = _("Entry into force is blocked: a step of the legal chain that must come first is still open.")
    part = "legal_basis"
    field = "authorisations"

    @classmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        return not _missing(agreement, Blocks.SIGNING, Blocks.FORCE)

    @classmethod
    def violation_by(cls, agreement: Agreement) -> Violation:
        missing = _missing(agreement, Blocks.SIGNING, Blocks.FORCE)
        message = text_of(_("Entry into force is blocked until this is settled: %(steps)s."), missing)
        return Violation(cls.code, message, cls.part, cls.field)


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


def _missing(agreement: Agreement, *blocks: Blocks) -> list[Authorisation]:
    return [step for step in agreement.authorisations.all() if step.blocks in blocks and not step.is_settled]


def _text_of(sentence: Promise, steps: list[Authorisation]) -> str:
    names = [
        f"{step.get_kind_display()} ({step.authority})" if step.authority else step.get_kind_display() for step in steps
    ]
    return str(sentence) % {"steps": str(_(", ")).join(names)}


# Put into words when it is read, in the reader's language.
text_of = lazy(_text_of, str)
