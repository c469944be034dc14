"""The legal time line of an agreement: each side's steps, then what both share; what is not known is written."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.choices import PUBLISHED_STATUSES, AuthorisationState, Side, Status
from agreements.models import Agreement, AgreementParty, Authorisation, Document
from twinning.core.date_text import date_text
from twinning.core.dates import PartialDate

SHARED = "shared"
_NO_SIGNING_YET = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.REJECTED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class LegalStep:
    """One card of the time line; `side` is lead, partner or shared."""

    side: str
    title: str
    text: str
    instrument: str
    date: str
    note: str = ""
    document_title: str = ""
    document_url: str = ""


def legal_steps(
    agreement: Agreement,
    authorisations: Sequence[Authorisation],
    parties: Iterable[AgreementParty],
    documents: Iterable[Document],
) -> list[LegalStep]:
    """Authorisations in the order of their dates, then signing, force and end."""
    readable = {document.pk: document for document in documents}
    steps = [_authorisation_step(agreement, step, readable) for step in _in_order(authorisations)]
    return [*steps, *_shared_steps(agreement, list(parties))]


def _in_order(authorisations: Sequence[Authorisation]) -> list[Authorisation]:
    """By date; a step without one keeps its place behind the step before it."""
    latest = datetime.date.min
    keyed = []
    for position, step in enumerate(authorisations):
        latest = step.dated_on or latest
        keyed.append((step.dated_on or latest, position, step))
    return [step for _date, _position, step in sorted(keyed, key=lambda row: row[:2])]


def _authorisation_step(agreement: Agreement, step: Authorisation, readable: dict[int, Document]) -> LegalStep:
    document = readable.get(step.document_id) if step.document_id else None
    title = step.authority or str(step.get_kind_display())
    words: list[str | Promise] = [step.get_kind_display()] if step.authority else []
    if step.state != AuthorisationState.GRANTED:
        words.append(_STATE_WORDS[AuthorisationState(step.state)]())
    if step.official:
        words.append(_("authorises %(official)s to sign") % {"official": step.official})
    url = ""
    if document is not None:
        url = reverse("agreements:document_download", args=[agreement.public_id, document.public_id])
    return LegalStep(
        side=step.side,
        title=title,
        text=" · ".join(str(word) for word in words),
        instrument=_instrument(step),
        date=_date_of(step),
        note=step.note,
        document_title=str(document) if document else "",
        document_url=url,
    )


_STATE_WORDS = {
    AuthorisationState.OPEN: lambda: _("not decided yet"),
    AuthorisationState.REFUSED: lambda: _("refused"),
    AuthorisationState.NOT_REQUIRED: lambda: _("not required"),
    AuthorisationState.DEEMED: lambda: _("deemed granted: nobody decided before the clock ran out"),
    AuthorisationState.UNKNOWN: lambda: _("not known whether it was granted"),
}


def _instrument(step: Authorisation) -> str:
    if step.state in (AuthorisationState.OPEN, AuthorisationState.NOT_REQUIRED):
        return ""
    number = _("No. %(number)s") % {"number": step.number} if step.number else _("Number not known")
    gazette = _("gazette %(reference)s") % {"reference": step.gazette_reference} if step.gazette_reference else ""
    return " · ".join(filter(None, (number, gazette)))


def _date_of(step: Authorisation) -> str:
    if step.dated is not None and step.dated.value is not None:
        return date_text(step.dated)
    if step.state in (AuthorisationState.OPEN, AuthorisationState.NOT_REQUIRED):
        return ""
    return _("date not known")


def _shared_steps(agreement: Agreement, parties: list[AgreementParty]) -> list[LegalStep]:
    steps = []
    if agreement.status not in _NO_SIGNING_YET:
        steps.append(_signing(agreement, parties))
    if agreement.in_force is not None or agreement.status == Status.HISTORICAL:
        known = _is_known(agreement.in_force)
        steps.append(
            LegalStep(
                SHARED,
                _("Entry into force") if known else _("Entry into force: not known"),
                "",
                "",
                date_text(agreement.in_force) if known else "",
            ),
        )
    if agreement.ended is not None and _is_known(agreement.ended):
        steps.append(LegalStep(SHARED, _("End"), str(agreement.get_status_display()), "", date_text(agreement.ended)))
    return steps


def _signing(agreement: Agreement, parties: list[AgreementParty]) -> LegalStep:
    """Being authorised to sign is not being signed: where the signing is not known, the card says so."""
    by_side = sorted(parties, key=lambda party: party.side != Side.LEAD)
    signatories = [party.signatory for party in by_side]
    text = _(" and ").join(filter(None, signatories))
    if _is_known(agreement.signed):
        return LegalStep(SHARED, _("Signing"), text, "", date_text(agreement.signed))
    if agreement.status in PUBLISHED_STATUSES:
        return LegalStep(SHARED, _("Signing: not known whether and when"), text, "", "")
    return LegalStep(SHARED, _("Signing: still to come"), text, "", "")


def _is_known(date: PartialDate | None) -> bool:
    return date is not None and date.value is not None
