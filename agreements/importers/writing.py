"""Writing a checked row by the registry's own services, and taking it back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from agreements.choices import MEMBER_ROLES, AuthorisationKind, AuthorisationState, Blocks, PartyRole, Side, Status
from agreements.exceptions import ActNotPermitted
from agreements.importers.contents import NO_END, UNKNOWN, Content, content_of, is_told
from agreements.importers.records import kept_by, with_content
from agreements.lifecycle import Act
from agreements.models import Agreement, Authorisation
from agreements.policies import AgreementPolicy
from agreements.services.authorisations import AuthorisationInput
from agreements.services.drafts import DraftContent, change_draft, create_filled_draft
from agreements.services.lifecycle import perform
from agreements.services.parties import PartyInput
from agreements.services.purposes import IndicatorInput, PurposeInput
from agreements.services.removal import UsedSince, remove_imported
from cities.models import City, Governorate
from twinning.accounts.models import User
from twinning.core.dates import PartialDate, parse_date
from twinning.core.exceptions import DomainError
from twinning.focus_areas.models import FocusArea
from twinning.imports.importers import CheckedRow, RunFacts, Undone, Written, WrittenRow
from twinning.imports.services.applying import words_of
from twinning.imports.words import Words, in_both

KEPT_AS_DRAFT = _("Kept as a draft: %(reasons)s")
EDITED_SINCE = _("The record was edited after the import and stays as it is.")
USED_SINCE = _("The record has been used since the import and stays.")
GONE = _("The record is no longer there.")
_PLAIN = ("type", "title_ar", "title_en", "visibility", "link", "link_reason", "source")
_DATES = ("signed", "in_force")


def write_row(row: CheckedRow, facts: RunFacts) -> Written:
    """Write one row. Raises: DomainError."""
    if facts.by is None:
        raise ActNotPermitted
    return _write_change(row, facts, facts.by) if row.target else _write_new(row, facts, facts.by)


def _write_new(row: CheckedRow, facts: RunFacts, by: User) -> Written:
    content: Content = row.content["content"]
    city = City.objects.get(pk=row.content["city"])
    draft = draft_content(content, None)
    record = create_filled_draft(draft, city=city, by=by, at=facts.at, today=facts.today, is_taken_in=True)
    words: Words = {}
    if content["becomes"] == Status.HISTORICAL:
        record, words = _record_historical(record, facts, by)
    return Written(row.number, str(record.public_id), {"version": record.version}, words)


def _write_change(row: CheckedRow, facts: RunFacts, by: User) -> Written:
    record = with_content(kept_by(facts.organisation, by)).get(public_id=row.target)
    wanted: Content = row.content["content"]
    before = content_of(record)
    draft = draft_content(wanted, record)
    record = change_draft(record, draft, by=by, at=facts.at, today=facts.today, expected_version=row.content["version"])
    words: Words = {}
    if wanted.get("status") == Status.HISTORICAL:
        record, words = _record_historical(record, facts, by)
    kept = {name: before[name] for name in wanted}
    return Written(row.number, row.target, {"version": record.version, "content": kept}, words)


def _record_historical(record: Agreement, facts: RunFacts, by: User) -> tuple[Agreement, Words]:
    """Record as historical where the law allows it; else the draft stays and the laws in the way are said."""
    try:
        with transaction.atomic():
            return perform(Act.RECORD_HISTORICAL, agreement=record, by=by, at=facts.at, today=facts.today), {}
    except DomainError as error:
        if not AgreementPolicy.can_change(by, record):
            raise  # A ministry leaves no drafts in the hands of its cities.
        record.refresh_from_db()
        return record, in_both(KEPT_AS_DRAFT, reasons=words_of(error))


def undo_row(row: WrittenRow, facts: RunFacts) -> Undone:
    """Take one row back, unless somebody has edited its record since."""
    record = with_content(Agreement.objects.all()).filter(public_id=row.subject).first()
    if record is None:
        return Undone(row.number, is_undone=False, words=GONE)
    if record.version != row.before["version"]:
        return Undone(row.number, is_undone=False, words=EDITED_SINCE)
    try:
        with transaction.atomic():
            _take_back(record, row.before, facts)
    except (UsedSince, ProtectedError):
        return Undone(row.number, is_undone=False, words=USED_SINCE)
    except DomainError as error:
        return Undone(row.number, is_undone=False, words=words_of(error))
    return Undone(row.number, is_undone=True)


def _take_back(record: Agreement, before: Mapping[str, Any], facts: RunFacts) -> None:
    by = facts.by
    if by is None:
        raise ActNotPermitted
    if "content" not in before:
        remove_imported(record, by=by, at=facts.at)
        return
    content = {name: value for name, value in before["content"].items() if name != "status"}
    change_draft(record, draft_content(content, record), by=by, at=facts.at, today=facts.today)


def draft_content(content: Content, record: Agreement | None) -> DraftContent:
    """Plain content as what the services take; what a row does not speak of stays."""
    changes: dict[str, Any] = {name: content[name] for name in _PLAIN if name in content}
    changes |= {name: _date(content[name]) for name in _DATES if name in content}
    if "ends" in content:
        changes["has_no_end"] = content["ends"] == NO_END
        changes["ends"] = None if content["ends"] == NO_END else _date(content["ends"])
    if "earlier" in content:
        changes["predecessor"] = Agreement.objects.filter(reference=content["earlier"] or None).first()
    if content.get("becomes", content.get("status")) == Status.HISTORICAL:
        changes["is_historical"] = True
    has_places = "lead" in content or "partners" in content
    return DraftContent(
        changes=changes,
        parties=_parties(content, record) if has_places else None,
        purposes=_purposes(content["focus"], record) if "focus" in content else None,
        authorisations=_steps(content["legal"], record) if "legal" in content else None,
    )


def _date(text: str) -> PartialDate | None:
    if text == UNKNOWN:
        return PartialDate.unknown()
    return parse_date(text) if text else None


def _parties(content: Content, record: Agreement | None) -> list[PartyInput]:
    """The municipalities and governorates of a row; organisations beside them stay."""
    before: Content = content_of(record) if record is not None else {"lead": "", "partners": []}
    places: Content = {**before, **content}
    lead, partners = places["lead"], places["partners"]
    parties = [_party(lead, PartyRole.LEAD_MUNICIPALITY)]
    parties += [_party(key, PartyRole.PARTNER_MUNICIPALITY) for key in partners]
    others = [party for party in record.parties.all() if party.role not in MEMBER_ROLES] if record is not None else []
    return parties + [
        PartyInput(
            PartyRole(one.role),
            city=one.city,
            governorate=one.governorate,
            side=Side(one.side),
            name_ar=one.name_ar,
            name_en=one.name_en,
            signatory_ar=one.signatory_ar,
            signatory_en=one.signatory_en,
            public_id=one.public_id,
        )
        for one in others
    ]


def _party(key: str, role: PartyRole) -> PartyInput:
    if key.startswith("g:"):
        return PartyInput(PartyRole.GOVERNORATE, governorate=Governorate.objects.get(pk=key[2:]))
    return PartyInput(role, city=City.objects.get(pk=int(key[2:])))


def _purposes(focus: list[list[str]], record: Agreement | None) -> list[PurposeInput]:
    """Purposes of a row; the indicators of a focus area that is on record stay with it."""
    areas = FocusArea.objects.in_bulk([code for code, _arabic, _english in focus])
    kept: dict[str, tuple[IndicatorInput, ...]] = {}
    for purpose in record.purposes.prefetch_related("indicators") if record is not None else ():
        kept.setdefault(purpose.focus_area_id, tuple(_indicator(one) for one in purpose.indicators.all()))
    return [PurposeInput(areas[code], arabic, english, kept.get(code, ())) for code, arabic, english in focus]


def _indicator(one: Any) -> IndicatorInput:
    return IndicatorInput(
        name_ar=one.name_ar,
        name_en=one.name_en,
        unit_ar=one.unit_ar,
        unit_en=one.unit_en,
        target=one.target,
        baseline=one.baseline,
        due=one.due,
        target_groups=tuple(one.target_groups),
    )


def _steps(legal: list[list[str]], record: Agreement | None) -> list[AuthorisationInput]:
    """The legal steps a row names, granted where it has a number or a date; steps on record without either stay."""
    steps = [
        AuthorisationInput(
            AuthorisationKind(kind),
            AuthorisationState.GRANTED if number or dated else AuthorisationState.UNKNOWN,
            number=number,
            dated=_date(dated),
            note="" if number or dated else STEP_UNKNOWN,
        )
        for kind, number, dated in legal
    ]
    return [*steps, *(_kept_step(one) for one in (record.authorisations.all() if record else ()) if not is_told(one))]


def _kept_step(one: Authorisation) -> AuthorisationInput:
    return AuthorisationInput(
        AuthorisationKind(one.kind),
        AuthorisationState(one.state),
        Side(one.side),
        Blocks(one.blocks),
        authority_ar=one.authority_ar,
        authority_en=one.authority_en,
        gazette_reference=one.gazette_reference,
        official_ar=one.official_ar,
        official_en=one.official_en,
        document=one.document,
        note=one.note,
        clock_days=one.clock_days,
        public_id=one.public_id,
    )


STEP_UNKNOWN = "لم يذكر المصدر رقم الأداة القانونية ولا تاريخها. The source gives neither its number nor its date."
