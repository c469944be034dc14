"""Amman's dated ties, which are facts: recorded as old instruments known by their year alone."""

import uuid
from dataclasses import dataclass

from agreements.choices import AgreementType, PartyRole
from agreements.lifecycle import Act
from agreements.models import Agreement
from agreements.services.agreements import create_draft
from agreements.services.drafts import DraftContent, change_draft
from agreements.services.lifecycle import perform
from agreements.services.parties import PartyInput
from twinning.core.dates import PartialDate
from twinning.demo.cast import Cast
from twinning.demo.days import DemoCalendar, moment
from twinning.demo.drafts import public_id_of
from twinning.demo.entries import read_data


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedTie:
    """A tie of which only the partner and the year are known."""

    city: str
    year: int
    title_ar: str
    title_en: str


def record_historical_ties(cast: Cast, calendar: DemoCalendar) -> int:
    """Record the ties that are missing; returns how many were."""
    data = read_data("historical_ties")
    ties = [DatedTie(**row) for row in data["ties"]]
    missing = [tie for tie in ties if not _is_there(data["lead"], tie)]
    for tie in missing:
        _record(data["lead"], tie, data["source"], cast, calendar)
    return len(missing)


def _record(lead: str, tie: DatedTie, source: str, cast: Cast, calendar: DemoCalendar) -> None:
    officer, at, today = cast.officer(lead), moment(calendar.today), calendar.today
    agreement = create_draft(city=cast.cities[lead], by=officer, at=at, public_id=_id_of(lead, tie))
    content = DraftContent(
        changes={
            "type": AgreementType.TWINNING,
            "is_historical": True,
            "title_ar": tie.title_ar,
            "title_en": tie.title_en,
            "signed": PartialDate.year(tie.year),
            "source": source,
        },
        parties=[
            PartyInput(PartyRole.LEAD_MUNICIPALITY, city=cast.cities[lead]),
            PartyInput(PartyRole.PARTNER_MUNICIPALITY, city=cast.cities[tie.city]),
        ],
    )
    agreement = change_draft(agreement, content, by=officer, at=at, today=today)
    perform(Act.RECORD_HISTORICAL, agreement=agreement, by=officer, at=at, today=today)


def _is_there(lead: str, tie: DatedTie) -> bool:
    return Agreement.objects.filter(public_id=_id_of(lead, tie)).exists()


def _id_of(lead: str, tie: DatedTie) -> uuid.UUID:
    return public_id_of("historical", f"{lead}-{tie.city}")
