"""Countries, governorates and cities as JSON."""

from typing import Any

from rest_framework import serializers

from cities.api.references import CityReferenceSerializer, CountryReferenceSerializer
from cities.models import City, CityKind, CityStatus, Country, Governorate, Region
from cities.search import CityMatch, MatchKind
from twinning.core.rest.fields import BilingualField


class CountrySerializer(serializers.Serializer[Country]):
    """A country with its world region and the place of its capital."""

    code = serializers.CharField(read_only=True)
    alpha3 = serializers.CharField(read_only=True)
    name = BilingualField(read_only=True)
    region = serializers.ChoiceField(choices=Region.choices, read_only=True)
    latitude = serializers.FloatField(read_only=True, allow_null=True)
    longitude = serializers.FloatField(read_only=True, allow_null=True)


class GovernorateSerializer(serializers.Serializer[Governorate]):
    """A first-level division of a country, whatever the country calls it; `iso_code` is of ISO 3166-2."""

    code = serializers.CharField(read_only=True)
    iso_code = serializers.CharField(read_only=True)
    name = BilingualField(read_only=True)
    country = CountryReferenceSerializer(read_only=True)


class CitySerializer(CityReferenceSerializer):
    """A place that can be twinned; its id is that of GeoNames, or one of the register's own from 10000000000 up."""

    kind = serializers.ChoiceField(choices=CityKind.choices, read_only=True)
    latitude = serializers.FloatField(read_only=True, allow_null=True)
    longitude = serializers.FloatField(read_only=True, allow_null=True)
    population = serializers.IntegerField(read_only=True)
    time_zone = serializers.CharField(read_only=True)
    is_capital = serializers.BooleanField(read_only=True)
    status = serializers.ChoiceField(choices=CityStatus.choices, read_only=True)


class CityDetailSerializer(CitySerializer):
    """A place, and the one it was merged into where it is no more."""

    merged_into = serializers.IntegerField(source="merged_into_id", read_only=True, allow_null=True)


class MatchSerializer(serializers.Serializer[CityMatch]):
    """The name by which a place was found, and how."""

    name = serializers.CharField(read_only=True)
    by = serializers.ChoiceField(source="matched_by", choices=MatchKind.choices, read_only=True)


class FoundCitySerializer(CitySerializer):
    """A place of a list; `match` says why it was found where a name was searched for (`q`).

    The matches are given by `context`, under `matches`, by the id of their place.
    """

    match = MatchSerializer(read_only=True, required=False)

    def to_representation(self, instance: City) -> dict[str, Any]:
        shown: dict[str, Any] = CitySerializer(instance).data
        found = self.context.get("matches", {}).get(instance.pk)
        return {**shown, "match": MatchSerializer(found).data} if found else shown
