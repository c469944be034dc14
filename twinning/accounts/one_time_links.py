"""Links that are e-mailed to somebody without an account and work once.

The secret has 256 random bits, so guessing needs no further guard. A page that is reached by such a link only shows
what it is about; the link is redeemed by a button (POST), because mail scanners open every link they see.
"""

import datetime
import secrets
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from twinning.accounts.models import OneTimeLink, User
from twinning.accounts.services import hash_secret
from twinning.core.exceptions import Conflict

WELL_FORMED = range(20, 100)


class LinkNotValid(Conflict):
    """The link is unknown, used, revoked or too old: the same answer for each."""

    code = "link_not_valid"

    def __init__(self) -> None:
        super().__init__(_("This link is not valid any more. Ask for a new one from whoever sent it."))


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A new link together with its secret, which nobody can read again."""

    link: OneTimeLink
    secret: str


@transaction.atomic
def issue(
    *,
    purpose: str,
    subject_id: uuid.UUID,
    email: str,
    by: User | None,
    at: datetime.datetime,
    valid_for: datetime.timedelta,
) -> IssuedLink:
    """Make a link for one address; an earlier unused one for the same purpose, subject and address ends."""
    revoke(purpose=purpose, subject_id=subject_id, email=email, at=at)
    secret = secrets.token_urlsafe(32)
    link = OneTimeLink.objects.create(
        purpose=purpose,
        subject_id=subject_id,
        email=email.strip().lower(),
        secret_hash=hash_secret(secret),
        created_by=by,
        created_at=at,
        expires_at=at + valid_for,
    )
    return IssuedLink(link, secret)


def look_up(*, purpose: str, secret: str, at: datetime.datetime) -> OneTimeLink:
    """The usable link with this secret. Raises: LinkNotValid."""
    link = _with_secret(purpose, secret).first()
    if link is None or not _is_usable(link, at):
        raise LinkNotValid
    return link


def redeem(*, purpose: str, secret: str, at: datetime.datetime) -> OneTimeLink:
    """Use a link up, inside the transaction of what it is used for. Raises: LinkNotValid, also for the second of two.

    Raises: TransactionManagementError outside a transaction.
    """
    link = _with_secret(purpose, secret).select_for_update().first()
    if link is None or not _is_usable(link, at):
        raise LinkNotValid
    link.used_at = at
    link.save(update_fields=["used_at"])
    return link


def revoke(*, purpose: str, subject_id: uuid.UUID, at: datetime.datetime, email: str = "") -> int:
    """End the unused links for a purpose and subject, of one address or all; returns how many."""
    unused = OneTimeLink.objects.filter(
        purpose=purpose, subject_id=subject_id, used_at__isnull=True, revoked_at__isnull=True
    )
    if email:
        unused = unused.filter(email=email.strip().lower())
    return unused.update(revoked_at=at)


def _with_secret(purpose: str, secret: str) -> QuerySet[OneTimeLink]:
    if len(secret) not in WELL_FORMED:
        return OneTimeLink.objects.none()
    return OneTimeLink.objects.filter(purpose=purpose, secret_hash=hash_secret(secret))


def _is_usable(link: OneTimeLink, at: datetime.datetime) -> bool:
    return link.used_at is None and link.revoked_at is None and link.expires_at > at
