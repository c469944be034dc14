"""What goes around every answer of the API: tags that stay strong when compressed, addresses that end with a slash."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.translation import gettext as _

from twinning.core.rest.conditional import compressed_tag
from twinning.core.rest.problems import problem

API_PREFIX = "/api/"
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class StrongTagGZipMiddleware(GZipMiddleware):
    """Compresses as Django does, but gives the compressed answer a strong tag of its own.

    Django makes the tag weak, and a weak tag never matches in If-Match: whoever reads compressed answers, as most
    clients do, could not change what they have read.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        tag = response.headers.get("ETag", "")
        answer: HttpResponseBase = super().process_response(request, response)
        if tag.startswith('"') and answer.headers.get("Content-Encoding") == "gzip":
            answer.headers["ETag"] = compressed_tag(tag)
        return answer


class WholeAddressMiddleware:
    """Refuses a change sent to an address of the API without its last slash.

    The redirect that Django would answer with makes clients repeat the call as GET, its body lost in silence.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith(API_PREFIX) and not path.endswith("/") and request.method not in READING_METHODS:
            detail = _("The addresses of this interface end with a slash: %(address)s") % {"address": f"{path}/"}
            return problem(path, 404, detail=detail, code="not_found")
        return self.get_response(request)
