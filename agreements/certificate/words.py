"""A certificate in words: its facts in the language of the paper, what is not known written out."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.choices import (
    MEMBER_ROLES,
    AgreementType,
    AuthorisationKind,
    AuthorisationState,
    DocumentKind,
    DocumentLanguage,
    PartyRole,
    Side,
    Status,
)
from agreements.models import Certificate
from twinning.core.date_text import date_text, hijri_text
from twinning.core.dates import PartialDate, Precision
from twinning.core.models import in_language

Facts = dict[str, Any]


def words_of(certificate: Certificate) -> dict[str, Any]:
    """Everything that stands on the paper, for its template; call it in the language of the certificate."""
    facts = certificate.facts
    day = PartialDate.day(timezone.localdate(certificate.issued_at))
    return {
        "title": _("Certificate of registration"),
        "register": _("City Twinning Register"),
        "demo": _("Demo data: the agreement is made up") if facts["is_fictional"] else "",
        "attests": _("This is to certify that the agreement described here is entered in the register as follows."),
        "reference": facts["reference"],
        "lead": _feet(facts, Side.LEAD),
        "partner": _feet(facts, Side.PARTNER),
        "name": text_of(facts["title"]),
        "facts": [*_about(facts), *_days(facts)],
        "parties_title": _("Other parties and signatories"),
        "parties": _other_parties(facts),
        "steps_title": _("Legal basis"),
        "steps": [_step(step) for step in facts["steps"]],
        "no_steps": _("No step of the legal chain is on record."),
        "documents_title": _("Documents sealed by checksum (SHA-256)"),
        "documents": [_document(document) for document in facts["documents"]],
        "no_documents": _("No document is sealed with this certificate."),
        "foot": _foot(certificate, day),
    }


def text_of(both: dict[str, str]) -> str:
    """A bilingual text in the language of the paper, or in the other one where it is missing."""
    return in_language(both["ar"], both["en"])


def date_of(date: dict[str, Any] | None) -> PartialDate | None:
    """A date with precision, from JSON."""
    if date is None:
        return None
    value = datetime.date.fromisoformat(date["value"]) if date["value"] else None
    return PartialDate(value, Precision(date["precision"]))


def in_groups(checksum: str) -> str:
    """A checksum as one compares it by eye: eight letters at a time."""
    return " ".join(checksum[start : start + 8] for start in range(0, len(checksum), 8))


def _feet(facts: Facts, side: Side) -> dict[str, str]:
    members = [party for party in facts["parties"] if party["side"] == side and party["role"] in MEMBER_ROLES]
    countries = dict.fromkeys(text_of(party["country"]) for party in members)
    return {
        "names": _(", ").join(text_of(party["name"]) for party in members) or _("Not known"),
        "countries": _(", ").join(countries),
    }


def _about(facts: Facts) -> list[tuple[str, str, str]]:
    return [
        (_("Type"), str(AgreementType(facts["type"]).label) if facts["type"] else _("Not known"), ""),
        (_("Status"), str(Status(facts["status"]).label), ""),
    ]


def _days(facts: Facts) -> list[tuple[str, str, str]]:
    """The dates of the agreement, each with its Hijri line; what nobody knows is said to be unknown."""
    rows = [(_("Date of signing"), "signed"), (_("In force from"), "in_force")]
    if facts["status"] == Status.SIGNED:
        rows.pop()
    days = [(label, *_dated(date_of(facts[name]))) for label, name in rows]
    if facts["ended"]:
        return [*days, (_("Ended"), *_dated(date_of(facts["ended"])))]
    if facts["has_no_end"]:
        return [*days, (_("Ends"), _("Open-ended"), "")]
    return [*days, (_("Ends"), *_dated(date_of(facts["ends"])))]


def _dated(date: PartialDate | None) -> tuple[str, str]:
    return date_text(date), hijri_text(date)


def _other_parties(facts: Facts) -> list[dict[str, str]]:
    """Everybody beside the places that stand at the arc, and who signs for whom."""
    return [
        {
            "name": text_of(party["name"]),
            "role": str(PartyRole(party["role"]).label),
            "signatory": text_of(party["signatory"]),
        }
        for party in facts["parties"]
        if party["role"] not in MEMBER_ROLES or any(party["signatory"].values())
    ]


def _step(step: Facts) -> dict[str, str]:
    kind = str(AuthorisationKind(step["kind"]).label)
    state = AuthorisationState(step["state"])
    is_decided = state in (AuthorisationState.GRANTED, AuthorisationState.REFUSED)
    number = _("No. %(number)s") % {"number": step["number"]} if step["number"] else ""
    gazette = _("gazette %(reference)s") % {"reference": step["gazette"]} if step["gazette"] else ""
    official = text_of(step["official"])
    return {
        "kind": kind,
        "authority": text_of(step["authority"]),
        "number": number or (_("Number not known") if is_decided else ""),
        "gazette": gazette,
        "official": _("authorises %(official)s to sign") % {"official": official} if official else "",
        "date": date_text(date_of(step["dated"])) if step["dated"] or is_decided else "",
        "state": str(state.label),
        "side": step["side"],
    }


def _document(document: Facts) -> dict[str, str]:
    return {
        "kind": str(DocumentKind(document["kind"]).label),
        "language": str(DocumentLanguage(document["language"]).label),
        "sha256": in_groups(document["sha256"]),
    }


def _foot(certificate: Certificate, day: PartialDate) -> dict[str, Any]:
    return {
        "as_of": _("The record as it stood on %(day)s") % {"day": date_text(day)},
        "hijri": hijri_text(day),
        "kept_by": _("Record kept by %(city)s") % {"city": text_of(certificate.facts["kept_by"])},
        "check": _("Anybody can check this paper: scan the square, or give the reference and the code at"),
        "address": certificate.verify_url,
        "code_label": _("Verification code"),
        "code": certificate.code_in_groups,
        "fingerprint_label": _("Fingerprint"),
        "fingerprint": in_groups(certificate.fingerprint),
    }
