"""What is sent about plans and yearly reports of a relationship: read field by field, handed on to the services."""

import uuid
from typing import Any

from rest_framework import serializers

from agreements.checks import LONGEST_TEXT
from agreements.choices import PlanProgress
from agreements.models import ActionPlan, Purpose
from agreements.services.action_plans import LONGEST, ItemInput, PlanInput
from agreements.services.reviews import AnswerInput
from twinning.core.rest.fields import ChoiceCodeField, RecordField, StrictSerializer, TextField

PURPOSES = "purposes"  # in the serializer's context: those of the relationship that the caller may read
MOST_STEPS = 100


class ReviewAnswerInputSerializer(StrictSerializer):
    """What the caller's side reports for the year; what was achieved cannot be empty."""

    achieved = TextField(max_length=LONGEST_TEXT)
    planned = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)


class ReviewDecisionSerializer(StrictSerializer):
    """The word of the reviewer; a report that goes back needs one."""

    comment = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)


class PlanItemInputSerializer(StrictSerializer):
    """One step as sent."""

    what = TextField(max_length=LONGEST["what"])
    who = TextField(max_length=LONGEST["who"], required=False, allow_blank=True)
    due_on = serializers.DateField(required=False, allow_null=True)
    purpose = RecordField(
        key=uuid.UUID,
        slug_field="public_id",
        queryset=Purpose.objects.none(),
        within=PURPOSES,
        required=False,
        allow_null=True,
    )
    progress = ChoiceCodeField(choices=PlanProgress.choices, required=False)


class ActionPlanInputSerializer(StrictSerializer):
    """A plan as sent; changed, fields not sent stay and the steps that are sent replace all steps."""

    title = TextField(max_length=LONGEST["title"])
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    agreed_on = serializers.DateField(required=False, allow_null=True)
    items: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=PlanItemInputSerializer(), max_length=MOST_STEPS
    )


def review_answer(data: dict[str, Any]) -> AnswerInput:
    return AnswerInput(achieved=data["achieved"], planned=data.get("planned", ""))


def plan_input(data: dict[str, Any], *, plan: ActionPlan | None = None) -> PlanInput:
    """A plan from validated JSON; what was not sent is as `plan` has it."""
    kept: dict[str, Any] = {}
    if plan is not None:
        kept = {name: getattr(plan, name) for name in ("title", "starts_on", "ends_on", "agreed_on")}
        kept["items"] = [
            {name: getattr(item, name) for name in ("what", "who", "due_on", "purpose", "progress")}
            for item in plan.items.all()
        ]
    values = {**kept, **data}
    return PlanInput(**{**values, "items": [ItemInput(**item) for item in values["items"]]})
