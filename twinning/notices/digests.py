"""The daily and weekly letter: what a person was told since her last one, once."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twinning.accounts.models import User
from twinning.notices.kinds import kind_of, still_visible
from twinning.notices.letters import Message, write_letter
from twinning.notices.models import Letter, Notice, NoticePreferences, Way
from twinning.notices.services import way_of

MOST_ITEMS = 50


def write_digests(*, today: datetime.date, at: datetime.datetime) -> int:
    """Write everybody's letter of this day; returns how many. Run again on the same day, it writes none."""
    waiting = Notice.objects.filter(mailed_at__isnull=True).order_by().values("recipient").distinct()
    people = User.objects.filter(is_active=True, pk__in=waiting).order_by("pk")
    return sum(_write_digest(person, today=today, at=at) is not None for person in people.iterator())


@transaction.atomic
def _write_digest(person: User, *, today: datetime.date, at: datetime.datetime) -> Letter | None:
    """The letter of one person, where something for it waits."""
    preferences, _new = NoticePreferences.objects.select_for_update().get_or_create(user=person)
    waiting = list(Notice.objects.select_for_update().filter(recipient=person, mailed_at__isnull=True))
    is_weekly_day = preferences.weekday == today.weekday()
    due = [notice for notice in waiting if _is_due(notice, person, is_weekly_day=is_weekly_day)]
    unread = [notice for notice in due if notice.read_at is None]
    told = still_visible(person, unread)
    letter = None
    if told:
        message = _message(person, told, preferences)
        key = f"digest:{person.public_id}:{today.isoformat()}"
        letter = write_letter(message, key=key, to_email=person.email, language=person.language, at=at)
    if letter or not told:
        Notice.objects.filter(pk__in=[notice.pk for notice in due]).update(mailed_at=at)
    return letter


def _is_due(notice: Notice, person: User, *, is_weekly_day: bool) -> bool:
    way = way_of(person, notice.kind)
    return way == Way.DAILY or (way == Way.WEEKLY and is_weekly_day)


def _message(person: User, notices: Sequence[Notice], preferences: NoticePreferences) -> Message:
    with translation.override(person.language):
        items = [(kind.words(notice), kind.link(notice)) for notice in notices if (kind := kind_of(notice))]
        count = len(items)
        subject = ngettext(
            "%(count)s notice from the twinning register", "%(count)s notices from the twinning register", count
        )
        return Message(
            subject=subject % {"count": count},
            lines=[_("Good day, %(name)s. This is new for you in the register:") % {"name": person.name}],
            items=items[:MOST_ITEMS],
            path=reverse("notices:notice_list"),
            label=_("See all notices"),
            unsubscribe_path=reverse("notices:unsubscribe", args=[preferences.unsubscribe_id]),
        )
