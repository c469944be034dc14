"""The count tiles of a municipality's desk: what there is to do, each number with the list it opens."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.choices import Status
from agreements.counted import CountedList, Values, agreements_under, count_agreements, count_relationships
from agreements.filtersets import AgreementFilterSet
from cities.models import City
from cities.policies import reach_of
from twinning.accounts.roles import Capability
from twinning.home.moments import moment_text

ENDING_STATUSES = (Status.IN_FORCE, Status.SUSPENDED)
FURTHEST_END = 90
FOLLOW_UP_DAYS = 365


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the desk, the list behind it, and one line of context."""

    label: str
    counted: CountedList
    icon: str
    note: str
    is_waiting: bool = False


def municipal_tiles(request: HttpRequest, cities: Collection[City], *, today: datetime.date) -> list[Tile]:
    """What the officers and approvers of these cities look at first."""
    ids = [city.pk for city in cities]
    return [
        _drafts(request, ids, today),
        _returned(request, ids),
        _awaiting(request, ids),
        _ending(request, ids, today),
        _silent(request, ids, today),
    ]


def ministry_tiles(
    request: HttpRequest,
    countries: Collection[str],
    *,
    waiting: int,
    today: datetime.date,
) -> list[Tile]:
    """What the reviewers of these countries look at first; `waiting` is the length of their queue."""
    queue = CountedList(waiting, reverse("agreements:review_queue"))
    ending = count_agreements(request, **_ending_filters({"country": countries}, FURTHEST_END, today))
    return [
        Tile(_("Waiting for review"), queue, "hourglass", _("The longest wait first"), is_waiting=True),
        Tile(
            _("Returned to the cities"),
            count_agreements(request, status=Status.RETURNED, country=countries),
            "arrow-back-up",
            _("The next move is theirs"),
        ),
        Tile(
            _("Authorised, not signed"),
            count_agreements(request, status=Status.AUTHORISED, country=countries),
            "rubber-stamp",
            _("Legal steps and signing"),
        ),
        Tile(_("Ending within 90 days"), ending, "calendar-due", _("Of the cities of your country")),
    ]


def awaiting_statuses(request: HttpRequest) -> list[Status]:
    """The statuses in which the next act, or the recording of its legal steps, is up to this person."""
    can_conclude = bool(reach_of(request.user, Capability.CONCLUDE))
    return [Status.AUTHORISED, *([Status.SIGNED] if can_conclude else [])]


def count_ending(request: HttpRequest, ids: list[int], *, days: int, today: datetime.date) -> CountedList:
    """The agreements of these cities whose last day lies within so many days."""
    return count_agreements(request, **_ending_filters({"city": ids}, days, today))


def ending_within(request: HttpRequest, ids: list[int], *, days: int, today: datetime.date) -> AgreementFilterSet:
    """The list behind `count_ending`, the nearest end first."""
    return agreements_under(request, **_ending_filters({"city": ids}, days, today))


def _ending_filters(where: Mapping[str, Values], days: int, today: datetime.date) -> dict[str, Values]:
    last = today + datetime.timedelta(days=days)
    return {
        "status": ENDING_STATUSES,
        **where,
        "ends_after": today.isoformat(),
        "ends_before": last.isoformat(),
        "ordering": "ends",
    }


def no_follow_up_since(today: datetime.date) -> datetime.date:
    """The day a year ago: what was done before it is no follow-up of this year."""
    return today - datetime.timedelta(days=FOLLOW_UP_DAYS)


def count_silent(request: HttpRequest, ids: list[int], *, today: datetime.date) -> CountedList:
    """The relationships of these cities in which nothing substantive was done for a year."""
    return count_relationships(request, city=ids, no_activity_since=no_follow_up_since(today).isoformat())


def _drafts(request: HttpRequest, ids: list[int], today: datetime.date) -> Tile:
    counted = count_agreements(request, status=Status.DRAFT, kept_by=ids)
    drafts = agreements_under(request, status=Status.DRAFT, kept_by=ids).narrowed()
    last = drafts.aggregate(last=Max("updated_at"))["last"]
    note = _("Last saved %(when)s") % {"when": moment_text(last, today=today)} if last else _("None begun")
    return Tile(_("Drafts"), counted, "pencil", note)


def _returned(request: HttpRequest, ids: list[int]) -> Tile:
    counted = count_agreements(request, status=Status.RETURNED, kept_by=ids)
    note = _("Needs a change") if counted.number else _("Nothing to mend")
    return Tile(_("Returned to me"), counted, "arrow-back-up", note, is_waiting=True)


def _awaiting(request: HttpRequest, ids: list[int]) -> Tile:
    statuses = awaiting_statuses(request)
    counted = count_agreements(request, status=statuses, kept_by=ids)
    note = _("Signing and entry into force") if Status.SIGNED in statuses else _("Legal steps to record")
    return Tile(_("Awaiting my act"), counted, "clipboard-check", note)


def _ending(request: HttpRequest, ids: list[int], today: datetime.date) -> Tile:
    counted = count_ending(request, ids, days=FURTHEST_END, today=today)
    first = ending_within(request, ids, days=FURTHEST_END, today=today).qs.first()
    note = _("None ends soon")
    if first and first.ends_on:
        days = (first.ends_on - today).days
        words = ngettext("The nearest in %(days)s day", "The nearest in %(days)s days", days) % {"days": days}
        note = words if days else _("The nearest ends today")
    return Tile(_("Ending within 90 days"), counted, "calendar-due", note)


def _silent(request: HttpRequest, ids: list[int], today: datetime.date) -> Tile:
    counted = count_silent(request, ids, today=today)
    everything = count_relationships(request, city=ids).number
    note = ngettext("of %(total)s relationship", "of %(total)s relationships", everything) % {"total": everything}
    return Tile(_("No follow-up for a year"), counted, "history", note)
