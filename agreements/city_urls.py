"""Addresses of the pages of places; they show relationships, so they are the registry's."""

from django.urls import path

from agreements.views.city import CityDetailView
from agreements.views.city_list import CityListView
from agreements.views.country import CountryDetailView
from agreements.views.governorate import GovernorateDetailView

app_name = "cities"
urlpatterns = [
    path("", CityListView.as_view(), name="city_list"),
    path("<int:pk>/", CityDetailView.as_view(), name="city_detail"),
    path("countries/<str:code>/", CountryDetailView.as_view(), name="country_detail"),
    path("governorates/<str:code>/", GovernorateDetailView.as_view(), name="governorate_detail"),
]
