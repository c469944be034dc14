"""Sets of cities and of their names."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    # Only the type checker needs the models of the sets.
    from cities.models.city import City, CityName  # noqa: F401  named in quotes
    from cities.models.profile import CityCall  # noqa: F401  named in quotes
    from cities.models.reference_city import ReferenceCity  # noqa: F401  named in quotes


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


class CityCallQuerySet(models.QuerySet["CityCall"]):
    """Offers and needs, as adjectives."""

    def open(self) -> Self:
        """Those that may be answered, newest first, with their city and area; of places that may be chosen."""
        shown = self.filter(is_open=True, city__status="active")
        return shown.select_related("city__country", "city__governorate", "focus_area__parent").order_by(
            "-created_at",
            "-id",
        )


class ReferenceCityQuerySet(models.QuerySet["ReferenceCity"]):
    """Cities of the catalogue, as adjectives."""

    def listed(self) -> Self:
        """Those in the catalogue now, by model, with their city."""
        shown = self.filter(is_listed=True, city__status="active")
        return shown.select_related("city__country", "city__governorate", "growth_model").order_by(
            "growth_model__position",
            "-city__rank",
            "city_id",
        )
