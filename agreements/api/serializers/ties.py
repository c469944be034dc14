"""The follow-up of a relationship as JSON: action plans, yearly reports, the state of its contacts."""

from rest_framework import serializers

from agreements.choices import PlanProgress, ReviewState, Side
from agreements.models import ActionPlan, FocalPoint, PlanItem, Review, ReviewAnswer
from twinning.core.rest.fields import IdOfField, MomentField


class PlanItemSerializer(serializers.Serializer[PlanItem]):
    """One step: what, who, by when, for which purpose, how far."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    what = serializers.CharField(read_only=True)
    who = serializers.CharField(read_only=True)
    due_on = serializers.DateField(read_only=True, allow_null=True)
    purpose = IdOfField(read_only=True, allow_null=True)
    progress = serializers.ChoiceField(PlanProgress.choices, read_only=True)


class ActionPlanSerializer(serializers.Serializer[ActionPlan]):
    """What both sides will do until when; joint planning from the day on which both agreed."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    title = serializers.CharField(read_only=True)
    starts_on = serializers.DateField(read_only=True)
    ends_on = serializers.DateField(read_only=True)
    agreed_on = serializers.DateField(read_only=True, allow_null=True)
    items = PlanItemSerializer(many=True, read_only=True)
    version = serializers.IntegerField(read_only=True)


class ReviewAnswerSerializer(serializers.Serializer[ReviewAnswer]):
    """What one side reports for the year."""

    side = serializers.ChoiceField(Side.choices, read_only=True)
    achieved = serializers.CharField(read_only=True)
    planned = serializers.CharField(read_only=True)
    answered_at = MomentField(allow_null=True)


class ReviewSerializer(serializers.Serializer[Review]):
    """The follow-up report of one year."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    year = serializers.IntegerField(read_only=True)
    state = serializers.ChoiceField(ReviewState.choices, read_only=True)
    due_on = serializers.DateField(read_only=True, allow_null=True)
    comment = serializers.CharField(read_only=True)
    answers = ReviewAnswerSerializer(many=True, read_only=True)
    accepted_at = MomentField(allow_null=True)
    version = serializers.IntegerField(read_only=True)


class ContactStateSerializer(serializers.Serializer[FocalPoint]):
    """A contact of one side, and when she last confirmed that she is it."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    agreement = IdOfField(read_only=True)
    side = serializers.ChoiceField(Side.choices, read_only=True)
    name = serializers.CharField(read_only=True)
    job_title = serializers.CharField(read_only=True)
    email = serializers.EmailField(read_only=True)
    confirmed_on = serializers.DateField(read_only=True, allow_null=True)
    asked_at = MomentField(allow_null=True)
