"""How often one caller asks within a minute, counted in the cache of this process."""

import contextlib

from django.core.cache import cache
from django.utils import timezone

WINDOW_SECONDS = 60


def is_within(limit: int, *, what: str, caller: str) -> bool:
    """Count one more request of this caller; false once there are more than `limit` in this minute. 0 sets none.

    A caller's true limit grows with the number of web processes.
    """
    if not limit:
        return True
    minute = int(timezone.now().timestamp()) // WINDOW_SECONDS
    key = f"{what}:{caller}:{minute}"
    cache.add(key, 0, WINDOW_SECONDS * 2)
    with contextlib.suppress(ValueError):  # The count was thrown out of a full cache just now.
        return cache.incr(key) <= limit
    return True


def seconds_to_wait() -> int:
    """Seconds until the next minute begins."""
    return WINDOW_SECONDS - int(timezone.now().timestamp()) % WINDOW_SECONDS
