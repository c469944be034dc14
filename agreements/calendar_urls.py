"""Addresses of the calendar."""

from django.urls import path

from agreements.views.calendar import CalendarView
from agreements.views.calendar_feed import CalendarFeedView, FeedSettingsView

app_name = "calendar"
urlpatterns = [
    path("", CalendarView.as_view(), name="calendar"),
    path("feed/", FeedSettingsView.as_view(), name="feed_settings"),
    path("<slug:secret>.ics", CalendarFeedView.as_view(), name="feed"),
]
