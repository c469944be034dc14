"""What OPTIONS answers: the methods of an address, never anything about a record behind it."""

from typing import TYPE_CHECKING, Any

from rest_framework.metadata import BaseMetadata
from rest_framework.request import Request

if TYPE_CHECKING:
    from rest_framework.views import APIView  # The framework's views import this module through the settings.


class MethodsOnly(BaseMetadata):
    """The same answer for a record that exists, one that is hidden and one that does not exist."""

    def determine_metadata(self, request: Request, view: "APIView") -> dict[str, Any]:
        return {"methods": view.allowed_methods}
