"""Relationships as JSON."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.chain import Chain, ChainLink, Suspension
from agreements.choices import AgreementType, Link, Origin, Side, Status, Vitality
from agreements.coverage import Span, SpanKind
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


class SuspensionSerializer(serializers.Serializer[Suspension]):
    """From which day to which an agreement was suspended; `until` is null while it still is, or where it ended so."""

    since = serializers.DateField(read_only=True)
    until = serializers.DateField(read_only=True, allow_null=True)


class ChainLinkSerializer(serializers.Serializer[ChainLink]):
    """What one instrument is to those before and after it, as far as the caller may know of them."""

    agreement = serializers.UUIDField(source="agreement.public_id", read_only=True)
    link = serializers.ChoiceField(Link.choices, read_only=True, allow_blank=True)
    predecessor = serializers.SerializerMethodField()
    followers = serializers.SerializerMethodField()
    suspensions = SuspensionSerializer(many=True, read_only=True)

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_predecessor(self, link: ChainLink) -> uuid.UUID | None:
        return link.parent.public_id if link.parent else None

    @extend_schema_field({"type": "array", "items": {"type": "string", "format": "uuid"}})
    def get_followers(self, link: ChainLink) -> list[uuid.UUID]:
        return [agreement.public_id for agreement in link.followers]


class SpanSerializer(serializers.Serializer[Span]):
    """A span without certain coverage: after a date, until the next beginning, or until today where that is null."""

    kind = serializers.ChoiceField(SpanKind.choices, read_only=True)
    after = PartialDateField(read_only=True, allow_null=True)
    until = PartialDateField(read_only=True, allow_null=True)


class ChainSerializer(serializers.Serializer[Chain]):
    """The chain as counted from the agreements that the caller may read, and no others."""

    links = ChainLinkSerializer(many=True, read_only=True)
    spans = SpanSerializer(many=True, read_only=True)


class RelationshipDetailSerializer(RelationshipSerializer):
    """A relationship with those of its agreements that the caller may read, oldest first, and their chain."""

    agreements = ChainedAgreementSerializer(source="visible_agreements", many=True, read_only=True)
    chain = ChainSerializer(source="visible_chain", read_only=True)
    internal_vitality = serializers.SerializerMethodField()
    vitality_history = VitalityPointSerializer(source="vitality_points", many=True, read_only=True)

    @extend_schema_field(WholeVitalitySerializer(allow_null=True))
    def get_internal_vitality(self, relationship: Relationship) -> Any:
        """With internal records, for those who may read all of them; null for others."""
        if not self.context.get(READS_WHOLE):
            return None
        reasons = in_both_languages(relationship.whole_vitality_reasons)
        return WholeVitalitySerializer({"vitality": relationship.whole_vitality, "reasons": reasons}).data
