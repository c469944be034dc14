"""Administration of vocabularies of places, planned growth and memberships; the gazetteer itself is only looked at."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cities.models import (
    City,
    CityMembership,
    CityName,
    CityNetwork,
    Country,
    Governorate,
    GrowthModel,
    NetworkMembership,
    PlannedGrowth,
    ReferenceCity,
    Trait,
)
from cities.name_keys import name_key
from twinning.core.administration import CodedAdmin, NeverDeletedAdmin, ReadOnlyAdmin


@admin.register(GrowthModel)
class GrowthModelAdmin(CodedAdmin[GrowthModel]):
    """The planned ways for a place to grow."""

    list_display = ("code", "name_ar", "name_en", "position")
    search_fields = ("code", "name_ar", "name_en")
    ordering = ("position",)
    fields = ("code", "name_ar", "name_en", "description_ar", "description_en", "position")


@admin.register(PlannedGrowth)
class PlannedGrowthAdmin(admin.ModelAdmin[PlannedGrowth]):
    """Which governorate or city is planned to grow by which model; withdrawn plans are deleted, history keeps them."""

    list_display = ("governorate", "city", "growth_model", "is_illustrative", "source")
    list_display_links = ("governorate", "city")
    list_filter = ("growth_model", "is_illustrative")
    list_select_related = ("governorate", "city", "growth_model")
    search_fields = ("governorate__name_ar", "governorate__name_en", "city__name_ar", "city__name_en", "source")
    autocomplete_fields = ("governorate", "city")


@admin.register(Trait)
class TraitAdmin(CodedAdmin[Trait]):
    """The traits by which cities are alike."""

    list_display = ("code", "facet", "name_ar", "name_en", "position")
    list_filter = ("facet",)
    search_fields = ("code", "name_ar", "name_en")
    ordering = ("position",)
    fields = ("code", "facet", "name_ar", "name_en", "position")


@admin.register(ReferenceCity)
class ReferenceCityAdmin(NeverDeletedAdmin[ReferenceCity]):
    """The catalogue of cities that embody a growth model; one that no longer does is unlisted, never deleted."""

    list_display = ("city", "growth_model", "nickname", "is_listed", "source", "as_of")
    list_filter = ("growth_model", "is_listed")
    list_select_related = ("city", "growth_model")
    search_fields = ("city__name_ar", "city__name_en", "nickname", "reason_ar", "reason_en")
    autocomplete_fields = ("city",)


@admin.register(CityNetwork)
class CityNetworkAdmin(CodedAdmin[CityNetwork]):
    """Networks and initiatives that cities join."""

    list_display = ("code", "name_ar", "name_en", "website")
    search_fields = ("code", "name_ar", "name_en")
    fields = ("code", "name_ar", "name_en", "website")


@admin.register(NetworkMembership)
class NetworkMembershipAdmin(NeverDeletedAdmin[NetworkMembership]):
    """Which city is in which network; who left has a year of leaving."""

    list_display = ("network", "city", "joined_year", "left_year", "source")
    list_filter = ("network",)
    list_select_related = ("network", "city")
    search_fields = ("city__name_ar", "city__name_en")
    autocomplete_fields = ("city",)


@admin.register(CityMembership)
class CityMembershipAdmin(admin.ModelAdmin[CityMembership]):
    """Who is what, and where; a membership that ends is deleted, and its history stays."""

    list_display = ("user", "role", "city", "country", "created_at")
    list_filter = ("role", "country")
    list_select_related = ("user", "city", "country")
    search_fields = ("user__email", "user__name_ar", "user__name_en", "city__name_ar", "city__name_en")
    autocomplete_fields = ("user", "city", "country")


@admin.register(Country)
class CountryAdmin(ReadOnlyAdmin[Country]):
    """Countries come with the gazetteer."""

    list_display = ("code", "alpha3", "name_ar", "name_en", "region")
    list_filter = ("region",)
    search_fields = ("code", "name_ar", "name_en")


@admin.register(Governorate)
class GovernorateAdmin(ReadOnlyAdmin[Governorate]):
    """Governorates come with the gazetteer."""

    list_display = ("code", "iso_code", "country", "name_ar", "name_en")
    list_select_related = ("country",)
    search_fields = ("code", "name_ar", "name_en")


@admin.register(City)
class CityAdmin(ReadOnlyAdmin[City]):
    """Cities are found here to be given to memberships and plans."""

    list_display = ("id", "name_ar", "name_en", "country", "governorate", "population", "status")
    list_filter = ("status", "source")
    list_select_related = ("country", "governorate")
    search_fields = ("names__key",)
    search_help_text = None
    show_full_result_count = False
    ordering = ("-rank", "id")

    def get_search_results(
        self,
        request: HttpRequest,
        queryset: QuerySet[City],
        search_term: str,
    ) -> tuple[QuerySet[City], bool]:
        """By the beginning of any of a city's names; a general search would read all 825,000 of them."""
        key = name_key(search_term)
        if not key:
            return queryset, False
        return queryset.filter(pk__in=CityName.objects.filter(key__startswith=key).values("city")), False
