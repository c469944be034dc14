"""Pages of a list: `page` and `page_size` (at most 200), with the count and a Link header (RFC 8288)."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

LARGEST_PAGE = 200


class PagePagination(PageNumberPagination):
    """Numbered pages; a page or size that makes no sense is a 400 that names the parameter."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE
    parameters: ClassVar[frozenset[str]] = frozenset({"page", "page_size"})

    def get_page_size(self, request: Request) -> int | None:
        return self._whole_number(request, "page_size", self.page_size or LARGEST_PAGE, LARGEST_PAGE)

    def get_page_number(self, request: Request, paginator: Any) -> int:
        return self._whole_number(request, "page", 1, None)

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        links = [
            f'<{address}>; rel="{relation}"'
            for relation, address in (("prev", self.get_previous_link()), ("next", self.get_next_link()))
            if address
        ]
        if links:
            response["Link"] = ", ".join(links)
        return response

    @staticmethod
    def _whole_number(request: Request, name: str, default: int, largest: int | None) -> int:
        text = request.query_params.get(name)
        if text is None:
            return default
        # isascii: “²” and “٣” are digits to Python but not to a page number.
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
        if number < 1 or (largest and number > largest):
            message = (
                _("Give a whole number from 1 to %(largest)s.") % {"largest": largest}
                if largest
                else _("Give a whole number from 1.")
            )
            raise ValidationError({name: [message]}, code="invalid")
        return number
