"""Fixtures that every test may ask for: real places and people, made when asked for."""

import pytest

from cities.models import City
from tests.factories.accounts import person
from tests.factories.places import country, place
from twinning.accounts.models import User
from twinning.accounts.roles import Role


@pytest.fixture
def muscat(db: None) -> City:
    return place("muscat")


@pytest.fixture
def salalah(db: None) -> City:
    return place("salalah")


@pytest.fixture
def amman(db: None) -> City:
    return place("amman")


@pytest.fixture
def rabat(db: None) -> City:
    return place("rabat")


@pytest.fixture
def casablanca(db: None) -> City:
    return place("casablanca")


@pytest.fixture
def kobe(db: None) -> City:
    return place("kobe")


@pytest.fixture
def toulouse(db: None) -> City:
    return place("toulouse")


@pytest.fixture
def officer(muscat: City) -> User:
    """An officer of Muscat."""
    return person(Role.OFFICER, muscat)


@pytest.fixture
def approver(muscat: City) -> User:
    """An approver of Muscat."""
    return person(Role.APPROVER, muscat)


@pytest.fixture
def amman_officer(amman: City) -> User:
    return person(Role.OFFICER, amman)


@pytest.fixture
def amman_approver(amman: City) -> User:
    return person(Role.APPROVER, amman)


@pytest.fixture
def reviewer(db: None) -> User:
    """The ministry's reviewer of Oman."""
    return person(Role.REVIEWER, country("OM"))


@pytest.fixture
def jordan_reviewer(db: None) -> User:
    return person(Role.REVIEWER, country("JO"))


@pytest.fixture
def analyst(db: None) -> User:
    return person(Role.ANALYST)


@pytest.fixture
def partner(muscat: City) -> User:
    """The system of a partner of Muscat."""
    return person(Role.PARTNER, muscat)


@pytest.fixture
def admin(db: None) -> User:
    return person(Role.ADMIN, is_staff=True, is_superuser=True)
