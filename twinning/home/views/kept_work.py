"""After signing in again: what was sent meanwhile, and the button that sends it on."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views import View

from twinning.core.kept_work import forget_kept_work, kept_work

# Values that the page put there itself, or that say nothing to a person.
_UNSEEN = frozenset({"version", "key", "act"})


class KeptWorkView(LoginRequiredMixin, View):
    """Shows what was typed and sends it to where it was meant for; nothing is written before she says so."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        work = kept_work(request)
        if work is None:
            return redirect("home:home")
        shown = [value for name, value in work.typed if name not in _UNSEEN and value.strip() and "-count" not in name]
        context = {"work": work, "shown": shown, "active_entry": "home"}
        answer: HttpResponse = render(request, "home/kept_work.html", context)
        return answer

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """She does not want it any more."""
        forget_kept_work(request)
        return redirect("home:home")
