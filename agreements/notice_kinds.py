"""The kinds of notices about agreements: their words, where they lead, and who may still know of them."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.due_dates import DueKind
from agreements.due_words import due_sentence
from agreements.policies import AgreementPolicy
from agreements.services.notice_facts import title_in
from agreements.services.responsibilities import kind_of
from twinning.accounts.models import User
from twinning.core.date_text import date_text
from twinning.core.dates import PartialDate
from twinning.notices.kinds import NoticeKind, register
from twinning.notices.models import Notice, Way


def visible_agreements(reader: User, notices: list[Notice]) -> list[Notice]:
    """Those of some notices whose agreement their reader may know of."""
    asked = {notice.subject_id for notice in notices}
    seen = set(AgreementPolicy.visible_to(reader).filter(public_id__in=asked).values_list("public_id", flat=True))
    return [notice for notice in notices if notice.subject_id in seen]


def agreement_url(notice: Notice) -> str:
    return reverse("agreements:agreement_detail", args=[notice.subject_id])


def confirmation_url(notice: Notice) -> str:
    return reverse("agreements:confirmation", args=[notice.subject_id])


def _asked(notice: Notice) -> str:
    return _("You are asked to confirm the record “%(title)s”.") % {"title": title_in(notice.facts)}


def _confirmed(notice: Notice) -> str:
    return _("The other side has confirmed the record “%(title)s”.") % {"title": title_in(notice.facts)}


def _disputed(notice: Notice) -> str:
    return _("The other side disputes the record “%(title)s”.") % {"title": title_in(notice.facts)}


def _settled(notice: Notice) -> str:
    return _("Your objection to the record “%(title)s” was answered.") % {"title": title_in(notice.facts)}


CONFIRMATION_KINDS: list[tuple[str, Promise, Callable[[Notice], str], str]] = [
    ("confirmation_asked", gettext_lazy("A record waits for our confirmation"), _asked, "help-circle"),
    ("confirmation_confirmed", gettext_lazy("The other side confirmed a record"), _confirmed, "circle-check"),
    ("confirmation_disputed", gettext_lazy("The other side disputes a record"), _disputed, "alert-triangle"),
    ("confirmation_settled", gettext_lazy("Our objection was answered"), _settled, "message"),
]


def _due_words(kind: DueKind) -> Callable[[Notice], str]:
    def words(notice: Notice) -> str:
        day = date_text(PartialDate.day(notice.due_on)) if notice.due_on else ""
        return due_sentence(kind, title_in(notice.facts), day, years=int(notice.facts.get("years") or 0))

    return words


def register_kinds() -> None:
    """Make every kind of this app known."""
    for due_kind in DueKind:
        register(
            NoticeKind(
                code=kind_of(due_kind),
                label=due_kind.label,
                words=_due_words(due_kind),
                link=agreement_url,
                visible=visible_agreements,
                way=Way.DAILY,
                icon="calendar-due",
            )
        )
    for code, label, words, icon in CONFIRMATION_KINDS:
        register(
            NoticeKind(
                code=code,
                label=label,
                words=words,
                link=confirmation_url,
                visible=visible_agreements,
                way=Way.DAILY,
                icon=icon,
            )
        )
