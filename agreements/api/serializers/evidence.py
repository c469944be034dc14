"""What is sent about activities, projects and measurements: read field by field, handed on as the services take it."""

import uuid
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agreements.checks import LONGEST_TEXT, LONGEST_TITLE
from agreements.choices import ActivityType, TargetGroup, Visibility
from agreements.models import Activity, Document, Project, Purpose
from agreements.services.activities import ActivityInput
from agreements.services.measurements import LONGEST_SOURCE, MeasurementInput
from agreements.services.projects import LONGEST_MILESTONE, MOST_MILESTONES, MilestoneInput, ProjectInput
from cities.models import City
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.core.rest.fields import (
    BilingualField,
    ChoiceCodeField,
    ChoiceCodesField,
    MoneyInputField,
    NumberField,
    PartialDateField,
    RecordField,
    StrictSerializer,
    TextField,
    WholeNumberField,
)

PURPOSES, DOCUMENTS = "purposes", "documents"  # in the serializer's context: those of the agreement, as far as readable
MOST_LISTED = 100


def _records(model: Any, within: str) -> serializers.ListSerializer[Any]:
    """A list of records of the agreement, each by its id."""
    child = RecordField(key=uuid.UUID, slug_field="public_id", queryset=model.objects.none(), within=within)
    return serializers.ListField(child=child, required=False, max_length=MOST_LISTED)  # type: ignore[return-value]  # a field of a list


class ParticipantsInputSerializer(StrictSerializer):
    """How many people of one target group took part; an empty group are those of none."""

    target_group = ChoiceCodeField(choices=TargetGroup.choices, allow_blank=True, required=False)
    people = WholeNumberField(min_value=0)


class ActivityInputSerializer(StrictSerializer):
    """An activity as sent; changed, fields not sent stay and a list that is sent replaces the whole list."""

    type = ChoiceCodeField(choices=ActivityType.choices)
    title = BilingualField(max_length=LONGEST_TITLE)
    starts = PartialDateField()
    ends = PartialDateField(required=False, allow_null=True)
    city = RecordField(key=int, slug_field="id", queryset=City.objects.selectable(), required=False, allow_null=True)
    place = TextField(max_length=200, required=False, allow_blank=True)
    purposes = _records(Purpose, PURPOSES)
    participants: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=ParticipantsInputSerializer(), required=False, max_length=len(TargetGroup) + 1
    )
    cost = MoneyInputField("cost", required=False)
    funding_source = TextField(max_length=200, required=False, allow_blank=True)
    result = BilingualField(max_length=LONGEST_TEXT, required=False)
    documents = _records(Document, DOCUMENTS)
    visibility = ChoiceCodeField(choices=Visibility.choices, required=False)


class MilestoneInputSerializer(StrictSerializer):
    """One step of a project; `done` with the precision “unknown” was reached on a day that nobody knows."""

    name = BilingualField(max_length=LONGEST_MILESTONE)
    due = PartialDateField(required=False, allow_null=True)
    done = PartialDateField(required=False, allow_null=True)


class ProjectInputSerializer(StrictSerializer):
    """A project as sent; budget and what is spent are of one currency."""

    name = BilingualField(max_length=LONGEST_TITLE)
    city = RecordField(key=int, slug_field="id", queryset=City.objects.selectable())
    place = TextField(max_length=200, required=False, allow_blank=True)
    latitude = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True)
    longitude = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True)
    starts = PartialDateField(required=False, allow_null=True)
    ends = PartialDateField(required=False, allow_null=True)
    purposes = _records(Purpose, PURPOSES)
    budget = MoneyInputField("budget", required=False)
    spent = MoneyInputField("spent", required=False)
    funding_source = TextField(max_length=200, required=False, allow_blank=True)
    target_groups = ChoiceCodesField(choices=TargetGroup.choices, required=False)
    local_adaptation = BilingualField(max_length=LONGEST_TEXT, required=False)
    result = BilingualField(max_length=LONGEST_TEXT, required=False)
    milestones: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=MilestoneInputSerializer(), required=False, max_length=MOST_MILESTONES
    )
    documents = _records(Document, DOCUMENTS)
    visibility = ChoiceCodeField(choices=Visibility.choices, required=False)


class ProjectActSerializer(StrictSerializer):
    """What an act on a project may carry: its day, why, and for a delivery what was delivered."""

    on = PartialDateField(required=False, allow_null=True)
    reason = TextField(max_length=500, required=False, allow_blank=True)
    result = BilingualField(max_length=LONGEST_TEXT, required=False)


class VoidSerializer(StrictSerializer):
    """Why an entry does not count any more."""

    reason = TextField(max_length=500)


class MeasurementInputSerializer(StrictSerializer):
    """A value of an indicator, as of a day, month or year."""

    value = NumberField()
    as_of = PartialDateField()
    source = TextField(max_length=LONGEST_SOURCE)  # type: ignore[assignment]  # of the record, not of the class
    document = RecordField(
        key=uuid.UUID,
        slug_field="public_id",
        queryset=Document.objects.none(),
        within=DOCUMENTS,
        required=False,
        allow_null=True,
    )


def activity_input(data: dict[str, Any]) -> ActivityInput:
    """A new activity, from validated JSON."""
    return ActivityInput(**_activity_changes(data))


def changed_activity(activity: Activity, data: dict[str, Any]) -> ActivityInput:
    """An activity on record with what was sent laid over it."""
    stored = ActivityInput(
        type=ActivityType(activity.type),
        starts=activity.starts,
        title_ar=activity.title_ar,
        title_en=activity.title_en,
        ends=activity.ends,
        city=activity.city,
        place=activity.place,
        purposes=list(activity.purposes.all()),
        participants={row.target_group: row.people for row in activity.participants.all()},
        cost=activity.cost,
        currency=activity.currency,
        funding_source=activity.funding_source,
        result_ar=activity.result_ar,
        result_en=activity.result_en,
        documents=list(Document.objects.filter(activities=activity)),
        visibility=Visibility(activity.visibility),
    )
    return replace(stored, **_activity_changes(data))


def _activity_changes(data: dict[str, Any]) -> dict[str, Any]:
    changes = dict(data)
    if "type" in changes:
        changes["type"] = ActivityType(changes["type"])
    if "visibility" in changes:
        changes["visibility"] = Visibility(changes["visibility"])
    if "cost_currency" in changes:
        changes["currency"] = changes.pop("cost_currency")
    if "participants" in changes:
        rows = changes["participants"]
        counts = {row.get("target_group", ""): row["people"] for row in rows}
        if len(counts) < len(rows):
            message = _("This list names something twice.")
            raise InvalidInput([FieldProblem("participants", "twice", message)])
        changes["participants"] = counts
    return changes


def project_input(data: dict[str, Any]) -> ProjectInput:
    """A new project, from validated JSON."""
    return ProjectInput(**_project_changes(data))


def changed_project(project: Project, data: dict[str, Any]) -> ProjectInput:
    """A project on record with what was sent laid over it."""
    texts = (
        "name_ar", "name_en", "place", "latitude", "longitude", "starts", "ends", "budget", "spent", "currency",
        "funding_source", "local_adaptation_ar", "local_adaptation_en", "result_ar", "result_en",
    )  # fmt: skip
    stored = ProjectInput(
        **{name: getattr(project, name) for name in texts},
        city=project.city,
        purposes=list(project.purposes.all()),
        target_groups=[TargetGroup(group) for group in project.target_groups],
        milestones=[
            MilestoneInput(step.name_ar, step.name_en, step.due, step.done) for step in project.milestones.all()
        ],
        documents=list(Document.objects.filter(projects=project)),
        visibility=Visibility(project.visibility),
    )
    return replace(stored, **_project_changes(data))


def _project_changes(data: dict[str, Any]) -> dict[str, Any]:
    changes = dict(data)
    if "visibility" in changes:
        changes["visibility"] = Visibility(changes["visibility"])
    if "target_groups" in changes:
        changes["target_groups"] = [TargetGroup(group) for group in changes["target_groups"]]
    if "milestones" in changes:
        changes["milestones"] = [MilestoneInput(**step) for step in changes["milestones"]]
    currencies = {changes.pop(f"{name}_currency", "") for name in ("budget", "spent")} - {""}
    if len(currencies) > 1:
        message = _("Budget and spending are of one currency.")
        raise InvalidInput([FieldProblem("spent", "other_currency", message)])
    return {**changes, **({"currency": currencies.pop()} if currencies else {})}


def measurement_input(data: dict[str, Any]) -> MeasurementInput:
    """What the services take, from validated JSON."""
    return MeasurementInput(**data)
