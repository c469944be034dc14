"""People and their memberships for tests."""

from typing import Any

import factory

from cities.models import City, CityMembership, Country
from twinning.accounts.models import User
from twinning.accounts.roles import Role

PASSWORD = "a password only tests know"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """Somebody who can sign in with `PASSWORD` and reaches nothing yet."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name_ar = factory.Sequence(lambda n: f"موظف {n}")
    name_en = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(kwargs.pop("email"), kwargs.pop("password", PASSWORD), **kwargs)


class CityMembershipFactory(factory.django.DjangoModelFactory[CityMembership]):
    class Meta:
        model = CityMembership

    user = factory.SubFactory(UserFactory)
    role = Role.ANALYST


def person(role: Role | str, where: City | Country | None = None, **fields: Any) -> User:
    """Somebody with one role: in a city (officer, approver, partner), a country (reviewer) or everywhere."""
    user: User = UserFactory(**fields)
    CityMembershipFactory(
        user=user,
        role=role,
        city=where if isinstance(where, City) else None,
        country=where if isinstance(where, Country) else None,
    )
    return user
