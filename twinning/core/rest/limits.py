"""How often one caller may ask: a count per minute, for people and systems signed in and for addresses."""

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from twinning.core.attempts import is_within, seconds_to_wait


def limit_of(request: Request) -> int:
    """Requests a minute for this caller; 0 sets no limit."""
    limits: dict[str, int] = settings.API_REQUESTS_PER_MINUTE
    return limits["signed_in" if request.user.is_authenticated else "anonymous"]


class RequestsPerMinute(BaseThrottle):
    """So many requests a minute for each person or system signed in, and for each address."""

    def allow_request(self, request: Request, view: Any) -> bool:
        return is_within(limit_of(request), what="api-limit", caller=self._caller(request))

    def wait(self) -> float:
        return float(seconds_to_wait())

    def _caller(self, request: Request) -> str:
        user = request.user
        # The address as get_ident sees it: X-Forwarded-For counts only behind the proxies named in NUM_PROXIES.
        return f"u{user.pk}" if user.is_authenticated else f"a{self.get_ident(request)}"
