"""The dates that concern a person, read from the agreements she may know of, each with the desk it lies on."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from agreements.choices import PUBLISHED_STATUSES, AuthorisationState, ReviewState, Status
from agreements.due_dates import Clock, DueDate, DueFacts, dates_of
from agreements.models import Agreement, AgreementParty, Authorisation, Responsibility, Review, Submission
from agreements.policies import AgreementPolicy, Person
from cities.models import CityMembership
from cities.policies import reach_of
from twinning.accounts.models import User
from twinning.accounts.roles import Capability, Role

WATCHED = (
    Status.SUBMITTED,
    Status.AUTHORISED,
    Status.SIGNED,
    Status.IN_FORCE,
    Status.SUSPENDED,
    Status.EXPIRED,
    Status.HISTORICAL,
)
SOON_DAYS = 90


@dataclass(frozen=True, slots=True)
class DueItem:
    """One date of one agreement, and the people on whose desk it lies; `is_vacant` where nobody in person does."""

    agreement: Agreement
    due: DueDate
    holders: Sequence[User]
    is_vacant: bool

    def is_on_desk_of(self, person: Person) -> bool:
        return any(holder.pk == person.pk for holder in self.holders)


def due_items_for(person: Person, *, today: datetime.date) -> list[DueItem]:
    """The dates of the agreements of this person's cities, or of her country; those who read everywhere have none."""
    reach = reach_of(person, Capability.READ_RECORDS)
    if reach.is_everywhere or not reach:
        return []
    party = AgreementParty.objects.filter(city_id__in=reach.city_ids).values("agreement")
    own = Q(owner_city_id__in=reach.city_ids) | Q(owner_city__country_id__in=reach.country_codes)
    concerned = own | Q(pk__in=party, status__in=PUBLISHED_STATUSES)
    return due_items(AgreementPolicy.visible_to(person).filter(concerned), today=today)


def due_items(agreements: QuerySet[Agreement], *, today: datetime.date) -> list[DueItem]:
    """The dates of some agreements, the earliest first."""
    rows = list(_with_facts(agreements))
    staff = _staff_of({row.owner_city_id for row in rows})
    items = []
    for row in rows:
        dates = dates_of(facts_of(row), today=today)
        if dates:
            holders, is_vacant = holders_of(row, staff.get(row.owner_city_id, ()))
            items += [DueItem(row, due, holders, is_vacant) for due in dates]
    return sorted(items, key=lambda item: (item.due.day, item.due.kind, item.agreement.pk))


def _with_facts(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    steps = Authorisation.objects.filter(state=AuthorisationState.OPEN, due_on__isnull=False)
    rounds = Submission.objects.defer("snapshot").select_related("submitted_by").order_by("round")
    reviews = Review.objects.filter(due_on__isnull=False).exclude(state=ReviewState.ACCEPTED)
    return (
        agreements.filter(status__in=WATCHED)
        .select_related("owner_city", "relationship", "created_by", "responsibility__person")
        .prefetch_related(
            Prefetch("authorisations", steps, to_attr="running_steps"),
            Prefetch("submissions", rounds, to_attr="rounds"),
            Prefetch("relationship__reviews", reviews, to_attr="open_reviews"),
        )
    )


def facts_of(row: Agreement) -> DueFacts:
    """What the dates of an agreement are computed from, for a row read with its facts."""
    responsibility = _responsibility(row)
    rounds: list[Submission] = row.rounds  # type: ignore[attr-defined]  # the prefetch above
    steps: list[Authorisation] = row.running_steps  # type: ignore[attr-defined]  # the prefetch above
    decided = [one.decided_at for one in rounds if one.outcome == Submission.Outcome.AUTHORISED and one.decided_at]
    return DueFacts(
        status=row.status,
        signed=row.signed,
        ends=row.ends,
        notice_days=responsibility.notice_days if responsibility else None,
        authorised_on=timezone.localdate(max(decided)) if decided else None,
        clocks=[Clock(str(step.public_id), step.due_on) for step in steps if step.due_on],
        reviews=_reviews(row),
    )


def _reviews(row: Agreement) -> list[Clock]:
    """The open reviews of the tie, told once: at the agreement that is in force."""
    if row.relationship is None or row.status not in (Status.IN_FORCE, Status.SUSPENDED):
        return []
    reviews: list[Review] = row.relationship.open_reviews  # type: ignore[attr-defined]  # the prefetch above
    return [Clock(str(review.public_id), review.due_on) for review in reviews if review.due_on]


def holders_of(row: Agreement, staff: Sequence[tuple[User, str]]) -> tuple[list[User], bool]:
    """On whose desk an agreement lies: who is responsible, else who submitted or entered it, else the approvers.

    Somebody who was switched off, or left the city, holds nothing any more.
    """
    here = {user.pk: user for user, _role in staff}
    responsibility = _responsibility(row)
    named = [
        responsibility.person_id if responsibility else None,
        *(one.submitted_by_id for one in reversed(row.rounds)),  # type: ignore[attr-defined]  # the prefetch above
        row.created_by_id,
    ]
    holder = next((here[pk] for pk in named if pk in here), None)
    if holder is not None:
        return [holder], False
    approvers = {user.pk: user for user, role in staff if role == Role.APPROVER}
    return list(approvers.values()), True


def _responsibility(row: Agreement) -> Responsibility | None:
    return getattr(row, "responsibility", None)


def _staff_of(city_ids: set[int]) -> dict[int, list[tuple[User, str]]]:
    """The active people of each city who may submit, with their roles."""
    staff: dict[int, list[tuple[User, str]]] = {}
    members = CityMembership.objects.filter(
        city_id__in=city_ids, role__in=[Role.OFFICER, Role.APPROVER], user__is_active=True
    )
    for membership in members.select_related("user").order_by("pk"):
        if membership.city_id is not None:
            staff.setdefault(membership.city_id, []).append((membership.user, membership.role))
    return staff


def staff_of(city_id: int) -> list[User]:
    """The people of a city who can be made responsible."""
    return list({user.pk: user for user, _role in _staff_of({city_id}).get(city_id, [])}.values())
