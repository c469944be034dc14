"""What the cities did together, as JSON: activities and projects."""

from rest_framework import serializers

from agreements.choices import ActivityType, Grade, ProjectState, TargetGroup, Visibility
from agreements.models import Activity, ActivityParticipants, Milestone, Project
from cities.api.references import CityReferenceSerializer
from twinning.core.rest.fields import BilingualField, IdOfField, MoneyField, PartialDateField


class ParticipantsSerializer(serializers.Serializer[ActivityParticipants]):
    """How many people of one target group took part; an empty group is everybody."""

    target_group = serializers.ChoiceField(TargetGroup.choices, read_only=True, allow_blank=True)
    people = serializers.IntegerField(read_only=True)


class ActivitySerializer(serializers.Serializer[Activity]):
    """Something that happened under an agreement; only grade 1 and above is substantive."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    type = serializers.ChoiceField(ActivityType.choices, read_only=True)
    grade = serializers.ChoiceField(Grade.choices, read_only=True)
    title = BilingualField(read_only=True)
    starts = PartialDateField(read_only=True, allow_null=True)
    ends = PartialDateField(read_only=True, allow_null=True)
    city = CityReferenceSerializer(read_only=True, allow_null=True)
    place = serializers.CharField(read_only=True)
    purposes = serializers.ListField(child=IdOfField(), source="purposes.all", read_only=True)
    participants = ParticipantsSerializer(many=True, read_only=True)
    cost = MoneyField("cost")
    funding_source = serializers.CharField(read_only=True)
    result = BilingualField(read_only=True)
    documents = serializers.ListField(child=IdOfField(), source="documents.all", read_only=True)
    visibility = serializers.ChoiceField(Visibility.choices, read_only=True)
    is_fictional = serializers.BooleanField(read_only=True)
    agreement = serializers.UUIDField(source="agreement.public_id", read_only=True, allow_null=True)
    relationship = serializers.UUIDField(source="relationship.public_id", read_only=True)
    version = serializers.IntegerField(read_only=True)


class MilestoneSerializer(serializers.Serializer[Milestone]):
    """One step of a project that can be seen to be done."""

    name = BilingualField(read_only=True)
    due = PartialDateField(read_only=True, allow_null=True)
    done = PartialDateField(read_only=True, allow_null=True)


class ProjectSerializer(serializers.Serializer[Project]):
    """A larger undertaking under an agreement, with a place, milestones and money."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    name = BilingualField(read_only=True)
    state = serializers.ChoiceField(ProjectState.choices, read_only=True)
    state_reason = serializers.CharField(read_only=True)
    city = CityReferenceSerializer(read_only=True)
    place = serializers.CharField(read_only=True)
    latitude = serializers.FloatField(read_only=True, allow_null=True)
    longitude = serializers.FloatField(read_only=True, allow_null=True)
    starts = PartialDateField(read_only=True, allow_null=True)
    ends = PartialDateField(read_only=True, allow_null=True)
    purposes = serializers.ListField(child=IdOfField(), source="purposes.all", read_only=True)
    budget = MoneyField("budget")
    spent = MoneyField("spent")
    funding_source = serializers.CharField(read_only=True)
    target_groups = serializers.ListField(child=serializers.ChoiceField(TargetGroup.choices), read_only=True)
    local_adaptation = BilingualField(read_only=True)
    result = BilingualField(read_only=True)
    milestones = MilestoneSerializer(many=True, read_only=True)
    documents = serializers.ListField(child=IdOfField(), source="documents.all", read_only=True)
    visibility = serializers.ChoiceField(Visibility.choices, read_only=True)
    is_fictional = serializers.BooleanField(read_only=True)
    agreement = serializers.UUIDField(source="agreement.public_id", read_only=True)
    version = serializers.IntegerField(read_only=True)
