"""A person's private calendar: made, replaced and revoked on a page; read by calendar programs as iCalendar."""

import datetime

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from icalendar import Calendar, Event

from agreements.due_items import DueItem, due_items_for
from agreements.due_words import due_sentence
from agreements.models import CalendarFeed
from agreements.services.responsibilities import feed_with, make_feed, revoke_feed
from agreements.views.people import signed_in
from twinning.accounts.one_time_pages import is_over_limit
from twinning.core.date_text import date_text
from twinning.core.dates import PartialDate
from twinning.notices.letters import absolute

TOO_MANY = 429


class FeedSettingsView(LoginRequiredMixin, View):
    """The page on which a calendar address is made, replaced and revoked; the address itself is shown once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        person, at = signed_in(request), timezone.now()
        if request.POST.get("step") == "revoke":
            revoke_feed(user=person, at=at)
            messages.success(request, _("The calendar address no longer works."))
            return redirect("calendar:feed_settings")
        _feed, secret = make_feed(user=person, at=at)
        return self.show(request, address=request.build_absolute_uri(reverse("calendar:feed", args=[secret])))

    def show(self, request: HttpRequest, address: str = "") -> HttpResponse:
        context = {
            "feed": CalendarFeed.objects.filter(user=signed_in(request), revoked_at__isnull=True).first(),
            "address": address,
            "crumbs": [{"label": _("Calendar"), "url": reverse("calendar:calendar")}, {"label": _("Calendar feed")}],
        }
        return render(request, "agreements/calendar_feed.html", context)


class CalendarFeedView(View):
    """The feed itself, in the language of its address: whoever holds the address reads what its owner may know now."""

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        if is_over_limit(request):
            return HttpResponse(status=TOO_MANY, headers={"Retry-After": "60"})
        feed = feed_with(secret)
        if feed is None:
            raise Http404
        items = due_items_for(feed.user, today=timezone.localdate())
        mine = [item for item in items if item.is_on_desk_of(feed.user)]
        response = HttpResponse(calendar_of(mine, at=timezone.now()), content_type="text/calendar; charset=utf-8")
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Content-Disposition"] = 'inline; filename="twinning.ics"'
        return response


def calendar_of(items: list[DueItem], *, at: datetime.datetime) -> bytes:
    """Whole-day events with ids that stay the same from one reading to the next."""
    whole = Calendar()
    whole.add("prodid", "-//City Twinning Register//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", _("City Twinning Register"))
    for item in items:
        whole.add_component(_event(item, at))
    return bytes(whole.to_ical())


def _event(item: DueItem, at: datetime.datetime) -> Event:
    due = item.due
    event = Event()
    event.add("uid", f"{item.agreement.public_id}-{due.kind.value}-{due.mark or due.years or due.day.year}@twinning")
    event.add("dtstamp", at)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + datetime.timedelta(days=1))
    day = date_text(PartialDate.day(due.day))
    event.add("summary", due_sentence(due.kind, str(item.agreement), day, years=due.years))
    event.add("url", absolute(reverse("agreements:agreement_detail", args=[item.agreement.public_id])))
    event.add("transp", "TRANSPARENT")
    return event
