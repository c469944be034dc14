"""Sets of cities and of their names."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from cities.models.city import City, CityName  # noqa: F401  only the type checker needs the models of the sets


class CityQuerySet(models.QuerySet["City"]):
    """Cities, as adjectives."""

    def selectable(self) -> Self:
        """Places that may be chosen by anybody: neither proposed nor merged into another."""
        return self.filter(status="active")

    def public(self) -> Self:
        """Places that anybody may know of: all but the proposed; the merged keep their page and their history."""
        return self.exclude(status="proposed")

    def with_place(self) -> Self:
        """With country and governorate, which every mention of a city shows."""
        return self.select_related("country", "governorate")


class CityNameQuerySet(models.QuerySet["CityName"]):
    """Names of cities, as adjectives."""

    def preferred(self) -> Self:
        return self.filter(is_preferred=True)
