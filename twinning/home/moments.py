"""When something happened, as people say it: today 10:42, yesterday 15:08, 18 November 2026."""

import datetime

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from twinning.core.date_text import date_text
from twinning.core.dates import PartialDate


def moment_text(at: datetime.datetime, *, today: datetime.date) -> str:
    """A moment with its time where it lies today or yesterday, else its day."""
    local = localtime(at)
    time = time_format(local, "TIME_FORMAT")
    if local.date() == today:
        return _("today %(time)s") % {"time": time}
    if local.date() == today - datetime.timedelta(days=1):
        return _("yesterday %(time)s") % {"time": time}
    return date_text(PartialDate.day(local.date()))
