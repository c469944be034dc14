"""What waits for a municipality's own act: agreements to sign, to bring into force, or with steps to record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from agreements.choices import Status
from agreements.counted import CountedList, agreements_under, count_agreements
from agreements.lifecycle import Act
from agreements.models import Agreement
from agreements.policies import AgreementPolicy
from agreements.querysets import AgreementQuerySet
from agreements.views.agreement_rows import AgreementRow, row_of
from cities.models import City
from twinning.accounts.models import User
from twinning.home.tiles import awaiting_statuses

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


def awaiting_acts(request: HttpRequest, person: User, cities: Collection[City]) -> Awaiting:
    """The agreements kept by these cities in which the next move is theirs, longest unchanged first."""
    ids = [city.pk for city in cities]
    statuses = awaiting_statuses(request)
    waiting: AgreementQuerySet = agreements_under(request, status=statuses, kept_by=ids, ordering="updated").qs
    return Awaiting(
        counted=count_agreements(request, status=statuses, kept_by=ids),
        agreements=[_awaiting(agreement, person) for agreement in waiting.with_list_parts()[:MOST_SHOWN]],
        at_the_ministry=count_agreements(request, status=Status.SUBMITTED, kept_by=ids),
    )


def _awaiting(agreement: Agreement, person: User) -> AwaitingAct:
    acts = [act for act in AgreementPolicy.acts_for(person, agreement) if act in ACTS]
    return AwaitingAct(row_of(agreement), acts[0].label if acts else "")
