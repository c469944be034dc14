"""Every address of the site: pages under /ar/ and /en/, the API, the administration."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from twinning.home.views.health import health
from twinning.home.views.robots import robots

urlpatterns = [
    path("", RedirectView.as_view(url=f"/{settings.LANGUAGE_CODE}/", query_string=True), name="root"),
    path("healthz", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("mark.svg")), name="favicon"),
    path("api/v1/", include("twinning.api.urls")),
    *i18n_patterns(
        path("", include("twinning.home.urls")),
        path("account/", include("allauth.urls")),
        path("notices/", include("twinning.notices.urls")),
        path("agreements/", include("agreements.urls")),
        path("calendar/", include("agreements.calendar_urls")),
        path("cities/", include("agreements.city_urls")),
        path("focus-areas/", include("agreements.focus_area_urls")),
        path("imports/", include("twinning.imports.urls")),
        path("admin/", admin.site.urls),
    ),
]

handler400 = "twinning.home.views.errors.bad_request"
handler403 = "twinning.home.views.errors.permission_denied"
handler404 = "twinning.home.views.errors.page_not_found"
handler500 = "twinning.home.views.errors.server_error"
