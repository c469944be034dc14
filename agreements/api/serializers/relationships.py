"""Relationships as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.choices import AgreementType, Origin, Side, Status, Vitality
from agreements.models import Agreement, Relationship, RelationshipMember, VitalityPoint
from agreements.vitality_words import REASON_CODES, BilingualReason, in_both_languages
from cities.api.references import CityReferenceSerializer, CountryReferenceSerializer
from twinning.core.rest.fields import BilingualField, MomentField, PartialDateField

# In the context of a serializer: whether the caller may read the internal records of the relationship.
READS_WHOLE = "reads_whole"


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


class VitalityReasonSerializer(serializers.Serializer[BilingualReason]):
    """One fact that the vitality rests on: its code with the numbers in it, and its sentence."""

    code = serializers.ChoiceField([(code, code) for code in REASON_CODES], read_only=True)
    is_good = serializers.BooleanField(read_only=True)
    numbers = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    text = BilingualField(read_only=True)


class WholeVitalitySerializer(serializers.Serializer[Any]):
    """The vitality once internal records count too."""

    vitality = serializers.ChoiceField(Vitality.choices, read_only=True)
    reasons = VitalityReasonSerializer(many=True, read_only=True)


class VitalityPointSerializer(serializers.Serializer[VitalityPoint]):
    """The vitality as it stood on one day; `is_hindsight` where it was worked out afterwards."""

    on = serializers.DateField(read_only=True)
    vitality = serializers.ChoiceField(Vitality.choices, read_only=True)
    is_hindsight = serializers.BooleanField(read_only=True)


class RelationshipSerializer(RelationshipReferenceSerializer):
    """The lasting tie between places, with its vitality and the ordered reasons of it."""

    members = MemberSerializer(many=True, read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the record, not of the class
    vitality = serializers.ChoiceField(Vitality.choices, read_only=True)
    vitality_reasons = serializers.SerializerMethodField()
    vitality_on = serializers.DateField(read_only=True, allow_null=True)
    version = serializers.IntegerField(read_only=True)
    created_at = MomentField()
    updated_at = MomentField()

    @extend_schema_field(VitalityReasonSerializer(many=True))
    def get_vitality_reasons(self, relationship: Relationship) -> list[Any]:
        """The reasons of the vitality, the weightiest first."""
        reasons = in_both_languages(relationship.vitality_reasons)
        return [VitalityReasonSerializer(reason).data for reason in reasons]


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
    internal_vitality = serializers.SerializerMethodField()
    vitality_history = VitalityPointSerializer(source="vitality_points", many=True, read_only=True)

    @extend_schema_field(WholeVitalitySerializer(allow_null=True))
    def get_internal_vitality(self, relationship: Relationship) -> Any:
        """With internal records, for those who may read all of them; null for others."""
        if not self.context.get(READS_WHOLE):
            return None
        reasons = in_both_languages(relationship.whole_vitality_reasons)
        return WholeVitalitySerializer({"vitality": relationship.whole_vitality, "reasons": reasons}).data
