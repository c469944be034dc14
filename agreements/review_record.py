"""What is on record for one year of a relationship: the pre-filled part of its report, and what is missing in it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.choices import SUBSTANTIVE_TYPES, Grade, ProjectState, Side
from agreements.models import Activity, Agreement, FocalPoint, Measurement, Project, Purpose, Relationship
from agreements.policies import ActivityPolicy, AgreementPolicy, Person, ProjectPolicy
from agreements.services.follow_up import FOLLOWED_STATUSES

DAYS_OF_YEAR = 365


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent on the year's activities in one currency; currencies are never added together."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class YearOnRecord:
    """The year up to the day a review is due, as far as the reader may know of it."""

    starts_on: datetime.date
    ends_on: datetime.date
    activities: Sequence[Activity]
    projects: Sequence[Project]
    measurements: int
    spending: Sequence[Spending]
    missing: Sequence[str]


def year_on_record(relationship: Relationship, *, ends_on: datetime.date, person: Person) -> YearOnRecord:
    """What this person may read of the year that ends on `ends_on`."""
    starts_on = ends_on - datetime.timedelta(days=DAYS_OF_YEAR)
    within = {"starts_on__gt": starts_on, "starts_on__lte": ends_on}
    activities = ActivityPolicy.readable_by(person).filter(relationship=relationship, **within)
    agreements = AgreementPolicy.visible_to(person).filter(relationship=relationship, status__in=FOLLOWED_STATUSES)
    measured = Measurement.objects.standing().filter(
        indicator__purpose__agreement__in=agreements, as_of__gt=starts_on, as_of__lte=ends_on
    )
    projects = ProjectPolicy.readable_by(person).filter(agreement__in=agreements)
    return YearOnRecord(
        starts_on=starts_on,
        ends_on=ends_on,
        activities=list(activities.order_by("-starts_on", "-pk")),
        projects=list(projects.filter(state__in=[ProjectState.RUNNING, ProjectState.DELIVERED])),
        measurements=measured.count(),
        spending=_spending(activities),
        missing=_missing(activities, measured, agreements, since=starts_on),
    )


def _spending(activities: QuerySet[Activity]) -> list[Spending]:
    rows = activities.exclude(cost=None).order_by("currency").values_list("currency").annotate(Sum("cost"), Count("pk"))
    return [Spending(amount, currency) for currency, amount, _count in rows]


def _missing(
    activities: QuerySet[Activity],
    measured: QuerySet[Measurement],
    agreements: QuerySet[Agreement],
    *,
    since: datetime.date,
) -> list[str]:
    """What a whole report would have and this year has not, in words."""
    missing = []
    if not activities.filter(type__in=SUBSTANTIVE_TYPES).exists():
        missing.append(_("No exchange, joint planning or result of this year is on record."))
    purposes = Purpose.objects.filter(agreement__in=agreements)
    without = purposes.exclude(pk__in=measured.values("indicator__purpose")).count()
    if without:
        text = ngettext(
            "%(count)s purpose has no measurement of this year.",
            "%(count)s purposes have no measurement of this year.",
            without,
        )
        missing.append(text % {"count": without})
    confirmed = set(
        FocalPoint.objects.filter(agreement__in=agreements, confirmed_on__gt=since).values_list("side", flat=True)
    )
    labels = {
        Side.LEAD: _("No contact of the lead side is confirmed."),
        Side.PARTNER: _("No contact of the partner’s side is confirmed."),
    }
    missing += [label for side, label in labels.items() if side not in confirmed]
    if not any(activity.grade == Grade.DELIVERED for activity in activities):
        missing.append(_("No delivered result of this year is on record."))
    return missing
