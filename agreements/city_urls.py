"""Addresses of the pages of places; they show relationships, so they are the registry's."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from agreements.views.city import CityDetailView
from agreements.views.city_list import CityListView
from agreements.views.country import CountryDetailView
from agreements.views.governorate import GovernorateDetailView


class DivisionCode(StringConverter):
    """A GeoNames code of a first-level division, such as OM.06."""

    regex = r"[A-Za-z]{2}\.[A-Za-z0-9]{1,9}"


register_converter(DivisionCode, "division")

app_name = "cities"
urlpatterns = [
    path("", CityListView.as_view(), name="city_list"),
    path("<int:pk>/", CityDetailView.as_view(), name="city_detail"),
    path("countries/<slug:code>/", CountryDetailView.as_view(), name="country_detail"),
    path("governorates/<division:code>/", GovernorateDetailView.as_view(), name="governorate_detail"),
]
