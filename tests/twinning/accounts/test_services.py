"""API tokens: shown once, kept as a hash, ending by time or by hand."""

import datetime
from typing import Any

import pytest

from tests.factories.accounts import UserFactory
from twinning.accounts.models import Token, User
from twinning.accounts.scopes import Scope
from twinning.accounts.services import (
    LAST_USE_RESOLUTION,
    TOKEN_MARK,
    IssuedToken,
    UnknownScope,
    find_token,
    hash_secret,
    issue_token,
    revoke_token,
)

AT = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)
LATER = AT + datetime.timedelta(days=1)


def issue(**said: Any) -> IssuedToken:
    values: dict[str, Any] = {"scopes": [Scope.AGREEMENTS_READ], "label": "test", "days": 30, "at": AT, **said}
    return issue_token(user=values.pop("user", None) or UserFactory(), **values)


@pytest.mark.django_db
def test_the_secret_is_nowhere_in_the_database() -> None:
    issued = issue()
    kept = Token.objects.values().get()
    assert issued.secret.startswith(TOKEN_MARK)
    assert len(issued.secret) > 40
    assert not [name for name, value in kept.items() if value == issued.secret]
    assert kept["secret_hash"] == hash_secret(issued.secret)
    assert issued.secret.startswith(kept["prefix"])
    assert len(kept["prefix"]) == 8


@pytest.mark.django_db
def test_no_two_tokens_are_alike() -> None:
    assert len({issue().secret for _number in range(20)}) == 20


@pytest.mark.django_db
def test_a_token_is_found_by_its_secret_alone() -> None:
    issued = issue()
    assert find_token(secret=issued.secret, at=LATER) == issued.token
    for wrong in (issued.secret + "x", issued.secret[:-1], issued.secret.upper(), issued.token.secret_hash, ""):
        assert find_token(secret=wrong, at=LATER) is None


@pytest.mark.django_db
def test_a_token_ends_with_its_time() -> None:
    issued = issue(days=30)
    last_moment = AT + datetime.timedelta(days=30)
    assert find_token(secret=issued.secret, at=last_moment - datetime.timedelta(seconds=1)) is not None
    assert find_token(secret=issued.secret, at=last_moment) is None


@pytest.mark.django_db
def test_a_revoked_token_ends_at_once_and_stays_revoked() -> None:
    issued = issue()
    revoke_token(token=issued.token, at=AT)
    revoke_token(token=issued.token, at=LATER)
    assert find_token(secret=issued.secret, at=AT) is None
    assert Token.objects.get().revoked_at == AT


@pytest.mark.django_db
def test_a_token_ends_with_its_account() -> None:
    somebody: User = UserFactory()
    issued = issue(user=somebody)
    somebody.is_active = False
    somebody.save()
    assert find_token(secret=issued.secret, at=LATER) is None


@pytest.mark.django_db
def test_scopes_are_kept_once_and_sorted() -> None:
    scopes = [Scope.AGREEMENTS_WRITE, Scope.AGREEMENTS_READ, Scope.AGREEMENTS_WRITE]
    assert issue(scopes=scopes).token.scopes == ["agreements:read", "agreements:write"]


@pytest.mark.django_db
@pytest.mark.parametrize("scopes", [[], ["agreements:delete"], ["agreements:read", "everything"]])
def test_scopes_that_do_not_exist_are_refused(scopes: list[str]) -> None:
    with pytest.raises(UnknownScope):
        issue(scopes=scopes)
    assert not Token.objects.exists()


@pytest.mark.django_db
def test_the_last_use_is_noted_to_a_few_minutes() -> None:
    issued = issue()
    find_token(secret=issued.secret, at=AT)
    find_token(secret=issued.secret, at=AT + LAST_USE_RESOLUTION)
    assert Token.objects.get().last_used_at == AT
    later = AT + LAST_USE_RESOLUTION + datetime.timedelta(seconds=1)
    find_token(secret=issued.secret, at=later)
    assert Token.objects.get().last_used_at == later
