"""Telling the staff of both sides that their relationship has fallen silent."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from agreements.services.follow_up import staff_of, tell
from agreements.services.vitality import Assessed


@transaction.atomic
def tell_of_dormant(moved: Iterable[Assessed], *, at: datetime.datetime) -> int:
    """One notice for each of the staff and each fall into dormancy; returns of how many relationships was told."""
    fallen = [one.relationship for one in moved if one.has_fallen_dormant]
    for tie in fallen:
        tell(staff_of(tie), "vitality_dormant", tie, key=f"vitality_dormant:{tie.public_id}:{tie.vitality_on}", at=at)
    return len(fallen)
