"""What waits for a municipality's own act: agreements to sign, to bring into force, or with steps to record."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from agreements.counted import CountedList, counted
from agreements.lifecycle import Act
from agreements.models import Agreement
from agreements.policies import AgreementPolicy
from agreements.querysets import AgreementQuerySet
from agreements.views.agreement_rows import AgreementRow, row_of
from twinning.accounts.models import User
from twinning.home.lists import MunicipalLists

MOST_SHOWN = 5
ACTS = (Act.SIGN, Act.BRING_INTO_FORCE)


@dataclass(frozen=True, slots=True)
class AwaitingAct:
    """An agreement and what this person may do next; empty where steps are to be recorded first by others."""

    row: AgreementRow
    act: str | Promise


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What waits for the municipality, and what lies with the ministry meanwhile."""

    counted: CountedList
    agreements: Sequence[AwaitingAct]
    at_the_ministry: CountedList


def awaiting_acts(lists: MunicipalLists, person: User) -> Awaiting:
    """What waits for this person, longest unchanged first."""
    waiting: AgreementQuerySet = lists.awaiting.qs
    return Awaiting(
        counted=counted(lists.awaiting),
        agreements=[_awaiting(agreement, person) for agreement in waiting.with_list_parts()[:MOST_SHOWN]],
        at_the_ministry=counted(lists.at_the_ministry),
    )


def _awaiting(agreement: Agreement, person: User) -> AwaitingAct:
    acts = [act for act in AgreementPolicy.acts_for(person, agreement) if act in ACTS]
    return AwaitingAct(row_of(agreement), acts[0].label if acts else "")
