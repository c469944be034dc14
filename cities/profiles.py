"""Reading what a place is like: how it is planned to grow, its five facets, what it offers and seeks, its networks."""

from dataclasses import dataclass

from django.db.models import QuerySet

from cities.models import (
    CallDirection,
    City,
    CityCall,
    EntryState,
    Facet,
    Governorate,
    GrowthModel,
    NetworkMembership,
    PlannedGrowth,
    ProfileEntry,
)


@dataclass(frozen=True, slots=True)
class Growth:
    """One growth model of a place, and whose plan says so."""

    model: GrowthModel
    is_illustrative: bool
    source: str
    inherited_from: Governorate | None = None


@dataclass(frozen=True, slots=True)
class FacetEntries:
    """What is on file about a city under one of the five facets; empty where nothing is."""

    facet: Facet
    entries: tuple[ProfileEntry, ...]


@dataclass(frozen=True, slots=True)
class Calls:
    """The open offers and needs of a city."""

    offers: tuple[CityCall, ...]
    needs: tuple[CityCall, ...]

    def __bool__(self) -> bool:
        return bool(self.offers or self.needs)


def growth_of_city(city: City) -> list[Growth]:
    """The city's own growth models; without one, those of its governorate."""
    own = [_growth(planned) for planned in _planned().filter(city=city)]
    if own or city.governorate is None:
        return own
    return growth_of_governorate(city.governorate, is_inherited=True)


def growth_of_governorate(governorate: Governorate, *, is_inherited: bool = False) -> list[Growth]:
    """The growth models planned for a governorate."""
    return [
        _growth(planned, inherited_from=governorate if is_inherited else None)
        for planned in _planned().filter(governorate=governorate)
    ]


def facets_of(city: City) -> list[FacetEntries]:
    """The five facets in the order of the source article, each with its entries."""
    entries = list(city.profile_entries.filter(state=EntryState.ACCEPTED).prefetch_related("traits"))
    return [FacetEntries(facet, tuple(entry for entry in entries if entry.facet == facet)) for facet in Facet]


def calls_of(city: City) -> Calls:
    """The open offers and needs of a city, with their focus areas."""
    calls = list(city.calls.filter(is_open=True).select_related("focus_area__parent"))
    return Calls(
        offers=tuple(call for call in calls if call.direction == CallDirection.OFFER),
        needs=tuple(call for call in calls if call.direction == CallDirection.NEED),
    )


def networks_of(city: City) -> list[NetworkMembership]:
    """The networks a city is in or has left, as they joined."""
    return list(city.network_memberships.select_related("network").order_by("left_year", "joined_year", "network"))


def _planned() -> QuerySet[PlannedGrowth]:
    return PlannedGrowth.objects.select_related("growth_model").order_by("growth_model__position")


def _growth(planned: PlannedGrowth, *, inherited_from: Governorate | None = None) -> Growth:
    return Growth(planned.growth_model, planned.is_illustrative, planned.source, inherited_from)
