"""Addresses of the pages of focus areas; they count agreements, so they are the registry's."""

from django.urls import path

from agreements.views.focus_area import FocusAreaDetailView, FocusAreaListView
from agreements.views.impact import FocusAreaImpactView
from agreements.views.matches import FocusAreaMatchesView

app_name = "focus_areas"
urlpatterns = [
    path("", FocusAreaListView.as_view(), name="focus_area_list"),
    path("<slug:code>/", FocusAreaDetailView.as_view(), name="focus_area_detail"),
    path("<slug:code>/matches/", FocusAreaMatchesView.as_view(), name="focus_area_matches"),
    path("<slug:code>/impact/", FocusAreaImpactView.as_view(), name="focus_area_impact"),
]
