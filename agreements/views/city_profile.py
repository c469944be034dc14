"""The pages on which a city describes itself and the ministry accepts what it says."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from agreements.forms.city_profile import DecisionForm, ProfileEntryForm
from agreements.views.draft_page import STALE, UNPROCESSABLE
from agreements.views.people import signed_in
from cities.models import CallReply, City, EntryState, Facet, ProfileEntry, ReplyState
from cities.policies import CityPolicy, ProfilePolicy
from cities.services.profiles import amend_entry, decide_entry, propose_entry, withdraw_entry
from twinning.core.exceptions import Conflict, InvalidInput, NotPermitted, StaleVersion
from twinning.core.forms import problems_to_form

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class FacetOnDesk:
    """A facet with the statements its city's staff and ministry work on."""

    facet: Facet
    entries: tuple[ProfileEntry, ...]
    add_url: str


class CityPage(LoginRequiredMixin, View):
    """A page about one visible city for those who speak for it or review it."""

    city: City

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        cities = CityPolicy.visible_to(request.user).select_related("country", "governorate")
        self.city = get_object_or_404(cities, pk=kwargs["pk"])
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self) -> bool:
        person = self.request.user
        return ProfilePolicy.can_propose(person, self.city) or ProfilePolicy.can_review(person, self.city)

    @property
    def profile_url(self) -> str:
        return reverse("cities:city_profile", args=[self.city.pk])

    def crumbs(self, *last: str) -> list[dict[str, str]]:
        return [
            {"label": _("Cities"), "url": reverse("cities:city_list")},
            {"label": self.city.name, "url": reverse("cities:city_detail", args=[self.city.pk])},
            *([{"label": _("Features"), "url": self.profile_url}] if last else [{"label": _("Features"), "url": ""}]),
            *({"label": label, "url": ""} for label in last),
        ]

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        own = {"city": self.city, "active_entry": "cities", "back_url": self.profile_url}
        return render(self.request, template, {**own, **context}, status=status)


class CityProfileView(CityPage):
    """All statements about a city by facet, with what awaits review and what was returned."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        entries = list(ProfilePolicy.visible_to(request.user, self.city).prefetch_related("traits"))
        can_propose = ProfilePolicy.can_propose(request.user, self.city)
        facets = [
            FacetOnDesk(
                facet,
                tuple(entry for entry in entries if entry.facet == facet),
                reverse("cities:profile_entry_add", args=[self.city.pk, facet.value]) if can_propose else "",
            )
            for facet in Facet
        ]
        decidable = {entry.pk for entry in entries if ProfilePolicy.can_decide(request.user, entry)}
        return self.show(
            "cities/city_profile.html",
            crumbs=self.crumbs(),
            facets=facets,
            can_propose=can_propose,
            can_review=ProfilePolicy.can_review(request.user, self.city),
            decidable=decidable,
            replies=CallReply.objects.filter(call__city=self.city, state=ReplyState.CONFIRMED).select_related("call")
            if can_propose
            else [],
            calls=self.city.calls.filter(is_open=True).select_related("focus_area__parent"),
        )


class ProfileEntryFormView(CityPage):
    """Writing a statement: a new one, an open one again, or another wording of an accepted one."""

    entry: ProfileEntry | None = None

    def is_allowed(self) -> bool:
        return ProfilePolicy.can_propose(self.request.user, self.city)

    def facet(self) -> Facet:
        if "facet" in self.kwargs:
            if self.kwargs["facet"] not in Facet.values:
                raise Http404
            return Facet(self.kwargs["facet"])
        self.entry = entry_of(self.city, self.request, self.kwargs["public_id"])
        return Facet(self.entry.facet)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        facet = self.facet()
        stored = ProfileEntryForm.stored(self.entry) if self.entry else None
        return self.page(ProfileEntryForm(initial=stored, facet=facet))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = ProfileEntryForm(request.POST, facet=self.facet())
        if not form.is_valid():
            return self.page(form, UNPROCESSABLE)
        try:
            self.keep(form)
        except InvalidInput as error:
            problems_to_form(form, error)
            return self.page(form, UNPROCESSABLE)
        except StaleVersion:
            return self.page(form, STALE, is_stale=True)
        except Conflict as error:
            form.add_error(None, str(error.message))
            return self.page(form, CONFLICT)
        messages.success(request, _("Sent to the ministry’s reviewer."))
        return redirect(self.profile_url)

    def keep(self, form: ProfileEntryForm) -> None:
        """Raises: InvalidInput, StaleVersion, Conflict."""
        person, content = signed_in(self.request), form.as_input()
        now, today = timezone.now(), timezone.localdate()
        if self.entry is None or self.entry.state == EntryState.ACCEPTED:
            propose_entry(content, city=self.city, by=person, at=now, today=today, replaces=self.entry)
            return
        seen = seen_version(self.request)
        amend_entry(self.entry, content, by=person, at=now, today=today, expected_version=seen)

    def page(self, form: ProfileEntryForm, status: int = 200, *, is_stale: bool = False) -> HttpResponse:
        return self.show(
            "cities/profile_entry_form.html",
            status,
            crumbs=self.crumbs(str(form.facet.label)),
            form=form,
            facet=form.facet,
            entry=self.entry,
            is_stale=is_stale,
        )


class ProfileEntryDecideView(CityPage):
    """Accepting, returning or withdrawing one statement."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        entry = entry_of(self.city, request, kwargs["public_id"])
        try:
            self.perform(entry, request.POST.get("act", ""))
        except (InvalidInput, Conflict, StaleVersion, NotPermitted) as error:
            messages.error(request, str(error.problems[0].message if error.problems else error.message))
            return redirect(self.profile_url)
        messages.success(request, _("Your decision is recorded."))
        return redirect(self.profile_url)

    def perform(self, entry: ProfileEntry, act: str) -> None:
        """Raises: InvalidInput, Conflict, StaleVersion, NotPermitted; Http404 for an act that is not offered."""
        person, now, seen = signed_in(self.request), timezone.now(), seen_version(self.request)
        comment = self.request.POST.get("comment", "")
        if act in ("accept", "return"):
            decide_entry(entry, is_accepted=act == "accept", comment=comment, by=person, at=now, expected_version=seen)
        elif act == "withdraw":
            withdraw_entry(entry, reason=comment, by=person, at=now, expected_version=seen)
        else:
            raise Http404


class ProfileQueueView(LoginRequiredMixin, View):
    """What cities say of themselves and no reviewer has answered yet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        signed_in(request)
        waiting = ProfilePolicy.awaiting(request.user).prefetch_related("traits")
        context = {"waiting": waiting, "form": DecisionForm(), "active_entry": "home"}
        return render(request, "cities/profile_queue.html", context)


def entry_of(city: City, request: HttpRequest, public_id: Any) -> ProfileEntry:
    """A statement this person may read; Http404 otherwise."""
    return get_object_or_404(ProfilePolicy.visible_to(request.user, city), public_id=public_id)


def seen_version(request: HttpRequest) -> int:
    """The version of the record the page was made from; one that fits none where it was lost."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
