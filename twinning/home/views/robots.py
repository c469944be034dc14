"""What search engines may read: the public register, not forms, accounts or the administration."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

CLOSED_PARTS = ("account/", "admin/", "search/", "agreements/register/", "agreements/review/")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """robots.txt; a demonstration asks not to be listed at all."""
    if settings.SITE_IS_DEMO:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        closed = [f"/{code}/{part}" for code, _name in settings.LANGUAGES for part in CLOSED_PARTS]
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
