"""Addresses of the pages of places; they show relationships, so they are the registry's."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from agreements.views.calls import (
    CallAnswerView,
    CallFormView,
    CallListView,
    CallReplyConfirmView,
    CallReplyView,
)
from agreements.views.city import CityDetailView
from agreements.views.city_list import CityListView
from agreements.views.city_merger import CityMergerView
from agreements.views.city_profile import (
    CityProfileView,
    ProfileEntryDecideView,
    ProfileEntryFormView,
    ProfileQueueView,
)
from agreements.views.country import CountryDetailView
from agreements.views.gap_report import GapReportView
from agreements.views.governorate import GovernorateDetailView
from agreements.views.impact import CityImpactView
from agreements.views.matches import CityMatchesView, GrowthModelMatchesView, MatchDraftView
from agreements.views.reference_cities import ReferenceCityListView


class DivisionCode(StringConverter):
    """A GeoNames code of a first-level division, such as OM.06."""

    regex = r"[A-Za-z]{2}\.[A-Za-z0-9]{1,9}"


register_converter(DivisionCode, "division")

app_name = "cities"
urlpatterns = [
    path("", CityListView.as_view(), name="city_list"),
    path("<int:pk>/", CityDetailView.as_view(), name="city_detail"),
    path("<int:pk>/merge/", CityMergerView.as_view(), name="city_merger"),
    path("<int:pk>/impact/", CityImpactView.as_view(), name="city_impact"),
    path("<int:pk>/profile/", CityProfileView.as_view(), name="city_profile"),
    path("<int:pk>/profile/add/<slug:facet>/", ProfileEntryFormView.as_view(), name="profile_entry_add"),
    path("<int:pk>/profile/<uuid:public_id>/", ProfileEntryFormView.as_view(), name="profile_entry_change"),
    path(
        "<int:pk>/profile/<uuid:public_id>/decide/",
        ProfileEntryDecideView.as_view(),
        name="profile_entry_decide",
    ),
    path("profiles/review/", ProfileQueueView.as_view(), name="profile_queue"),
    path("<int:pk>/calls/add/", CallFormView.as_view(), name="call_add"),
    path("<int:pk>/calls/<uuid:public_id>/", CallFormView.as_view(), name="call_change"),
    path("calls/", CallListView.as_view(), name="call_list"),
    path("calls/<uuid:public_id>/", CallReplyView.as_view(), name="call_reply"),
    path("calls/confirm/<str:secret>/", CallReplyConfirmView.as_view(), name="call_reply_confirm"),
    path("calls/<uuid:public_id>/draft/", CallAnswerView.as_view(), name="call_answer"),
    path("<int:pk>/matches/", CityMatchesView.as_view(), name="city_matches"),
    path("<int:pk>/matches/<int:candidate>/draft/", MatchDraftView.as_view(), name="match_draft"),
    path("growth-models/<slug:code>/matches/", GrowthModelMatchesView.as_view(), name="growth_model_matches"),
    path("reference-cities/", ReferenceCityListView.as_view(), name="reference_city_list"),
    path("countries/<slug:code>/", CountryDetailView.as_view(), name="country_detail"),
    path("countries/<slug:code>/gaps/", GapReportView.as_view(), name="gap_report"),
    path("governorates/<division:code>/", GovernorateDetailView.as_view(), name="governorate_detail"),
]
