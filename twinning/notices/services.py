"""Telling people things, once; marking what was read; choosing how one is told."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from twinning.accounts.models import User
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.notices.kinds import kinds
from twinning.notices.models import Notice, NoticePreferences, Way, Weekday


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told: kind, the record it is about, a key by which it is told once, the facts for its words."""

    kind: str
    subject_type: str
    subject_id: uuid.UUID
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    due_on: datetime.date | None = None


@transaction.atomic
def notify(news: News, *, to: User, at: datetime.datetime) -> Notice | None:
    """Tell one person something; None where she was told already, wants no such notices or is not active."""
    if not to.is_active or way_of(to, news.kind) == Way.NONE:
        return None
    notice, is_new = Notice.objects.get_or_create(
        recipient=to,
        key=news.key,
        defaults={
            "kind": news.kind,
            "subject_type": news.subject_type,
            "subject_id": news.subject_id,
            "facts": dict(news.facts),
            "due_on": news.due_on,
            "created_at": at,
        },
    )
    if not is_new:
        return None
    User.objects.filter(pk=to.pk).update(unread_notices=F("unread_notices") + 1)
    return notice


@transaction.atomic
def mark_read(*, reader: User, at: datetime.datetime, public_id: uuid.UUID | None = None) -> int:
    """Mark one notice read, or all; returns how many were not yet."""
    unread = Notice.objects.filter(recipient=reader, read_at__isnull=True)
    if public_id is not None:
        unread = unread.filter(public_id=public_id)
    count = unread.update(read_at=at)
    left = Greatest(F("unread_notices") - count, 0) if public_id else 0
    User.objects.filter(pk=reader.pk).update(unread_notices=left)
    return count


def preferences_of(user: User) -> NoticePreferences:
    """What a person chose, or what holds until she chooses."""
    return NoticePreferences.objects.filter(user=user).first() or NoticePreferences(user=user)


def way_of(user: User, kind: str) -> Way:
    """How a person hears of a kind: as she chose, else as the kind says."""
    chosen = preferences_of(user).ways.get(kind, "")
    if chosen in Way.values:
        return Way(chosen)
    known = kinds().get(kind)
    return known.way if known else Way.IN_APP


@transaction.atomic
def choose_ways(*, user: User, ways: Mapping[str, str], weekday: int, language: str) -> NoticePreferences:
    """Keep how a person wants to be told, and in which language. Raises: InvalidInput (`ways.<kind>`, `weekday`)."""
    problems = [
        FieldProblem(f"ways.{kind}", "unknown", _("Choose from the list."))
        for kind, way in ways.items()
        if kind not in kinds() or way not in Way.values
    ]
    if weekday not in Weekday.values:
        problems.append(FieldProblem("weekday", "unknown", _("Choose from the list.")))
    if language not in ("ar", "en"):
        problems.append(FieldProblem("language", "unknown", _("Choose from the list.")))
    if problems:
        raise InvalidInput(problems)
    chosen, _new = NoticePreferences.objects.select_for_update().get_or_create(user=user)
    chosen.ways = {**chosen.ways, **ways}
    chosen.weekday = weekday
    chosen.save()
    User.objects.filter(pk=user.pk).update(language=language)
    return chosen


@transaction.atomic
def unsubscribe(*, unsubscribe_id: uuid.UUID) -> bool:
    """Send no more letters to whoever holds this id; the notices themselves stay in the application."""
    chosen = NoticePreferences.objects.select_for_update().filter(unsubscribe_id=unsubscribe_id).first()
    if chosen is None:
        return False
    mailed = {kind: way_of(chosen.user, kind) for kind in kinds()}
    silent = {kind: Way.IN_APP.value for kind, way in mailed.items() if way in (Way.DAILY, Way.WEEKLY)}
    chosen.ways = {**chosen.ways, **silent}
    chosen.save()
    return True
