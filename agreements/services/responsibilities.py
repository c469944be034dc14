"""Writing who looks after an agreement; telling people of the dates on their desks; their calendar addresses."""

import datetime
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements import events
from agreements.due_dates import DueKind
from agreements.due_items import WATCHED, DueItem, due_items, staff_of
from agreements.exceptions import ActNotPermitted
from agreements.models import Agreement, CalendarFeed, Responsibility
from agreements.policies import AgreementPolicy
from agreements.services.notice_facts import facts_for_notice
from agreements.services.records import lock
from twinning.accounts.models import User
from twinning.accounts.services import hash_secret
from twinning.core.exceptions import FieldProblem, InvalidInput, StaleVersion
from twinning.events.services import Happening, record
from twinning.notices.services import News, notify

LONGEST_NOTICE_DAYS = 3650
CHUNK = 500


@dataclass(frozen=True, slots=True)
class ResponsibilityInput:
    """Who looks after an agreement (None: whoever submitted it), and its notice period."""

    person: User | None
    notice_days: int | None = None
    renews_automatically: bool = False


@transaction.atomic
def set_responsibility(
    agreement: Agreement,
    given: ResponsibilityInput,
    *,
    by: User,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> Responsibility:
    """Say who looks after an agreement and how long before its end notice must be given, whatever its status.

    Raises: ActNotPermitted, StaleVersion, InvalidInput (`person`, `notice_days`).
    """
    locked = lock(agreement)
    if not AgreementPolicy.can_change(by, locked):
        raise ActNotPermitted
    kept = Responsibility.objects.filter(agreement=locked).first() or Responsibility(agreement=locked, version=0)
    if expected_version is not None and kept.version != expected_version:
        raise StaleVersion(_("Somebody has changed this record since you read it. Read it again, then send."))
    problems = []
    if given.person is not None and given.person.pk not in {one.pk for one in staff_of(locked.owner_city_id)}:
        problems.append(FieldProblem("person", "unknown", _("Choose somebody who works for the city.")))
    if given.notice_days is not None and not 1 <= given.notice_days <= LONGEST_NOTICE_DAYS:
        problems.append(FieldProblem("notice_days", "out_of_range", _("Give the days as a number from 1 to 3650.")))
    if problems:
        raise InvalidInput(problems)
    kept.person, kept.notice_days = given.person, given.notice_days
    kept.renews_automatically = given.renews_automatically
    kept.version += 1
    kept.save()
    happening = Happening(
        type=events.RESPONSIBILITY_CHANGED,
        subject_type="agreement",
        subject_id=str(locked.public_id),
        subject_version=locked.version,
        payload={"status": locked.status, "reference": locked.reference, "notice_days": given.notice_days},
    )
    record(happening, by=by, at=at)
    return kept


def tell_due_dates(*, today: datetime.date, at: datetime.datetime) -> int:
    """Tell everybody of what has come near or is late on her desk; returns how many notices. Run again: none."""
    count = 0
    pks = list(Agreement.objects.filter(status__in=WATCHED).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        items = due_items(Agreement.objects.filter(pk__in=pks[start : start + CHUNK]), today=today)
        count += sum(_tell(item, today=today, at=at) for item in items)
    return count


def _tell(item: DueItem, *, today: datetime.date, at: datetime.datetime) -> int:
    stage = item.due.stage(today)
    if stage is None:
        return 0
    due = item.due
    news = News(
        kind=kind_of(due.kind),
        subject_type="agreement",
        subject_id=item.agreement.public_id,
        key=f"due:{due.kind}:{item.agreement.public_id}:{due.mark}:{due.day.isoformat()}:{stage}",
        facts={**facts_for_notice(item.agreement), "years": due.years},
        due_on=due.day,
    )
    return sum(notify(news, to=holder, at=at) is not None for holder in item.holders)


def kind_of(kind: DueKind) -> str:
    """The kind of notice that tells of a kind of date."""
    return f"due_{kind.value}"


@transaction.atomic
def make_feed(*, user: User, at: datetime.datetime) -> tuple[CalendarFeed, str]:
    """A new calendar address, shown once; the one before ends at once."""
    User.objects.select_for_update().get(pk=user.pk)
    revoke_feed(user=user, at=at)
    secret = secrets.token_urlsafe(32)
    return CalendarFeed.objects.create(user=user, secret_hash=hash_secret(secret)), secret


@transaction.atomic
def revoke_feed(*, user: User, at: datetime.datetime) -> bool:
    """End a person's calendar address; whether there was one."""
    return bool(CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=at))


def feed_with(secret: str) -> CalendarFeed | None:
    """The live feed with this secret, of a person who may still sign in."""
    feeds = CalendarFeed.objects.select_related("user")
    return feeds.filter(secret_hash=hash_secret(secret), revoked_at__isnull=True, user__is_active=True).first()
