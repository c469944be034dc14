"""Handing out certificates of registration, each entered in the chain of events."""

import datetime

from django.db import transaction
from django.utils import timezone

from agreements import events
from agreements.certificate.facts import facts_of, fingerprint_of
from agreements.exceptions import ActNotPermitted, WrongState
from agreements.models import Agreement, Certificate
from agreements.policies import AgreementPolicy, CertificatePolicy
from agreements.services.records import lock
from twinning.accounts.models import User
from twinning.events.services import Happening, record


@transaction.atomic
def issue_certificate(
    agreement: Agreement,
    *,
    language: Certificate.Language,
    verify_url: str,
    by: User,
    at: datetime.datetime,
) -> Certificate:
    """Give a person a certificate of what the register holds now; asked again the same day, it is the same paper.

    `verify_url` is the address of the verification page that is printed on it.
    Raises: ActNotPermitted (who), WrongState while the agreement is not a fact of the world yet.
    """
    locked = lock(agreement)
    if not CertificatePolicy.can_ask(by, locked):
        raise ActNotPermitted
    if not CertificatePolicy.is_certifiable(locked):
        raise WrongState(locked.status)
    covers_internal = AgreementPolicy.is_insider(by, locked)
    facts = facts_of(locked, covers_internal=covers_internal)
    given = Certificate(
        agreement=locked,
        language=language,
        facts=facts,
        fingerprint=fingerprint_of(facts),
        covers_internal=covers_internal,
        verify_url=verify_url,
        issued_to=by,
        issued_at=at,
    )
    same = _given_today(given)
    if same is not None:
        return same
    given.save(force_insert=True)
    record(_happening(given), by=by, at=at)
    return given


def _given_today(wanted: Certificate) -> Certificate | None:
    found = Certificate.objects.filter(
        agreement=wanted.agreement,
        language=wanted.language,
        fingerprint=wanted.fingerprint,
        verify_url=wanted.verify_url,
        issued_to=wanted.issued_to,
    ).last()
    is_today = found is not None and timezone.localdate(found.issued_at) == timezone.localdate(wanted.issued_at)
    return found if is_today else None


def _happening(certificate: Certificate) -> Happening:
    agreement = certificate.agreement
    return Happening(
        type=events.CERTIFICATE_ISSUED,
        subject_type="agreement",
        subject_id=str(agreement.public_id),
        subject_version=agreement.version,
        payload={
            "status": agreement.status,
            "reference": agreement.reference,
            "certificate": str(certificate.public_id),
            "language": certificate.language,
            "fingerprint": certificate.fingerprint,
        },
    )
