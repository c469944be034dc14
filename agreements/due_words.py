"""The dates of agreements in words, the same on the calendar, in notices and in calendar feeds."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.due_dates import DueKind


def due_sentence(kind: DueKind, title: str, day: str, *, years: int = 0) -> str:
    """What somebody is told of one date."""
    figures = {"title": title, "day": day}
    if kind == DueKind.ANNIVERSARY:
        sentence = ngettext(
            "“%(title)s” was signed %(years)s year ago on %(day)s.",
            "“%(title)s” was signed %(years)s years ago on %(day)s.",
            years,
        )
        return sentence % {**figures, "years": years}
    return _sentence(kind) % figures


def _sentence(kind: DueKind) -> str:
    sentences = {
        DueKind.EXPIRED: _("“%(title)s” expired on %(day)s: renew it, replace it, or let it rest."),
        DueKind.EXPIRY: _("“%(title)s” ends on %(day)s."),
        DueKind.NOTICE: _("Notice about “%(title)s” must be given by %(day)s."),
        DueKind.CLOCK: _("A statutory clock of “%(title)s” runs out on %(day)s."),
        DueKind.UNSIGNED: _("“%(title)s” is authorised and should be signed by %(day)s."),
        DueKind.REVIEW: _("The annual review of “%(title)s” is due on %(day)s."),
    }
    return sentences[kind]
