"""What the worker does for the registry by itself."""

import datetime

from django.utils import timezone

from agreements.services.clocks import deem_lapsed
from agreements.services.contacts import ask_unconfirmed
from agreements.services.lifecycle import expire_ended
from agreements.services.responsibilities import tell_due_dates
from agreements.services.reviews import ask_for_reviews
from agreements.services.silence import tell_of_dormant
from agreements.services.vitality import refresh_all
from twinning.core.jobs import periodic

JUST_AFTER_MIDNIGHT_IN_MUSCAT = "10 20 * * *"
AFTER_EXPIRY_IN_MUSCAT = "20 20 * * *"
IN_THE_MORNING_IN_MUSCAT = "30 2 * * *"


@periodic(cron=JUST_AFTER_MIDNIGHT_IN_MUSCAT)
def deem_what_nobody_decided(planned_at: datetime.datetime) -> None:
    """Record as deemed granted the steps whose silence is consent and whose clock ran out before that day."""
    deem_lapsed(today=timezone.localdate(planned_at), at=timezone.now())


@periodic(cron=JUST_AFTER_MIDNIGHT_IN_MUSCAT)
def expire_ended_agreements(planned_at: datetime.datetime) -> None:
    """Expire what ended before the day on which the job was planned to run."""
    expire_ended(today=timezone.localdate(planned_at), at=timezone.now())


@periodic(cron=AFTER_EXPIRY_IN_MUSCAT)
def tell_of_due_dates(planned_at: datetime.datetime) -> None:
    """Tell people of the dates that have come near, or are late, on that day."""
    tell_due_dates(today=timezone.localdate(planned_at), at=timezone.now())


@periodic(cron=AFTER_EXPIRY_IN_MUSCAT)
def refresh_vitality(planned_at: datetime.datetime) -> None:
    """Work the vitality of every relationship out for the day on which the job was planned to run."""
    at = timezone.now()
    tell_of_dormant(refresh_all(today=timezone.localdate(planned_at), at=at), at=at)


@periodic(cron=IN_THE_MORNING_IN_MUSCAT)
def ask_for_yearly_reviews(planned_at: datetime.datetime) -> None:
    """Start the yearly reports whose weeks have come."""
    ask_for_reviews(today=timezone.localdate(planned_at), at=timezone.now())


@periodic(cron=IN_THE_MORNING_IN_MUSCAT)
def ask_unconfirmed_contacts(planned_at: datetime.datetime) -> None:
    """Ask contacts whose confirmation has run out whether they still are the contact."""
    ask_unconfirmed(today=timezone.localdate(planned_at), at=timezone.now())
