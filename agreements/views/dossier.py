"""The dossier of an agreement: what its page shows this person, as one file in either language."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views import View

from agreements.certificate.words import in_groups
from agreements.models import Certificate, FocalPoint
from agreements.views.agreement_record import AgreementRecord, agreements_for_record
from agreements.views.certificate import paper_response
from agreements.views.people import signed_in
from agreements.views.purpose_cards import IndicatorCard, PurposeCard
from twinning.core.date_text import date_text, hijri_text
from twinning.core.dates import PartialDate
from twinning.core.typesetting import Paper, typeset

TEMPLATE = Path(__file__).resolve().parents[1] / "certificate" / "dossier.typ"
LANGUAGES = tuple(Certificate.Language.values)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a list: its name, what is said of it, and what stands at the end of its line."""

    title: str
    lines: Sequence[str] = ()
    end: str = ""
    checksum: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the dossier: facts, then a list; `note` where there is nothing else to say."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    rows: Sequence[Entry] = ()
    note: str = field(default="")


class DossierView(LoginRequiredMixin, View):
    """The PDF that a person makes for herself; it holds what the page holds for her, and no more."""

    def get(self, request: HttpRequest, public_id: uuid.UUID, language: str) -> HttpResponse:
        if language not in LANGUAGES:
            raise Http404
        agreement = get_object_or_404(agreements_for_record(request.user), public_id=public_id)
        now = timezone.now()
        with translation.override(language):
            record = AgreementRecord(agreement, person=signed_in(request), today=timezone.localdate())
            data = dossier_of(record)
        pdf = typeset(Paper(template=TEMPLATE, data=data, language=language, made_at=now))
        return paper_response(pdf, f"{agreement.reference or agreement.public_id}-dossier-{language}.pdf")


def dossier_of(record: AgreementRecord) -> dict[str, Any]:
    """Everything of a record in words, for the template; call it in the language of the paper."""
    sections = [make(record) for make in _SECTIONS]
    return {
        "kind": _("Dossier"),
        "register": _("City Twinning Register"),
        "title": record.title,
        "reference": record.agreement.reference or "",
        "demo": _("Demo data: the agreement is made up") if record.agreement.is_fictional else "",
        "foot": _("%(title)s · the record as it stood on %(day)s, as far as its reader may see it")
        % {"title": record.title, "day": date_text(PartialDate.day(timezone.localdate()))},
        "sections": [asdict(section) for section in sections if section.facts or section.rows or section.note],
    }


def _about(record: AgreementRecord) -> Section:
    agreement = record.agreement
    rows = [
        (_("Type"), str(agreement.get_type_display()) if agreement.type else _("Not known")),
        (_("Status"), str(agreement.get_status_display())),
        (_("Who may read it"), str(agreement.get_visibility_display())),
        (_("Date of signing"), record.not_signed or _dated(agreement.signed)),
        (_("In force from"), record.not_in_force or _dated(agreement.in_force)),
        (_("Ended"), _dated(agreement.ended)) if agreement.ended else (_("Ends"), _end(record)),
        *((label, words) for label, words, _url in record.facts),
        (_("Basis of likeness"), agreement.likeness or record.likeness[0]),
    ]
    return Section(_("The agreement"), [row for row in rows if row[1]])


def _end(record: AgreementRecord) -> str:
    return record.end_note or _dated(record.agreement.ends)


def _dated(date: PartialDate | None) -> str:
    return " · ".join(filter(None, (date_text(date), hijri_text(date))))


def _chain(record: AgreementRecord) -> Section:
    rows = [
        Entry(
            str(one),
            [" · ".join(filter(None, (str(one.get_type_display()), one.reference or "")))],
            end=" · ".join((date_text(one.signed, short=True), str(one.get_status_display()))),
        )
        for one in record.chain
    ]
    return Section(_("Chain of agreements"), rows=rows if len(rows) > 1 else ())


def _parties(record: AgreementRecord) -> Section:
    rows = [
        Entry(
            party.name,
            [str(party.get_role_display()), party.signatory] if party.signatory else [str(party.get_role_display())],
            end=party.country.name,
        )
        for party in record.parties
    ]
    return Section(_("Parties"), rows=rows)


def _purposes(record: AgreementRecord) -> Section:
    rows = [entry for purpose in record.purposes for entry in _purpose(purpose)]
    return Section(_("Purposes and indicators"), rows=rows, note="" if rows else _("No purpose is known."))


def _purpose(purpose: PurposeCard) -> Iterable[Entry]:
    area = purpose.sub_area or purpose.root
    yield Entry(purpose.statement, end=area.name)
    for indicator in purpose.indicators:
        yield Entry(indicator.name, [_figures(indicator), indicator.source_label], end=indicator.due)


def _figures(indicator: IndicatorCard) -> str:
    now = f"{indicator.current} ({indicator.as_of})" if indicator.current else _("not measured yet")
    return " · ".join(
        (
            _("Baseline: %(value)s") % {"value": indicator.baseline},
            _("Now: %(value)s") % {"value": now},
            _("Target: %(value)s") % {"value": indicator.target},
        ),
    )


def _legal(record: AgreementRecord) -> Section:
    rows = [
        Entry(step.title, [line for line in (step.text, step.instrument, step.note) if line], end=step.date)
        for step in record.legal_steps
    ]
    return Section(_("Legal basis"), rows=rows, note="" if rows else _("No step of the legal chain is on record."))


def _diligence(record: AgreementRecord) -> Section:
    rows = [Entry(label[:1].upper() + label[1:], [words]) for label, words in record.due_diligence]
    return Section(_("Due diligence"), rows=rows)


def _activities(record: AgreementRecord) -> Section:
    rows = [
        Entry(row.title, [" · ".join(filter(None, (row.kind, *row.facts)))], end=_day(row.date))
        for row in record.activities
    ]
    return Section(_("Activities"), rows=rows, note="" if rows else _("No activity is on record."))


def _day(date: PartialDate | None) -> str:
    return date_text(date, short=True) if date else ""


def _projects(record: AgreementRecord) -> Section:
    rows = [
        Entry(
            row.name, [line for line in (" · ".join(row.facts), row.progress, row.adaptation) if line], str(row.state)
        )
        for row in record.projects
    ]
    return Section(_("Projects"), rows=rows)


def _documents(record: AgreementRecord) -> Section:
    rows = [
        Entry(
            str(document),
            [" · ".join((str(document.get_kind_display()), str(document.get_language_display())))],
            end=str(document.get_visibility_display()),
            checksum=in_groups(document.sha256),
        )
        for document in record.documents
    ]
    return Section(_("Documents and their checksums (SHA-256)"), rows=rows)


def _contacts(record: AgreementRecord) -> Section:
    return Section(_("Focal points"), rows=[_contact(point) for point in record.focal_points])


def _contact(point: FocalPoint) -> Entry:
    office = " · ".join(filter(None, (point.job_title, point.organisation)))
    reached = " · ".join(filter(None, (point.email, point.phone)))
    return Entry(point.name, [line for line in (office, reached) if line], end=str(point.get_side_display()))


def _history(record: AgreementRecord) -> Section:
    rows = [
        Entry(
            f"{change.field}: {change.after}",
            [line for line in (change.who, change.reason) if line],
            end=date_format(timezone.localtime(change.at), "DATETIME_FORMAT"),
        )
        for change in record.changes
    ]
    return Section(_("Change history"), rows=rows)


_SECTIONS = (
    _about,
    _parties,
    _chain,
    _purposes,
    _legal,
    _diligence,
    _activities,
    _projects,
    _documents,
    _contacts,
    _history,
)
