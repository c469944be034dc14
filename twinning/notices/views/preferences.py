"""How a person wants to be told, and the end of letters from the letter itself."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from twinning.notices.forms import PreferencesForm
from twinning.notices.services import choose_ways, unsubscribe
from twinning.notices.views.notices import reader_of

UNPROCESSABLE = 422


class PreferencesView(LoginRequiredMixin, View):
    """The choices of one person."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(PreferencesForm(user=reader_of(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        user = reader_of(request)
        form = PreferencesForm(request.POST, user=user)
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        choose_ways(
            user=user, ways=form.ways, weekday=form.cleaned_data["weekday"], language=form.cleaned_data["language"]
        )
        messages.success(request, _("Saved."))
        return redirect("notices:preferences")

    def show(self, form: PreferencesForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "active_entry": "notices"}
        return render(self.request, "notices/preferences.html", context, status=status)


@method_decorator(csrf_exempt, name="dispatch")
class UnsubscribeView(View):
    """Ends the letters of whoever holds the link, without signing in; mail programs may post to it (RFC 8058)."""

    def get(self, request: HttpRequest, unsubscribe_id: uuid.UUID) -> HttpResponse:
        return render(request, "notices/unsubscribe.html", {"is_done": False})

    def post(self, request: HttpRequest, unsubscribe_id: uuid.UUID) -> HttpResponse:
        unsubscribe(unsubscribe_id=unsubscribe_id)
        # The same answer for an id that nobody has.
        return render(request, "notices/unsubscribe.html", {"is_done": True})
