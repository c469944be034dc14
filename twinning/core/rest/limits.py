"""How often one caller may ask: a count per minute, for people and systems signed in and for addresses."""

import contextlib
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

WINDOW_SECONDS = 60


def limit_of(request: Request) -> int:
    """Requests a minute for this caller; 0 sets no limit."""
    limits: dict[str, int] = settings.API_REQUESTS_PER_MINUTE
    return limits["signed_in" if request.user.is_authenticated else "anonymous"]


class RequestsPerMinute(BaseThrottle):
    """Counts in the cache of this process, so a caller's true limit grows with the number of web processes."""

    def allow_request(self, request: Request, view: Any) -> bool:
        limit = limit_of(request)
        if not limit:
            return True
        self.now = int(timezone.now().timestamp())
        key = f"api-limit:{self._caller(request)}:{self.now // WINDOW_SECONDS}"
        cache.add(key, 0, WINDOW_SECONDS * 2)
        with contextlib.suppress(ValueError):  # The count was thrown out of a full cache just now.
            return cache.incr(key) <= limit
        return True

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return float(WINDOW_SECONDS - self.now % WINDOW_SECONDS)

    def _caller(self, request: Request) -> str:
        user = request.user
        # The address as get_ident sees it: X-Forwarded-For counts only behind the proxies named in NUM_PROXIES.
        return f"u{user.pk}" if user.is_authenticated else f"a{self.get_ident(request)}"
