"""The frame of every page opened by a one-time link: limited in number, kept by no cache, naming itself to nobody."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.debug import sensitive_variables
from rest_framework.throttling import BaseThrottle

from twinning.accounts.models import OneTimeLink
from twinning.accounts.one_time_links import LinkNotValid, look_up
from twinning.core.attempts import is_within, seconds_to_wait

TRIES_PER_MINUTE = 30
TOO_MANY = 429
GONE = 410


class OneTimeLinkView(View):
    """GET shows the question and uses nothing up, since mail scanners follow links; POST answers it.

    Whoever sets `purpose` finds the usable link as `self.link`; an unusable one is answered with 410, whatever the
    reason. `secret` comes from the address.
    """

    purpose: str
    link: OneTimeLink

    @method_decorator(sensitive_variables("kwargs"))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = self.answer(request, *args, **kwargs)
        # Other sites learn nothing of the address. With “no-referrer” browsers send a form without its origin, and the
        # answer would be refused as forged.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_over_limit(request):
            response = render(request, "accounts/link_limited.html", status=TOO_MANY)
            response.headers["Retry-After"] = str(seconds_to_wait())
            return response
        try:
            self.link = look_up(purpose=self.purpose, secret=kwargs["secret"], at=timezone.now())
        except LinkNotValid:
            return self.unusable()
        return super().dispatch(request, *args, **kwargs)

    def unusable(self) -> HttpResponse:
        """What an unknown, used, revoked or expired link is answered with."""
        return render(self.request, "accounts/link_unusable.html", status=GONE)


def is_over_limit(request: HttpRequest) -> bool:
    """Whether this address has opened too many links within a minute."""
    caller = BaseThrottle().get_ident(request)  # type: ignore[arg-type]  # it reads no more than META
    return not is_within(TRIES_PER_MINUTE, what="one-time-link", caller=caller)
