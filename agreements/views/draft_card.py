"""What the task list shows of a draft: its rows, and the card with the arc that still lacks its keystone."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from agreements.choices import MEMBER_ROLES, PartyRole, Side
from agreements.forms.parties import earlier_words
from agreements.models import Agreement, AgreementParty
from agreements.task_words import summary_of
from agreements.tasks import Part, State, Task
from twinning.core.arc import Foot


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of the task list, in words."""

    part: Part
    title: str
    url: str
    summary: str
    state: State


@dataclass(frozen=True, slots=True)
class DraftCard:
    """The draft so far."""

    lead: Foot
    partner: Foot
    facts: list[tuple[str, str]]
    saved_at: datetime.datetime


def rows_of(agreement: Agreement, tasks: Sequence[Task]) -> list[TaskRow]:
    """The tasks as rows with links."""
    kwargs = {"public_id": agreement.public_id}
    return [
        TaskRow(
            part=task.part,
            title=str(task.part.label),
            url=reverse(f"agreements:draft_{task.part.value}", kwargs=kwargs),
            summary=summary_of(task.part, agreement),
            state=task.state,
        )
        for task in tasks
    ]


def card_of(agreement: Agreement) -> DraftCard:
    """The card beside the task list."""
    members = [party for party in agreement.parties.all() if party.role in MEMBER_ROLES]
    lead = next((party for party in members if party.role == PartyRole.LEAD_MUNICIPALITY), None)
    partner = next((party for party in members if party.side == Side.PARTNER), None)
    facts = [
        (gettext("Type"), str(agreement.get_type_display()) if agreement.type else ""),
        (gettext("Earlier agreement"), earlier_words(agreement.predecessor) if agreement.predecessor else ""),
        (gettext("Reference number"), agreement.reference or ""),
    ]
    return DraftCard(
        lead=foot_of(lead) if lead else Foot(gettext("Lead municipality")),
        partner=foot_of(partner) if partner else Foot(gettext("Partner to be named")),
        facts=[(label, text) for label, text in facts if text],
        saved_at=timezone.localtime(agreement.updated_at),
    )


def foot_of(party: AgreementParty) -> Foot:
    """A party at the foot of the arc."""
    return Foot(party.name, party.country.name)
