"""Relationships as JSON."""

from typing import Any

from rest_framework import serializers

from agreements.choices import AgreementType, Origin, Side, Status, Vitality
from agreements.models import Agreement, Relationship, RelationshipMember
from cities.api.references import CityReferenceSerializer, CountryReferenceSerializer
from twinning.core.rest.fields import BilingualField, MomentField, PartialDateField


class MemberGovernorateSerializer(serializers.Serializer[Any]):
    """A governorate that is itself a member of a tie, with its country."""

    code = serializers.CharField(read_only=True)
    name = BilingualField(read_only=True)
    country = CountryReferenceSerializer(read_only=True)


class MemberSerializer(serializers.Serializer[RelationshipMember]):
    """One place of a relationship: a city, or a governorate where the tie is between governorates."""

    side = serializers.ChoiceField(Side.choices, read_only=True)
    city = CityReferenceSerializer(read_only=True, allow_null=True)
    governorate = MemberGovernorateSerializer(read_only=True, allow_null=True)


class RelationshipReferenceSerializer(serializers.Serializer[Relationship]):
    """How an agreement names its relationship."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    origin = serializers.ChoiceField(Origin.choices, read_only=True)
    since = PartialDateField(read_only=True, allow_null=True)


class RelationshipSerializer(RelationshipReferenceSerializer):
    """The lasting tie between places, with its vitality and the ordered reasons of it."""

    members = MemberSerializer(many=True, read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the record, not of the class
    vitality = serializers.ChoiceField(Vitality.choices, read_only=True)
    vitality_reasons = serializers.ListField(child=serializers.JSONField(), read_only=True)
    vitality_on = serializers.DateField(read_only=True, allow_null=True)
    version = serializers.IntegerField(read_only=True)
    created_at = MomentField()
    updated_at = MomentField()


class ChainedAgreementSerializer(serializers.Serializer[Agreement]):
    """One agreement in the chain of a relationship."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    reference = serializers.CharField(read_only=True, allow_null=True)
    type = serializers.ChoiceField(AgreementType.choices, read_only=True, allow_blank=True)
    status = serializers.ChoiceField(Status.choices, read_only=True)
    title = BilingualField(read_only=True)
    signed = PartialDateField(read_only=True, allow_null=True)


class RelationshipDetailSerializer(RelationshipSerializer):
    """A relationship with those of its agreements that the caller may read, oldest first."""

    agreements = ChainedAgreementSerializer(source="visible_agreements", many=True, read_only=True)
