"""Parties as JSON."""

from typing import Any

from rest_framework import serializers

from agreements.choices import PartyRole, Side
from agreements.models import AgreementParty
from agreements.services.parties import PartyInput
from cities.api.references import CityReferenceSerializer, CountryReferenceSerializer, GovernorateReferenceSerializer
from cities.models import City, Governorate
from twinning.core.rest.fields import BilingualField, ChoiceCodeField, RecordField, StrictSerializer


class PartySerializer(serializers.Serializer[AgreementParty]):
    """Who concludes an agreement: `name` is an organisation's own; a municipality is named by its city."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    role = serializers.ChoiceField(PartyRole.choices, read_only=True)
    side = serializers.ChoiceField(Side.choices, read_only=True)
    name = BilingualField(read_only=True)
    city = CityReferenceSerializer(read_only=True, allow_null=True)
    governorate = GovernorateReferenceSerializer(read_only=True, allow_null=True)
    country = CountryReferenceSerializer(read_only=True)


class PartyDetailSerializer(PartySerializer):
    """A party together with who signed for it."""

    signatory = BilingualField(read_only=True)


class PartyInputSerializer(StrictSerializer):
    """A party as sent: a role, a place, and for organisations a side and a name."""

    role = ChoiceCodeField(choices=PartyRole.choices)
    side = ChoiceCodeField(choices=Side.choices, required=False)
    city = RecordField(key=int, slug_field="id", queryset=City.objects.selectable(), required=False, allow_null=True)
    governorate = RecordField(
        key=str,
        slug_field="code",
        queryset=Governorate.objects.all(),
        required=False,
        allow_null=True,
    )
    name = BilingualField(max_length=200, required=False)
    signatory = BilingualField(max_length=200, required=False)


def party_input(data: dict[str, Any]) -> PartyInput:
    """What the services take, from validated JSON."""
    typed = {"role": PartyRole(data["role"]), "side": Side(data["side"]) if data.get("side") else None}
    return PartyInput(**{**data, **typed})
