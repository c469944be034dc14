"""The lists behind a municipality's desk: each asked for once, counted and shown from the same rows."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from agreements.choices import Status
from agreements.counted import Values, agreements_under, relationships_under
from agreements.filtersets import AgreementFilterSet, RelationshipFilterSet
from cities.models import City
from cities.policies import reach_of
from twinning.accounts.roles import Capability

ENDING_STATUSES = (Status.IN_FORCE, Status.SUSPENDED)
# Days ahead, the nearest window first.
WINDOWS = (7, 30, 90)
FURTHEST_END = WINDOWS[-1]
FOLLOW_UP_DAYS = 365


@dataclass(frozen=True, slots=True)
class MunicipalLists:
    """What the officers and approvers of some cities have before them."""

    city_ids: tuple[int, ...]
    drafts: AgreementFilterSet
    returned: AgreementFilterSet
    awaiting: AgreementFilterSet
    at_the_ministry: AgreementFilterSet
    ending: Mapping[int, AgreementFilterSet]
    ties: RelationshipFilterSet
    silent: RelationshipFilterSet


def municipal_lists(request: HttpRequest, cities: Collection[City], *, today: datetime.date) -> MunicipalLists:
    """The lists of these cities; nothing is read before it is counted or shown."""
    ids = tuple(city.pk for city in cities)
    year_ago = today - datetime.timedelta(days=FOLLOW_UP_DAYS)
    return MunicipalLists(
        city_ids=ids,
        drafts=agreements_under(request, status=Status.DRAFT, kept_by=ids, ordering="-updated"),
        returned=agreements_under(request, status=Status.RETURNED, kept_by=ids, ordering="-updated"),
        awaiting=agreements_under(request, status=_awaiting_statuses(request), kept_by=ids, ordering="updated"),
        at_the_ministry=agreements_under(request, status=Status.SUBMITTED, kept_by=ids),
        ending={days: ending_within(request, days, today=today, city=ids) for days in WINDOWS},
        ties=relationships_under(request, city=ids),
        silent=relationships_under(request, city=ids, no_activity_since=year_ago.isoformat()),
    )


def ending_within(request: HttpRequest, days: int, *, today: datetime.date, **where: Values) -> AgreementFilterSet:
    """The agreements of some places whose last day lies within so many days, the nearest first."""
    return agreements_under(
        request,
        status=ENDING_STATUSES,
        ends_after=today.isoformat(),
        ends_before=(today + datetime.timedelta(days=days)).isoformat(),
        ordering="ends",
        **where,
    )


def _awaiting_statuses(request: HttpRequest) -> list[Status]:
    """The statuses in which the next act, or the recording of its legal steps, is up to this person."""
    can_conclude = bool(reach_of(request.user, Capability.CONCLUDE))
    return [Status.AUTHORISED, *([Status.SIGNED] if can_conclude else [])]
