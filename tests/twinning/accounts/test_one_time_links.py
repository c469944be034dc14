"""Links by e-mail: they work once, for their purpose, until they end; only a hash is kept."""

import datetime
import uuid

import pytest
from django.db import transaction

from tests.concurrency import at_once
from twinning.accounts.models import OneTimeLink
from twinning.accounts.one_time_links import IssuedLink, LinkNotValid, issue, look_up, redeem, revoke

NOW = datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)
SUBJECT = uuid.UUID("11111111-2222-4333-8444-555555555555")
WEEK = datetime.timedelta(days=7)


def issued(email: str = "Mayor@Example.org") -> IssuedLink:
    return issue(purpose="confirm", subject_id=SUBJECT, email=email, by=None, at=NOW, valid_for=WEEK)


@pytest.mark.django_db
def test_a_link_is_looked_at_often_and_redeemed_once() -> None:
    secret = issued().secret
    assert look_up(purpose="confirm", secret=secret, at=NOW).email == "mayor@example.org"
    assert look_up(purpose="confirm", secret=secret, at=NOW).used_at is None
    assert redeem(purpose="confirm", secret=secret, at=NOW).subject_id == SUBJECT
    for again in (look_up, redeem):
        with pytest.raises(LinkNotValid):
            again(purpose="confirm", secret=secret, at=NOW)


@pytest.mark.django_db
def test_the_secret_is_not_kept() -> None:
    secret = issued().secret
    row = OneTimeLink.objects.values().get()
    assert secret not in str(row)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("purpose", "secret", "days"),
    [("review", None, 0), ("confirm", "guessed-guessed-guessed", 0), ("confirm", "", 0), ("confirm", None, 8)],
)
def test_another_purpose_a_guess_and_a_late_use_are_answered_alike(purpose: str, secret: str | None, days: int) -> None:
    real = issued().secret
    with pytest.raises(LinkNotValid):
        redeem(purpose=purpose, secret=real if secret is None else secret, at=NOW + datetime.timedelta(days=days))


@pytest.mark.django_db
def test_a_new_link_for_the_same_address_ends_the_earlier_one() -> None:
    first, other = issued(), issued("somebody@example.org")
    second = issued()
    with pytest.raises(LinkNotValid):
        look_up(purpose="confirm", secret=first.secret, at=NOW)
    look_up(purpose="confirm", secret=other.secret, at=NOW)
    assert revoke(purpose="confirm", subject_id=SUBJECT, at=NOW) == 2
    with pytest.raises(LinkNotValid):
        look_up(purpose="confirm", secret=second.secret, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_one_redeems_the_link() -> None:
    secret = issued().secret

    def use() -> str:
        with transaction.atomic():
            return redeem(purpose="confirm", secret=secret, at=NOW).email

    outcomes = at_once(*[use] * 20)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == sorted(["str", *["LinkNotValid"] * 19])
