"""What a load balancer asks: is this process alive and does it reach its database?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

RETRY_AFTER_SECONDS = "5"


@require_safe
@never_cache
def health(_request: HttpRequest) -> JsonResponse:
    """200 where the database answers, 503 where it does not; never a reason, which is for the log."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse(
            {"status": "unavailable", "database": "unreachable"},
            status=503,
            headers={"Retry-After": RETRY_AFTER_SECONDS},
        )
    return JsonResponse({"status": "ok", "database": "reachable"})
