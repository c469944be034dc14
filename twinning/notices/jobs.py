"""What the worker does with notices: it sends the letters that wait, and writes the digests."""

import datetime
import logging

from django.utils import timezone

from twinning.core.jobs import periodic
from twinning.notices.digests import write_digests
from twinning.notices.letters import send_letter
from twinning.notices.models import Letter

MORNING_IN_MUSCAT = "0 3 * * *"
EVERY_MINUTE = "* * * * *"
MOST_AT_ONCE = 500

logger = logging.getLogger(__name__)


@periodic(cron=EVERY_MINUTE)
def send_waiting_letters(planned_at: datetime.datetime) -> None:  # noqa: ARG001  every periodic job is told its time
    """Hand over what waits, the oldest first; one that the mail system refuses waits for the next minute."""
    waiting = Letter.objects.filter(sent_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    for letter_id in waiting[:MOST_AT_ONCE]:
        try:
            send_letter(letter_id, at=timezone.now())
        except OSError:
            logger.warning("A letter could not be handed over and waits.", exc_info=True)


@periodic(cron=MORNING_IN_MUSCAT)
def write_digests_of_the_day(planned_at: datetime.datetime) -> None:
    """Write the letters of the day on which the job was planned to run."""
    write_digests(today=timezone.localdate(planned_at), at=timezone.now())
