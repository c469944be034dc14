"""Agreements as JSON: a row of the list, and the whole record."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.api.serializers.authorisations import AuthorisationSerializer
from agreements.api.serializers.parties import PartyDetailSerializer, PartySerializer
from agreements.api.serializers.purposes import PurposeSerializer
from agreements.api.serializers.relationships import RelationshipReferenceSerializer
from agreements.choices import AgreementType, Link, Status, Visibility, Vitality
from agreements.models import Agreement, DueDiligence, FieldComment, Submission
from cities.api.references import CityNameSerializer
from cities.models import Facet
from twinning.core.rest.fields import BilingualField, MomentField, PartialDateField
from twinning.focus_areas.api.serializers import FocusAreaReferenceSerializer
from twinning.focus_areas.choices import Axis, Goal

PREDECESSOR = "predecessor"  # in the serializer's context: the earlier agreement, where the caller may know it
IS_INSIDER = "is_insider"  # in the serializer's context: whether the caller may know why an agreement is separate


class AgreementSerializer(serializers.Serializer[Agreement]):
    """One legal instrument of a relationship, as a row of the list."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    reference = serializers.CharField(read_only=True, allow_null=True)
    type = serializers.ChoiceField(AgreementType.choices, read_only=True, allow_blank=True)
    status = serializers.ChoiceField(Status.choices, read_only=True)
    title = BilingualField(read_only=True)
    visibility = serializers.ChoiceField(Visibility.choices, read_only=True)
    is_historical = serializers.BooleanField(read_only=True)
    is_fictional = serializers.BooleanField(read_only=True)
    signed = PartialDateField(read_only=True, allow_null=True)
    in_force = PartialDateField(read_only=True, allow_null=True)
    ends = PartialDateField(read_only=True, allow_null=True)
    has_no_end = serializers.BooleanField(read_only=True)
    ended = PartialDateField(read_only=True, allow_null=True)
    owner_city = CityNameSerializer(read_only=True)
    parties = PartySerializer(many=True, read_only=True)
    focus_areas = serializers.SerializerMethodField()
    relationship = RelationshipReferenceSerializer(read_only=True, allow_null=True)
    vitality = serializers.SerializerMethodField()
    version = serializers.IntegerField(read_only=True)
    created_at = MomentField()
    updated_at = MomentField()

    @extend_schema_field(FocusAreaReferenceSerializer(many=True))
    def get_focus_areas(self, agreement: Agreement) -> list[Any]:
        """The focus areas of its purposes, each once, in the order of the purposes."""
        areas = {purpose.focus_area_id: purpose.focus_area for purpose in agreement.purposes.all()}
        return list(FocusAreaReferenceSerializer(list(areas.values()), many=True).data)

    @extend_schema_field(serializers.ChoiceField(Vitality.choices, allow_null=True))
    def get_vitality(self, agreement: Agreement) -> str | None:
        """The vitality of its relationship; null before there is one."""
        return agreement.relationship.vitality if agreement.relationship else None


class DueDiligenceSerializer(serializers.Serializer[DueDiligence]):
    """What was looked into before submission; for the side that keeps the record."""

    political = serializers.CharField(read_only=True)
    cultural = serializers.CharField(read_only=True)
    economic = serializers.CharField(read_only=True)
    community_readiness = serializers.CharField(read_only=True)
    local_adaptation = serializers.CharField(read_only=True)


class FieldCommentSerializer(serializers.Serializer[FieldComment]):
    """A reviewer's remark on one part of what was submitted."""

    field = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)


class SubmissionSerializer(serializers.Serializer[Submission]):
    """The last round of review; outcome empty while it is open."""

    round = serializers.IntegerField(read_only=True)
    submitted_at = MomentField()
    outcome = serializers.ChoiceField(Submission.Outcome.choices, read_only=True, allow_blank=True)
    comment = serializers.CharField(read_only=True)
    field_comments = FieldCommentSerializer(many=True, read_only=True)
    decided_at = MomentField(allow_null=True)


class AgreementDetailSerializer(AgreementSerializer):
    """The whole record; `due_diligence` and `review` are null for all but the side that keeps it."""

    parties = PartyDetailSerializer(many=True, read_only=True)
    link = serializers.SerializerMethodField()
    link_reason = serializers.SerializerMethodField()
    predecessor = serializers.SerializerMethodField()
    likeness_facets = serializers.ListField(child=serializers.ChoiceField(Facet.choices), read_only=True)
    likeness = BilingualField(read_only=True)
    goals = serializers.ListField(child=serializers.ChoiceField(Goal.choices), read_only=True)
    axes = serializers.ListField(child=serializers.ChoiceField(Axis.choices), read_only=True)
    implementation = BilingualField(read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the record, not of the class
    purposes = PurposeSerializer(many=True, read_only=True)
    authorisations = AuthorisationSerializer(many=True, read_only=True)
    due_diligence = serializers.SerializerMethodField()
    review = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(Link.choices, allow_blank=True))
    def get_link(self, agreement: Agreement) -> str:
        """What it is to the earlier agreement; empty where the caller may not know of that one."""
        is_told = agreement.link == Link.SEPARATE or self.context.get(PREDECESSOR) is not None
        return agreement.link if is_told else ""

    @extend_schema_field({"type": "string"})
    def get_link_reason(self, agreement: Agreement) -> str:
        """Why the agreement is separate; empty where nobody said, and for callers who are neither party nor keeper."""
        return agreement.link_reason if self.context.get(IS_INSIDER) else ""

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_predecessor(self, agreement: Agreement) -> Any:
        """The earlier agreement this one refers to; null where there is none or it is not for the caller."""
        predecessor: Agreement | None = self.context.get(PREDECESSOR)
        return predecessor.public_id if predecessor else None

    @extend_schema_field(DueDiligenceSerializer(allow_null=True))
    def get_due_diligence(self, agreement: Agreement) -> dict[str, Any] | None:
        note: DueDiligence | None = self.context.get("due_diligence")
        return dict(DueDiligenceSerializer(note).data) if note else None

    @extend_schema_field(SubmissionSerializer(allow_null=True))
    def get_review(self, agreement: Agreement) -> dict[str, Any] | None:
        submission: Submission | None = self.context.get("submission")
        return dict(SubmissionSerializer(submission).data) if submission else None
