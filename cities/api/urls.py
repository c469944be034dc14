"""Addresses of places in the API."""

from rest_framework.routers import SimpleRouter

from cities.api.reference_data import GrowthModelViewSet, NetworkViewSet

router = SimpleRouter(use_regex_path=False)
router.register("growth-models", GrowthModelViewSet, basename="growth-model")
router.register("networks", NetworkViewSet, basename="network")
urlpatterns = router.urls
