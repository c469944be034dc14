"""Addresses of places in the API."""

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from cities.api.calls import CallViewSet, ReferenceCityViewSet, TraitViewSet
from cities.api.profiles import CityProfileView, ProfileEntryActView, ProfileEntryListView, ProfileEntryView
from cities.api.reference_data import GrowthModelViewSet, NetworkViewSet
from cities.api.views import CityViewSet, CountryViewSet, GovernorateViewSet

router = SimpleRouter(use_regex_path=False)
router.register("cities", CityViewSet, basename="city")
router.register("countries", CountryViewSet, basename="country")
router.register("governorates", GovernorateViewSet, basename="governorate")
router.register("growth-models", GrowthModelViewSet, basename="growth-model")
router.register("traits", TraitViewSet, basename="trait")
router.register("reference-cities", ReferenceCityViewSet, basename="reference-city")
router.register("networks", NetworkViewSet, basename="network")
ENTRIES = "cities/<int:id>/profile/entries/"
urlpatterns: list[URLPattern | URLResolver] = [
    *router.urls,
    path("cities/<int:id>/profile/", CityProfileView.as_view(), name="city-profile"),
    path(ENTRIES, ProfileEntryListView.as_view(), name="profile-entry-list"),
    path(f"{ENTRIES}<uuid:entry_id>/", ProfileEntryView.as_view(), name="profile-entry"),
    *(
        path(f"{ENTRIES}<uuid:entry_id>/{act}/", ProfileEntryActView.as_view(act=act), name=f"profile-entry-{act}")
        for act in ("accept", "return", "withdraw")
    ),
    path("calls/", CallViewSet.as_view({"get": "list", "post": "create"}), name="call-list"),
    path("calls/<uuid:id>/", CallViewSet.as_view({"get": "retrieve", "put": "update"}), name="call-detail"),
    path("calls/<uuid:id>/close/", CallViewSet.as_view({"post": "close"}), name="call-close"),
]
