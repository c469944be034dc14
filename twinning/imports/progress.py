"""How far a step of work is, and how long it will still take."""

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from twinning.imports.models import ImportRun

_SOON_SECONDS = 10
_TELLING_ROWS = 20  # of fewer rows nobody can foretell the rest


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows done of all rows (0 where the file is still being counted), and the seconds that are left, if known."""

    done: int
    total: int
    seconds_left: int | None

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def estimate(self) -> str | Promise:
        """The time that is left, in words."""
        if self.seconds_left is None:
            return ""
        if self.seconds_left <= _SOON_SECONDS:
            return _("A few seconds are left.")
        if self.seconds_left < 60:
            return _("Less than a minute is left.")
        minutes = self.seconds_left // 60 + 1
        return ngettext_lazy("About %(count)s minute is left.", "About %(count)s minutes are left.", "count") % {
            "count": minutes
        }


def progress_of(run: ImportRun, *, at: datetime.datetime) -> Progress:
    """How far the present step is, judged by its speed so far."""
    total = run.row_count if run.state != "reading" else 0
    left: int | None = None
    if run.step_started_at and run.done_count >= _TELLING_ROWS and total > run.done_count:
        spent = (at - run.step_started_at).total_seconds()
        left = int(spent / run.done_count * (total - run.done_count))
    return Progress(run.done_count, total, left)
