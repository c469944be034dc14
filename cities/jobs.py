"""What the worker does for places by itself."""

import datetime

from django.utils import timezone

from cities.services.call_replies import forget_unproved
from twinning.core.jobs import periodic


@periodic(cron="40 1 * * *")
def forget_unproved_answers(planned_at: datetime.datetime) -> None:  # noqa: ARG001  every periodic job is told its time
    """Remove answers to calls whose sender never proved the address."""
    forget_unproved(at=timezone.now())
