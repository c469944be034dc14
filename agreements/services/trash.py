"""Putting drafts in the trash and taking them out again; nothing is ever deleted."""

import datetime

from django.db import transaction

from agreements import events
from agreements.exceptions import ActNotPermitted
from agreements.models import Agreement
from agreements.policies import TrashPolicy
from agreements.services.records import lock, save_changed
from twinning.accounts.models import User


@transaction.atomic
def discard_draft(
    agreement: Agreement,
    *,
    by: User,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> Agreement:
    """Put a draft that was never sent in the trash; asked twice, it stays there.

    Raises: StaleVersion, ActNotPermitted (also where it was sent: that is withdrawn instead).
    """
    locked = lock(agreement)
    if locked.discarded_at is not None and TrashPolicy.visible_to(by).filter(pk=locked.pk).exists():
        return locked
    locked = lock(agreement, expected_version=expected_version)
    if not TrashPolicy.can_discard(by, locked):
        raise ActNotPermitted
    locked.discarded_at = at
    save_changed(locked, events.DISCARDED, by=by, at=at)
    return locked


@transaction.atomic
def restore_draft(agreement: Agreement, *, by: User, at: datetime.datetime) -> Agreement:
    """Take a draft out of the trash, with everything it held; asked twice, it is out.

    Raises: ActNotPermitted.
    """
    locked = lock(agreement)
    if locked.discarded_at is None:
        return locked
    if not TrashPolicy.visible_to(by).filter(pk=locked.pk).exists():
        raise ActNotPermitted
    locked.discarded_at = None
    save_changed(locked, events.RESTORED, by=by, at=at)
    return locked
