"""The kinds of notices about relationships: what became dormant, what is asked, what was decided."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from agreements.policies import RelationshipPolicy
from twinning.accounts.models import User
from twinning.notices.kinds import NoticeKind, register
from twinning.notices.models import Notice, Way

DORMANT, ASKED, ACCEPTED, CHECK = "vitality_dormant", "review_asked", "review_accepted", "continuity_check"


def followed_ties(reader: User, notices: list[Notice]) -> list[Notice]:
    """Those of some notices whose relationship their reader looks after now."""
    asked = {notice.subject_id for notice in notices}
    followed = RelationshipPolicy.followed_by(reader).filter(public_id__in=asked)
    seen = set(followed.values_list("public_id", flat=True))
    return [notice for notice in notices if notice.subject_id in seen]


def _tie(notice: Notice) -> dict[str, str]:
    language = "ar" if (get_language() or "ar").startswith("ar") else "en"
    return {"tie": str(notice.facts.get(language, ""))}


def _follow_up_url(notice: Notice) -> str:
    return reverse("agreements:tie_follow_up", args=[notice.subject_id])


def _way_out_url(notice: Notice) -> str:
    return reverse("agreements:way_out", args=[notice.subject_id])


def _dormant(notice: Notice) -> str:
    return _("The relationship “%(tie)s” has become dormant. Revive it, pause it, or end it with thanks.") % _tie(
        notice
    )


def _asked(notice: Notice) -> str:
    return _("The yearly report of “%(tie)s” is asked of our side.") % _tie(notice)


def _accepted(notice: Notice) -> str:
    return _("The yearly report of “%(tie)s” was accepted.") % _tie(notice)


def _check(notice: Notice) -> str:
    return _("Somebody has changed office: does “%(tie)s” go on?") % _tie(notice)


_KINDS: list[tuple[str, Promise, Callable[[Notice], str], Callable[[Notice], str], str]] = [
    (DORMANT, gettext_lazy("A relationship has become dormant"), _dormant, _way_out_url, "alert-triangle"),
    (ASKED, gettext_lazy("A yearly report is asked of us"), _asked, _follow_up_url, "calendar-event"),
    (ACCEPTED, gettext_lazy("A yearly report was accepted"), _accepted, _follow_up_url, "circle-check"),
    (CHECK, gettext_lazy("A mayor or contact has changed"), _check, _follow_up_url, "clipboard-check"),
]


def register_kinds() -> None:
    """Make these kinds known."""
    for code, label, words, link, icon in _KINDS:
        register(
            NoticeKind(code=code, label=label, words=words, link=link, visible=followed_ties, way=Way.DAILY, icon=icon)
        )
