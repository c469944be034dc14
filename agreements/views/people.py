"""Who is asking, as the type that services want."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from twinning.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The signed-in person of a page that only signed-in people reach; PermissionDenied where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
