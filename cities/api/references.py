"""How other records name a place in the API: enough to show it and to ask for more."""

from typing import Any

from rest_framework import serializers

from cities.models import City, Country, Governorate
from twinning.core.rest.fields import BilingualField


class CountryReferenceSerializer(serializers.Serializer[Country]):
    """A country by its ISO 3166-1 code and name."""

    code = serializers.CharField(read_only=True)
    name = BilingualField(read_only=True)


class GovernorateReferenceSerializer(serializers.Serializer[Governorate]):
    """A first-level division by its code and name."""

    code = serializers.CharField(read_only=True)
    name = BilingualField(read_only=True)


class CityReferenceSerializer(serializers.Serializer[City]):
    """A city by its id and name, with its country and governorate."""

    id = serializers.IntegerField(read_only=True)
    name = BilingualField(read_only=True)
    country = CountryReferenceSerializer(read_only=True)
    governorate: "serializers.BaseSerializer[Any]" = GovernorateReferenceSerializer(read_only=True, allow_null=True)


class CityNameSerializer(serializers.Serializer[City]):
    """A city by its id and name alone."""

    id = serializers.IntegerField(read_only=True)
    name = BilingualField(read_only=True)
