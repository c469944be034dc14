"""Checking a paper: whether the register gave it out, and whether the record still says what the paper says."""

import hmac
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.certificate.facts import facts_of, fingerprint_of
from agreements.models import Certificate
from agreements.models.certificate import CODE_LENGTH
from agreements.policies import AgreementPolicy
from twinning.core.text import clean_digits

# A paper's code is searched for even where what was typed can be none, so that every question costs the same.
_NO_CODE = "-" * CODE_LENGTH


class Verdict(models.TextChoices):
    """What the register says of a paper."""

    UNCHANGED = "unchanged", _("Valid and unchanged")
    CHANGED = "changed", _("Valid, but the record has changed since")
    UNKNOWN = "unknown", _("No such certificate")


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict, the paper it is about, and whether its record is open to everybody."""

    verdict: Verdict
    certificate: Certificate | None = None
    is_public: bool = False


def verify(*, reference: str, code: str) -> Finding:
    """Look for the paper with this code and reference; a wrong one of either is the same as none."""
    asked = plain_code(code)
    found = _certificates().filter(code=asked if len(asked) == CODE_LENGTH else _NO_CODE).first()
    if found is None or not _is_same(found.facts["reference"], reference):
        return Finding(Verdict.UNKNOWN)
    now = fingerprint_of(facts_of(found.agreement, covers_internal=found.covers_internal))
    verdict = Verdict.UNCHANGED if now == found.fingerprint else Verdict.CHANGED
    is_public = AgreementPolicy.visible_to(AnonymousUser()).filter(pk=found.agreement_id).exists()
    return Finding(verdict, found, is_public)


def plain_code(code: str) -> str:
    """A code as it is kept, however it was typed: small letters, hyphens, blanks, Arabic digits."""
    return "".join(letter for letter in clean_digits(code).upper() if letter.isalnum())


def _is_same(printed: str, typed: str) -> bool:
    return hmac.compare_digest(_plain(printed).encode(), _plain(typed).encode())


def _plain(reference: str) -> str:
    return "".join(clean_digits(reference).upper().split())


def _certificates() -> models.QuerySet[Certificate]:
    return Certificate.objects.select_related("agreement__owner_city").prefetch_related(
        "agreement__parties__city",
        "agreement__parties__governorate",
        "agreement__parties__country",
        "agreement__authorisations",
    )
