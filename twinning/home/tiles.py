"""The count tiles of the desks: what there is to do, each number with the list it opens."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.choices import Status
from agreements.counted import CountedList, count_agreements, counted
from twinning.core.display import number
from twinning.home.drafts import DraftProgress
from twinning.home.ending import EndingLine
from twinning.home.lists import FURTHEST_END, MunicipalLists, ending_within


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the desk, the list behind it, and one line of context."""

    label: str
    counted: CountedList
    icon: str
    note: str
    is_waiting: bool = False


def municipal_tiles(
    lists: MunicipalLists,
    *,
    drafts: Collection[DraftProgress],
    awaiting: CountedList,
    ending: EndingLine,
    ties: int,
) -> list[Tile]:
    """What the officers and approvers of a city look at first; `ties` is the number of its relationships."""
    saved = next(iter(drafts)).saved if drafts else ""
    returned = counted(lists.returned)
    return [
        Tile(
            _("Drafts"),
            counted(lists.drafts),
            "pencil",
            _("Last saved %(when)s") % {"when": saved} if saved else _("None begun"),
        ),
        Tile(
            _("Returned to me"),
            returned,
            "arrow-back-up",
            _("Needs a change") if returned.number else _("Nothing to mend"),
            is_waiting=True,
        ),
        Tile(_("Awaiting my act"), awaiting, "clipboard-check", _("Legal steps, signing, entry into force")),
        Tile(_("Ending within 90 days"), ending.windows[-1].counted, "calendar-due", _nearest(ending)),
        Tile(_("No follow-up for a year"), counted(lists.silent), "history", _of_ties(ties)),
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
    ending = counted(ending_within(request, FURTHEST_END, today=today, country=countries))
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


def _nearest(ending: EndingLine) -> str:
    if not ending.agreements:
        return _("None ends soon")
    days = ending.agreements[0].days
    if not days:
        return _("The nearest ends today")
    return ngettext("The nearest in %(days)s day", "The nearest in %(days)s days", days) % {"days": days}


def _of_ties(ties: int) -> str:
    return ngettext("of %(total)s relationship", "of %(total)s relationships", ties) % {"total": number(ties)}
