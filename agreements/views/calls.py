"""Offers and needs of cities: the open list, writing them, and answering one with the draft of an agreement."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from agreements.forms.city_profile import CallForm, ReplyForm, area_choices
from agreements.policies import cities_to_register_for
from agreements.services.call_replies import answer_with_draft
from agreements.views.city_profile import CityPage, seen_version
from agreements.views.draft_page import STALE, UNPROCESSABLE
from agreements.views.listing import read_query
from agreements.views.people import signed_in
from cities.filtersets import CallFilterSet
from cities.models import CallDirection, CallReply, City, CityCall, Country
from cities.policies import ProfilePolicy
from cities.services.call_replies import PURPOSE, confirm_reply, send_reply
from cities.services.calls import change_call, close_call, open_call
from twinning.accounts.one_time_links import LinkNotValid
from twinning.accounts.one_time_pages import TOO_MANY, OneTimeLinkView, is_over_limit
from twinning.core.exceptions import Conflict, InvalidInput, StaleVersion
from twinning.core.forms import problems_to_form

CONFLICT = 409


class CallListView(View):
    """Every open offer and need, for everybody."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = read_query(request, CallFilterSet, CityCall.objects.open())
        rows = query.filterset.qs
        context = {
            "query": query,
            "page": query.paginate(rows, rows.count()),
            "directions": CallDirection.choices,
            "area_groups": area_choices(),
            "countries": Country.objects.filter(pk__in=CityCall.objects.open().values("city__country")),
            "chosen": {name: (query.chosen(name) or [""])[0] for name in ("direction", "focus", "country")},
            "active_entry": "cities",
        }
        return render(request, "cities/call_list.html", context, status=query.status)


class CallFormView(CityPage):
    """Publishing an offer or a need, wording it anew, closing it."""

    call: CityCall | None = None

    def is_allowed(self) -> bool:
        return ProfilePolicy.can_propose(self.request.user, self.city)

    def load(self) -> None:
        if "public_id" in self.kwargs:
            self.call = get_object_or_404(self.city.calls.filter(is_open=True), public_id=self.kwargs["public_id"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        self.load()
        return self.page(CallForm(initial=CallForm.stored(self.call) if self.call else None))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        self.load()
        form = CallForm(request.POST)
        is_closing = request.POST.get("act") == "close" and self.call is not None
        if not is_closing and not form.is_valid():
            return self.page(form, UNPROCESSABLE)
        try:
            said = self.close() if is_closing else self.keep(form)
        except InvalidInput as error:
            problems_to_form(form, error)
            return self.page(form, UNPROCESSABLE)
        except StaleVersion:
            return self.page(form, STALE, is_stale=True)
        except Conflict as error:
            messages.error(request, str(error.message))
            return redirect(f"{self.profile_url}#calls")
        messages.success(request, said)
        return redirect(f"{self.profile_url}#calls")

    def close(self) -> str:
        if self.call is not None:
            close_call(
                self.call, by=signed_in(self.request), at=timezone.now(), expected_version=seen_version(self.request)
            )
        return _("The call is closed.")

    def keep(self, form: CallForm) -> str:
        person, now = signed_in(self.request), timezone.now()
        if self.call is None:
            open_call(form.as_input(), city=self.city, by=person, at=now)
            return _("Published: everybody can read it.")
        change_call(self.call, form.as_input(), by=person, at=now, expected_version=seen_version(self.request))
        return _("Saved.")

    def page(self, form: CallForm, status: int = 200, *, is_stale: bool = False) -> HttpResponse:
        return self.show(
            "cities/call_form.html",
            status,
            crumbs=self.crumbs(_("Offers and needs")),
            form=form,
            call=self.call,
            is_stale=is_stale,
        )


class CallReplyView(View):
    """One open call and the ways to answer it."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        return self.page(self.call_of(public_id), form=ReplyForm())

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        call, form = self.call_of(public_id), ReplyForm(request.POST)
        if not form.is_valid():
            return self.page(call, UNPROCESSABLE, form=form)
        if is_over_limit(request):
            form.add_error(None, _("Too many answers from here within a minute. Wait a little, then send again."))
            return self.page(call, TOO_MANY, form=form)
        try:
            send_reply(call, form.as_input(), language=get_language() or "ar", at=timezone.now())
        except InvalidInput as error:
            problems_to_form(form, error)
            return self.page(call, UNPROCESSABLE, form=form)
        return self.page(call, is_sent=True, email=form.cleaned_data["email"])

    def call_of(self, public_id: Any) -> CityCall:
        return get_object_or_404(CityCall.objects.open(), public_id=public_id)

    def page(self, call: CityCall, status: int = 200, **context: Any) -> HttpResponse:
        own = {"call": call, "own_cities": own_cities(self.request, call), "active_entry": "cities"}
        return render(self.request, "cities/call_reply.html", {**own, **context}, status=status)


class CallReplyConfirmView(OneTimeLinkView):
    """Proves the address of somebody who answered a call: a button uses the link up."""

    purpose = PURPOSE

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        reply = CallReply.objects.filter(public_id=self.link.subject_id).select_related("call__city").first()
        if reply is None:
            return self.unusable()
        return render(request, "cities/call_reply_confirm.html", {"reply": reply})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            reply = confirm_reply(secret=kwargs["secret"], at=timezone.now())
        except LinkNotValid:
            return self.unusable()
        return render(request, "cities/call_reply_confirm.html", {"reply": reply, "is_done": True})


class CallAnswerView(LoginRequiredMixin, View):
    """Starting the draft that answers a call, for one of the person's own cities."""

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponseBase:
        call = get_object_or_404(CityCall.objects.open(), public_id=public_id)
        own = {str(city.pk): city for city in own_cities(request, call)}
        city = own.get(request.POST.get("city", "")) or (next(iter(own.values())) if len(own) == 1 else None)
        if not own:
            raise PermissionDenied
        if city is None:
            messages.error(request, _("Choose the city for which you answer."))
            return redirect("cities:call_reply", public_id=call.public_id)
        draft = answer_with_draft(call, city=city, by=signed_in(request), at=timezone.now(), today=timezone.localdate())
        messages.success(request, _("A draft with both cities and the focus area has been started."))
        return redirect(reverse("agreements:draft_tasks", args=[draft.public_id]))


def own_cities(request: HttpRequest, call: CityCall) -> list[City]:
    """The cities for which this person may answer a call: her own, never the one that calls."""
    if not request.user.is_authenticated:
        return []
    return list(cities_to_register_for(request.user).exclude(pk=call.city_id).select_related("country"))
