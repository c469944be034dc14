"""People: one account per address, however it is written."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from tests.factories.accounts import PASSWORD, UserFactory
from twinning.accounts.models import User


@pytest.mark.django_db
def test_an_address_is_kept_in_small_letters_and_belongs_to_one_person() -> None:
    somebody = UserFactory(email="Salim@Example.ORG")
    assert somebody.email == "salim@example.org"
    assert User.objects.get_by_natural_key("SALIM@example.org") == somebody
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="SALIM@EXAMPLE.ORG")])


@pytest.mark.django_db
def test_a_password_is_kept_as_a_hash() -> None:
    somebody = UserFactory()
    assert PASSWORD not in somebody.password
    assert somebody.check_password(PASSWORD)
    assert authenticate(email=somebody.email, password=PASSWORD) == somebody
    assert authenticate(email=somebody.email, password="wrong") is None


@pytest.mark.django_db
def test_a_disabled_person_does_not_sign_in() -> None:
    somebody = UserFactory(is_active=False)
    assert authenticate(email=somebody.email, password=PASSWORD) is None


@pytest.mark.parametrize(
    ("fields", "name", "initials"),
    [
        ({"name_ar": "سالم بن ناصر", "name_en": "Salim Nasser"}, "سالم بن ناصر", "سب"),
        ({"name_en": "Salim Nasser"}, "Salim Nasser", "SN"),
        ({}, "salim@example.org", "s"),
    ],
)
def test_a_person_is_called_by_name_in_the_readers_language(fields: dict[str, str], name: str, initials: str) -> None:
    somebody = User(email="salim@example.org", **fields)
    assert (str(somebody), somebody.initials) == (name, initials)
