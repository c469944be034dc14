"""The facts a certificate attests, free of language, and the fingerprint by which a later record is compared."""

import hashlib
import json
from typing import Any

from django.db.models import Q

from agreements.choices import DocumentKind, Visibility
from agreements.models import Agreement, AgreementParty
from twinning.core.dates import PartialDate

# What a certificate seals beside the record: the text itself and the instruments it rests on.
SEALED_KINDS = [DocumentKind.AGREEMENT_TEXT, DocumentKind.AUTHORISATION]


def facts_of(agreement: Agreement, *, covers_internal: bool) -> dict[str, Any]:
    """Everything a certificate says of an agreement, as JSON; internal documents only where the asker reads them."""
    return {
        "reference": agreement.reference,
        "type": agreement.type,
        "status": agreement.status,
        "is_fictional": agreement.is_fictional,
        "title": _both(agreement, "title"),
        "kept_by": _both(agreement.owner_city, "name"),
        "parties": [_party(party) for party in agreement.parties.all()],
        "signed": _date(agreement.signed),
        "in_force": _date(agreement.in_force),
        "ends": _date(agreement.ends),
        "ended": _date(agreement.ended),
        "has_no_end": agreement.has_no_end,
        "steps": [
            {
                "kind": step.kind,
                "side": step.side,
                "state": step.state,
                "authority": _both(step, "authority"),
                "official": _both(step, "official"),
                "number": step.number,
                "dated": _date(step.dated),
                "gazette": step.gazette_reference,
            }
            for step in agreement.authorisations.all()
        ],
        "documents": [
            {"kind": document.kind, "language": document.language, "sha256": document.sha256}
            for document in agreement.documents.filter(_sealed(covers_internal=covers_internal)).order_by("pk")
        ],
    }


def fingerprint_of(facts: dict[str, Any]) -> str:
    """SHA-256 of the facts as canonical JSON: the same facts always, other facts never."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _sealed(*, covers_internal: bool) -> Q:
    sealed = Q(kind__in=SEALED_KINDS, withdrawn_at__isnull=True)
    return sealed if covers_internal else sealed & Q(visibility=Visibility.PUBLIC)


def _party(party: AgreementParty) -> dict[str, Any]:
    place = party.city or party.governorate
    own = _both(party, "name")
    return {
        "role": party.role,
        "side": party.side,
        "name": own if any(own.values()) or place is None else _both(place, "name"),
        "country": _both(party.country, "name"),
        "signatory": _both(party, "signatory"),
    }


def _both(record: Any, prefix: str) -> dict[str, str]:
    return {"ar": getattr(record, f"{prefix}_ar"), "en": getattr(record, f"{prefix}_en")}


def _date(date: PartialDate | None) -> dict[str, Any] | None:
    return date.as_json() if date else None
