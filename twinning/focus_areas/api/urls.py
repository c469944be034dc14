"""Addresses of focus areas in the API."""

from rest_framework.routers import SimpleRouter

from twinning.focus_areas.api.views import FocusAreaViewSet

router = SimpleRouter(use_regex_path=False)
router.register("focus-areas", FocusAreaViewSet, basename="focus-area")
urlpatterns = router.urls
