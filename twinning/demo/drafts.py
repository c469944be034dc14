"""Entering a made-up agreement as its officer would: through the services of the registry."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.choices import (
    AuthorisationKind,
    AuthorisationState,
    DocumentKind,
    DocumentLanguage,
    Link,
    PartyRole,
    Side,
    Status,
    Visibility,
)
from agreements.models import Agreement, FocalPoint
from agreements.models.due_diligence import HEADINGS
from agreements.services.agreements import create_draft
from agreements.services.authorisations import AuthorisationInput
from agreements.services.documents import DocumentInput, add_documents
from agreements.services.drafts import DraftContent, change_draft
from agreements.services.focal_points import FocalPointInput, set_focal_points
from agreements.services.parties import PartyInput
from agreements.services.purposes import IndicatorInput, PurposeInput
from twinning.core.dates import PartialDate
from twinning.demo.cast import Cast
from twinning.demo.days import DemoCalendar, moment
from twinning.demo.entries import AgreementEntry, DocumentEntry, IndicatorEntry, StepEntry
from twinning.demo.paper import pdf_of
from twinning.focus_areas.models import FocusArea

NAMESPACE = uuid.UUID("6f5a4c0e-7d0b-4f0e-9f5e-3b8f6e1d2c70")
SIGNED_STATUSES = (Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.TERMINATED)
NUMBER_PREFIX = "DEMO-"
NOTE = "بيانات عرض غير حقيقية · Made-up demo data"


NOTHING_KNOWN = "لا يُعرف شيء بعد: لم يُسأل عنه قبل الإرسال (بيانات توضيحية)."


def public_id_of(kind: str, key: str) -> uuid.UUID:
    """The id of a record of the demo: the same in every installation, so that loading twice finds it."""
    return uuid.uuid5(NAMESPACE, f"{kind}/{key}")


def agreement_of(key: str) -> Agreement:
    """The agreement with this key of the data files."""
    return Agreement.objects.get(public_id=public_id_of("agreement", key))


def enter_draft(entry: AgreementEntry, cast: Cast, calendar: DemoCalendar, *, on: datetime.date) -> Agreement:
    """Make the draft of an entry on a day, with contacts and documents, marked as made up."""
    officer = cast.officer(entry.lead)
    agreement = create_draft(
        city=cast.cities[entry.lead],
        by=officer,
        at=moment(on),
        public_id=public_id_of("agreement", entry.key),
    )
    agreement.is_fictional = True
    agreement.save(update_fields=["is_fictional"])
    content = DraftContent(
        changes=_changes(entry, calendar),
        parties=_parties(entry, cast),
        purposes=_purposes(entry, calendar),
        authorisations=[_partner_step(step, on) for step in entry.partner_steps],
        due_diligence=_diligence(entry),
    )
    agreement = change_draft(agreement, content, by=officer, at=moment(on, 10), today=on)
    if entry.status != Status.DRAFT:
        _enter_contacts(agreement, entry, cast, calendar, on=on)
    _enter_documents(agreement, entry, cast, on=on)
    return agreement


def _diligence(entry: AgreementEntry) -> dict[str, str] | None:
    """The note as made up; of what was sent every heading says something, be it that nothing is known."""
    if entry.status == Status.DRAFT:
        return entry.diligence
    return dict.fromkeys(HEADINGS, NOTHING_KNOWN) | (entry.diligence or {})


def _changes(entry: AgreementEntry, calendar: DemoCalendar) -> dict[str, Any]:
    changes: dict[str, Any] = {
        "type": entry.type,
        "title_ar": entry.title.ar,
        "title_en": entry.title.en,
        "visibility": Visibility(entry.visibility),
        "goals": list(entry.goals),
        "axes": list(entry.axes),
        "implementation_ar": entry.implementation.ar,
        "implementation_en": entry.implementation.en,
        "ends": calendar.optional_date(entry.ends),
        "has_no_end": entry.ends is None and entry.status in SIGNED_STATUSES,
    }
    if entry.likeness:
        changes["likeness_facets"] = list(entry.likeness.facets)
        changes["likeness_ar"], changes["likeness_en"] = entry.likeness.text
    if entry.link:
        changes["link"] = Link(entry.link)
        changes["predecessor"] = agreement_of(entry.predecessor)
    return changes


def _parties(entry: AgreementEntry, cast: Cast) -> list[PartyInput]:
    return [
        PartyInput(PartyRole.LEAD_MUNICIPALITY, city=cast.cities[entry.lead]),
        *(PartyInput(PartyRole.PARTNER_MUNICIPALITY, city=cast.cities[name]) for name in entry.partners),
        *(
            PartyInput(
                PartyRole(other.role),
                city=cast.cities[other.city],
                side=Side(other.side),
                name_ar=other.name.ar,
                name_en=other.name.en,
            )
            for other in entry.others
        ),
    ]


def _purposes(entry: AgreementEntry, calendar: DemoCalendar) -> list[PurposeInput]:
    areas = FocusArea.objects.in_bulk([purpose.focus for purpose in entry.purposes])
    return [
        PurposeInput(
            focus_area=areas[purpose.focus],
            statement_ar=purpose.statement.ar,
            statement_en=purpose.statement.en,
            indicators=tuple(_indicator(indicator, calendar) for indicator in purpose.indicators),
        )
        for purpose in entry.purposes
    ]


def _indicator(entry: IndicatorEntry, calendar: DemoCalendar) -> IndicatorInput:
    return IndicatorInput(
        name_ar=entry.name.ar,
        name_en=entry.name.en,
        unit_ar=entry.unit.ar,
        unit_en=entry.unit.en,
        target=Decimal(entry.target),
        baseline=None if entry.baseline is None else Decimal(entry.baseline),
        due=calendar.optional_date(entry.due),
        target_groups=entry.groups,
    )


def _partner_step(step: StepEntry, on: datetime.date) -> AuthorisationInput:
    return AuthorisationInput(
        kind=AuthorisationKind(step.kind),
        state=AuthorisationState.GRANTED,
        side=Side.PARTNER,
        authority_ar=step.authority.ar,
        authority_en=step.authority.en,
        number=f"{NUMBER_PREFIX}{on.month}/{on.year}",
        dated=PartialDate.day(on),
        note=NOTE,
    )


def _enter_contacts(
    agreement: Agreement,
    entry: AgreementEntry,
    cast: Cast,
    calendar: DemoCalendar,
    *,
    on: datetime.date,
) -> None:
    sides = [(Side.LEAD, entry.lead), (Side.PARTNER, entry.partners[0])]
    contacts = [
        FocalPointInput(side=side, name=contact.name, job_title=contact.job_title, email=contact.email)
        for side, contact in ((side, cast.contacts[city]) for side, city in sides)
    ]
    set_focal_points(agreement, contacts, by=cast.officer(entry.lead), at=moment(on, 11))
    if entry.confirmed:
        # Confirming a contact has no service yet: it comes with the yearly follow-up.
        FocalPoint.objects.filter(agreement=agreement).update(confirmed_on=calendar.day(entry.confirmed))


def _enter_documents(agreement: Agreement, entry: AgreementEntry, cast: Cast, *, on: datetime.date) -> None:
    documents = entry.documents
    if documents is None:
        is_signed = entry.status in SIGNED_STATUSES
        documents = (DocumentEntry("agreement_text", "Text of the agreement", "public"),) if is_signed else ()
    inputs = [_document(entry, document) for document in documents]
    if inputs:
        add_documents(agreement, inputs, by=cast.officer(entry.lead), at=moment(on, 12))


def _document(entry: AgreementEntry, document: DocumentEntry) -> DocumentInput:
    lines = [document.title, entry.title.en, "", "Made-up document of the demonstration.", "It has no legal meaning."]
    name = f"{entry.key}-{document.title.lower().replace(' ', '-').replace('’', '')}.pdf"
    return DocumentInput(
        upload=SimpleUploadedFile(name, pdf_of(lines), content_type="application/pdf"),
        kind=DocumentKind(document.kind),
        language=DocumentLanguage.ENGLISH,
        visibility=Visibility(document.visibility),
        title=document.title,
    )
