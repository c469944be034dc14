"""Addresses of places in the API."""

from rest_framework.routers import SimpleRouter

from cities.api.reference_data import GrowthModelViewSet, NetworkViewSet
from cities.api.views import CityViewSet, CountryViewSet, GovernorateViewSet

router = SimpleRouter(use_regex_path=False)
router.register("cities", CityViewSet, basename="city")
router.register("countries", CountryViewSet, basename="country")
router.register("governorates", GovernorateViewSet, basename="governorate")
router.register("growth-models", GrowthModelViewSet, basename="growth-model")
router.register("networks", NetworkViewSet, basename="network")
urlpatterns = router.urls
