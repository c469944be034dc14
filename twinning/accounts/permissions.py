"""What an API caller's scopes allow, before any policy looks at the record itself."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from twinning.accounts.models import Token
from twinning.accounts.scopes import Scope

if TYPE_CHECKING:
    from rest_framework.views import APIView  # The framework's views import this module through the settings.


class ScopedReadOrWrite(BasePermission):
    """Anyone may ask (policies decide what they see); tokens need the scope, and writing needs a signed-in caller."""

    read_scope = Scope.AGREEMENTS_READ
    write_scope = Scope.AGREEMENTS_WRITE

    def has_permission(self, request: Request, view: "APIView") -> bool:
        is_reading = request.method in SAFE_METHODS
        if isinstance(request.auth, Token):
            needed = self.read_scope if is_reading else self.write_scope
            return needed.value in request.auth.scopes
        return is_reading or request.user.is_authenticated


class ReadableByAnyone(BasePermission):
    """Reference data: public, whatever a token's scopes say; nobody writes it here."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        # A method that is not offered goes on to be answered as such.
        return request.method in SAFE_METHODS or not hasattr(view, str(request.method).lower())


class SignedIn(BasePermission):
    """For whoever has said who they are, with any scope."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return request.user.is_authenticated
