"""What somebody sent after her session had ended, kept until she has signed in again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone

KEPT = "kept_work"
LARGEST = 200_000
KEPT_SECONDS = 60 * 60
SIGN_IN_NEEDED = 401
# What belongs to the sending and not to what was typed.
_NOT_TYPED = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class KeptWork:
    """A form as it was sent, and the address it was sent to."""

    address: str
    typed: list[tuple[str, str]]


class KeptWorkMiddleware:
    """Keep a form that a page refused only because nobody was signed in any more; files are chosen again.

    The work waits in the visitor's own session, which signing in carries over, for an hour.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "POST" or not _asks_to_sign_in(request, response):
            return response
        if request.headers.get("X-Requested-With") == "fetch":
            # A page that saves itself is told; a redirect would look as if it had been kept.
            return JsonResponse({"detail": "sign in"}, status=SIGN_IN_NEEDED)
        typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in _NOT_TYPED]
        if not typed or sum(len(name) + len(value) for name, value in typed) > LARGEST:
            return response
        request.session[KEPT] = {
            "address": request.get_full_path(),
            "typed": typed,
            "at": int(timezone.now().timestamp()),
        }
        following = urlencode({"next": reverse("home:kept_work")})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{following}")


def _asks_to_sign_in(request: HttpRequest, response: HttpResponseBase) -> bool:
    user = getattr(request, "user", None)
    location = response.headers.get("Location", "")
    is_sent_away = response.status_code == 302 and location.partition("?")[0] == resolve_url(settings.LOGIN_URL)
    return is_sent_away and not (user is not None and user.is_authenticated)


def kept_work(request: HttpRequest) -> KeptWork | None:
    """What waits for this visitor, for an hour."""
    kept = cast("dict[str, Any] | None", request.session.get(KEPT))
    if kept is None or timezone.now().timestamp() - kept["at"] > KEPT_SECONDS:
        return None
    return KeptWork(kept["address"], [(str(name), str(value)) for name, value in kept["typed"]])


def forget_kept_work(request: HttpRequest) -> None:
    """Drop what waits, once it was sent again or is not wanted."""
    request.session.pop(KEPT, None)
