"""Signing in to the API with a token in the Authorization header."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.request import Request

from twinning.accounts.models import Token, User
from twinning.accounts.services import find_token


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer ctr_…`."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != b"bearer":
            return None
        if len(parts) != 2:
            raise AuthenticationFailed(_("The Authorization header must read “Bearer” and one token."))
        token = find_token(secret=parts[1].decode("ascii", "replace"), at=timezone.now())
        if token is None:
            raise AuthenticationFailed(_("This token is not valid: it is unknown, expired or revoked."))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return f'{self.keyword} realm="api"'


def signed_in(request: Request) -> User:
    """The caller, who has said who they are.

    Raises: NotAuthenticated for anybody else.
    """
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user
