"""The filters of the list of tied cities."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.choices import Origin
from agreements.filtersets import RegistryFilterSet
from agreements.vocabularies import COUNTRIES, GOVERNORATES
from cities.models import City, Country, Governorate
from twinning.core.filters import ChoiceVocabulary, CodesFilter, SearchFilter


class TieOriginFilter(CodesFilter):
    """Cities with registered relationships, unless the origin is asked for: the two are never mixed silently."""

    def filter(self, queryset: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        has_ties = Q()
        for origin in value or [Origin.REGISTERED]:
            has_ties |= Q(**{f"{origin}_count__gt": 0})
        return queryset.filter(has_ties)


class TiedCityFilterSet(RegistryFilterSet):
    """Country and governorate of the city; `q` leaves this list for the search over the whole gazetteer."""

    country = CodesFilter(label=_("Country"), vocabulary=COUNTRIES, fold=str.upper)
    governorate = CodesFilter(label=_("Governorate"), vocabulary=GOVERNORATES, fold=str.upper)
    origin = TieOriginFilter(label=_("Origin"), vocabulary=ChoiceVocabulary(Origin.values))
    q = SearchFilter(label=_("Search"), method="by_name")

    def by_name(self, rows: QuerySet[City], _name: str, _text: str) -> QuerySet[City]:
        """Searching ranks all places by how well they fit: the page asks `cities.search` for that."""
        return rows


def countries_with_counts(cities: QuerySet[City], chosen: Sequence[str]) -> list[tuple[Country, int]]:
    """The countries in which `cities` lie, those with most cities first, each with their number; also the chosen."""
    counts = dict.fromkeys(chosen, 0) | dict(_plain(cities).values_list("country").annotate(number=Count("pk")))
    countries = Country.objects.in_bulk(counts)
    return sorted(
        ((countries[code], number) for code, number in counts.items()),
        key=lambda row: (-row[1], row[0].name),
    )


def governorates_with_counts(cities: QuerySet[City], countries: Sequence[str]) -> list[tuple[Governorate, int]]:
    """The governorates of some countries in which `cities` lie, by name, each with the number of them."""
    rows = _plain(cities).filter(country__in=countries, governorate__isnull=False)
    counts = dict(rows.values_list("governorate").annotate(number=Count("pk")))
    governorates = Governorate.objects.in_bulk(counts)
    return sorted(
        ((governorates[code], number) for code, number in counts.items()),
        key=lambda row: row[0].name,
    )


def _plain(cities: QuerySet[City]) -> QuerySet[City]:
    """The same cities without the counts that came with them, so that they can be counted by something else."""
    return City.objects.filter(pk__in=cities.order_by().values("pk")).order_by()
