"""Saying that one reads a submission, so that two reviewers do not do the same work."""

import datetime

from django.db import transaction

from agreements.choices import Status
from agreements.exceptions import ActNotPermitted, WrongState
from agreements.lifecycle import Act
from agreements.models import Agreement, Submission
from agreements.policies import AgreementPolicy
from agreements.services.records import lock
from twinning.accounts.models import User


@transaction.atomic
def note_reading(agreement: Agreement, *, is_reading: bool, by: User, at: datetime.datetime) -> Submission:
    """Say that one reads the open round, or no longer; whoever comes later takes over, and decides no less for it.

    Raises: ActNotPermitted, WrongState where nothing waits for review.
    """
    locked = lock(agreement)
    if not AgreementPolicy.can_perform(by, Act.RETURN, locked):
        raise ActNotPermitted
    submission = locked.submissions.filter(outcome="").order_by("-round").first()
    if locked.status != Status.SUBMITTED or submission is None:
        raise WrongState(locked.status)
    submission.reader = by if is_reading else None
    submission.reading_since = at if is_reading else None
    submission.save()
    return submission
