"""The calendar: what is late, what comes, whose desk it lies on; a month beside it."""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from agreements.due_dates import DueKind
from agreements.due_items import SOON_DAYS, DueItem, due_items_for
from twinning.core.date_text import hijri_text, month_name
from twinning.core.dates import PartialDate

MINE = "mine"
# The years whose months are shown.
YEARS = range(1900, 2200)
NEAR_DAYS, CLOSE_DAYS = 30, 7
# Weeks begin on Sunday, as where most of the cities are.
WEEK = calendar.Calendar(firstweekday=calendar.SUNDAY)


@dataclass(frozen=True, slots=True)
class DueRow:
    """One line of the agenda."""

    url: str
    title: str
    reference: str
    kind: str
    date: PartialDate
    left: str
    tone: str
    holders: str
    is_vacant: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One day of the month's table; `count` dates fall on it."""

    number: int
    hijri: int
    anchor: str
    count: int
    is_in_month: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: kinds, only one's own desk, and a month or what comes soon."""

    kinds: Sequence[str]
    is_mine: bool
    month: datetime.date | None

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        """What is not understood is left out."""
        return cls(
            kinds=[kind for kind in query.getlist("kind") if kind in DueKind.values],
            is_mine=query.get("desk") == MINE,
            month=_month(query.get("month", "")),
        )

    def keeps(self, item: DueItem, person: Any) -> bool:
        return (not self.kinds or item.due.kind in self.kinds) and (not self.is_mine or item.is_on_desk_of(person))

    def spans(self, item: DueItem, today: datetime.date) -> bool:
        """Whether an item falls into the month; without one, whether it is late or comes soon."""
        if self.month is not None:
            return (item.due.day.year, item.due.day.month) == (self.month.year, self.month.month)
        return item.due.is_late(today) or item.due.days_left(today) <= SOON_DAYS


class CalendarView(LoginRequiredMixin, View):
    """The dates of a person's cities; the list first, the month beside it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        today, asked = timezone.localdate(), Asked.read(request.GET)
        everything = due_items_for(request.user, today=today)
        kept = [item for item in everything if asked.keeps(item, request.user)]
        shown = [item for item in kept if asked.spans(item, today)]
        month = asked.month or today.replace(day=1)
        context = {
            "active_entry": "calendar",
            "late": [row_of(item, request.user, today) for item in shown if item.due.is_late(today)],
            "rows": [row_of(item, request.user, today) for item in shown if not item.due.is_late(today)],
            "is_of_month": asked.month is not None,
            "month_title": f"{month_name(month.month)} {month.year}",
            "month_hijri": _hijri_span(month),
            "weeks": month_weeks(month, kept, today),
            "weekdays": _weekdays(),
            "kind_choices": [{"code": k.value, "label": k.label, "is_on": k.value in asked.kinds} for k in DueKind],
            "is_mine": asked.is_mine,
            "month_value": f"{month:%Y-%m}" if asked.month else "",
            "before_url": _with_month(request.GET, _shift(month, -1)),
            "after_url": _with_month(request.GET, _shift(month, 1)),
            "soon_url": _with_month(request.GET, None),
            "soon_days": SOON_DAYS,
        }
        return render(request, "agreements/calendar.html", context)


def my_desk_url() -> str:
    """The address of what is late or soon on one's own desk."""
    return f"{reverse('calendar:calendar')}?desk={MINE}"


def soon_on_my_desk(person: Any, *, today: datetime.date) -> list[DueItem]:
    """The rows behind `my_desk_url`."""
    asked = Asked([], is_mine=True, month=None)
    return [
        item for item in due_items_for(person, today=today) if asked.keeps(item, person) and asked.spans(item, today)
    ]


def row_of(item: DueItem, person: Any, today: datetime.date) -> DueRow:
    """One date as the agenda shows it."""
    left = item.due.days_left(today)
    names = ", ".join(holder.name for holder in item.holders)
    kind = str(item.due.kind.label)
    if item.due.kind == DueKind.ANNIVERSARY:
        years = item.due.years
        kind = ngettext("%(years)s year since signing", "%(years)s years since signing", years) % {"years": years}
    return DueRow(
        url=reverse("agreements:agreement_detail", args=[item.agreement.public_id]),
        title=str(item.agreement),
        reference=item.agreement.reference or "",
        kind=kind,
        date=PartialDate.day(item.due.day),
        left=left_words(left),
        tone="bad" if left < 0 or left <= CLOSE_DAYS else "attention" if left <= NEAR_DAYS else "neutral",
        holders=names or _("Nobody"),
        is_vacant=item.is_vacant,
        is_mine=item.is_on_desk_of(person),
    )


def left_words(days: int) -> str:
    """How far off a day is."""
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def month_weeks(month: datetime.date, items: Sequence[DueItem], today: datetime.date) -> list[list[MonthDay]]:
    """The month as weeks of seven days."""
    counts: dict[datetime.date, int] = {}
    for item in items:
        counts[item.due.day] = counts.get(item.due.day, 0) + 1
    return [
        [
            MonthDay(
                number=day.day,
                hijri=_hijri_day(day),
                anchor=f"day-{day.isoformat()}",
                count=counts.get(day, 0) if day.month == month.month else 0,
                is_in_month=day.month == month.month,
                is_today=day == today,
            )
            for day in week
        ]
        for week in WEEK.monthdatescalendar(month.year, month.month)
    ]


def _hijri_day(day: datetime.date) -> int:
    words = hijri_text(PartialDate.day(day)).split(" ", 1)
    return int(words[0]) if words[0].isdigit() else 0


def _hijri_span(month: datetime.date) -> str:
    """The Hijri months that a Gregorian month touches."""
    last = _shift(month, 1) - datetime.timedelta(days=1)
    parts = [hijri_text(PartialDate.day(day)).partition(" ")[2] for day in (month, last)]
    return " – ".join(dict.fromkeys(part for part in parts if part))


def _weekdays() -> list[str]:
    return [_("Sun"), _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat")]


def _month(text: str) -> datetime.date | None:
    try:
        month = datetime.datetime.strptime(text, "%Y-%m").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        return None
    return month if month.year in YEARS else None


def _shift(month: datetime.date, by: int) -> datetime.date:
    index = month.year * 12 + month.month - 1 + by
    return datetime.date(index // 12, index % 12 + 1, 1)


def _with_month(query: QueryDict, month: datetime.date | None) -> str:
    asked = query.copy()
    asked.pop("month", None)
    if month is not None:
        asked["month"] = f"{month:%Y-%m}"
    return f"?{asked.urlencode()}"
