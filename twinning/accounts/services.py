"""Writes about people: issuing, finding and revoking API tokens."""

import datetime
import hashlib
import secrets
from dataclasses import dataclass

from twinning.accounts.models import Token, User
from twinning.accounts.scopes import Scope

TOKEN_MARK = "ctr_"  # noqa: S105  a mark by which leaked tokens are recognised, no secret
LAST_USE_RESOLUTION = datetime.timedelta(minutes=5)


class UnknownScope(ValueError):
    """A scope that does not exist was asked for."""


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token together with its secret, which nobody can read again."""

    token: Token
    secret: str


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def issue_token(*, user: User, scopes: list[str], label: str, days: int, at: datetime.datetime) -> IssuedToken:
    """Make a token for `user` that ends after `days` days.

    Raises: UnknownScope when a scope does not exist or none is given.
    """
    unknown = [scope for scope in scopes if scope not in Scope.values]
    if unknown or not scopes:
        raise UnknownScope(", ".join(unknown))
    secret = TOKEN_MARK + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user,
        label=label,
        prefix=secret[:8],
        secret_hash=hash_secret(secret),
        scopes=sorted(set(scopes)),
        expires_at=at + datetime.timedelta(days=days),
    )
    return IssuedToken(token, secret)


def find_token(*, secret: str, at: datetime.datetime) -> Token | None:
    """The usable token with this secret, its last use noted (to five minutes, to spare a write at each call)."""
    token = Token.objects.select_related("user").filter(secret_hash=hash_secret(secret)).first()
    if token is None or not token.is_usable(at=at):
        return None
    if token.last_used_at is None or at - token.last_used_at > LAST_USE_RESOLUTION:
        Token.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


def revoke_token(*, token: Token, at: datetime.datetime) -> None:
    """End a token at once; revoking twice changes nothing."""
    Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at)
