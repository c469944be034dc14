"""Addresses of the pages of notices."""

from django.urls import path

from twinning.notices.views.notices import NoticeListView, NoticeOpenView
from twinning.notices.views.preferences import PreferencesView, UnsubscribeView

app_name = "notices"
urlpatterns = [
    path("", NoticeListView.as_view(), name="notice_list"),
    path("<uuid:public_id>/open/", NoticeOpenView.as_view(), name="notice_open"),
    path("preferences/", PreferencesView.as_view(), name="preferences"),
    path("unsubscribe/<uuid:unsubscribe_id>/", UnsubscribeView.as_view(), name="unsubscribe"),
]
