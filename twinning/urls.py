"""Every address of the site: pages under /ar/ and /en/, the API, the administration."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("twinning.api.urls")),
    *i18n_patterns(
        path("", include("twinning.home.urls")),
        path("account/", include("allauth.urls")),
        path("agreements/", include("agreements.urls")),
        path("cities/", include("cities.urls")),
        path("focus-areas/", include("twinning.focus_areas.urls")),
        path("admin/", admin.site.urls),
    ),
]
