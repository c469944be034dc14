"""Purposes, indicators and measurements as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.api.serializers.authorisations import DOCUMENT_IDS
from agreements.checks import LONGEST_TEXT
from agreements.choices import Direction, TargetGroup
from agreements.models import Indicator, Measurement, Purpose
from agreements.services.purposes import IndicatorInput, PurposeInput
from twinning.core.rest.fields import (
    BilingualField,
    ChoiceCodeField,
    ChoiceCodesField,
    NumberField,
    PartialDateField,
    RecordField,
    StrictSerializer,
)
from twinning.focus_areas.api.serializers import FocusAreaReferenceSerializer
from twinning.focus_areas.models import FocusArea

MOST_INDICATORS = 20


class MeasurementSerializer(serializers.Serializer[Measurement]):
    """One value of an indicator on one day, with its source."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    value = NumberField(read_only=True)
    as_of = PartialDateField(source="measured", read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the record, not of the class
    document = serializers.SerializerMethodField()
    version = serializers.IntegerField(read_only=True)

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_document(self, measurement: Measurement) -> str | None:
        """The document that proves it; null where there is none or it is not for the caller."""
        public_id = self.context.get(DOCUMENT_IDS, {}).get(measurement.document_id)
        return str(public_id) if public_id else None


class IndicatorSerializer(serializers.Serializer[Indicator]):
    """What is counted to tell whether a purpose is being reached; baseline null is recorded as not known."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    name = BilingualField(read_only=True)
    unit = BilingualField(read_only=True)
    baseline = NumberField(read_only=True, allow_null=True)
    target = NumberField(read_only=True)
    direction = serializers.ChoiceField(Direction.choices, read_only=True)
    due = PartialDateField(read_only=True, allow_null=True)
    target_groups = serializers.ListField(child=serializers.ChoiceField(TargetGroup.choices), read_only=True)


class MeasuredIndicatorSerializer(IndicatorSerializer):
    """An indicator with its purpose and every measurement, oldest first."""

    purpose = serializers.UUIDField(source="purpose.public_id", read_only=True)
    measurements = MeasurementSerializer(many=True, read_only=True)


class PurposeSerializer(serializers.Serializer[Purpose]):
    """A focus area together with a specific statement of what is wanted, and its indicators."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    focus_area = FocusAreaReferenceSerializer(read_only=True)
    statement = BilingualField(read_only=True)
    indicators = IndicatorSerializer(many=True, read_only=True)


class IndicatorInputSerializer(StrictSerializer):
    """An indicator as sent."""

    name = BilingualField(max_length=200)
    unit = BilingualField(max_length=60, required=False)
    baseline = NumberField(required=False, allow_null=True)
    target = NumberField()
    direction = ChoiceCodeField(choices=Direction.choices, required=False)
    due = PartialDateField(required=False, allow_null=True)
    target_groups = ChoiceCodesField(choices=TargetGroup.choices, required=False)


class PurposeInputSerializer(StrictSerializer):
    """A purpose as sent: the code of a focus area, a statement in at least one language, indicators."""

    focus_area = RecordField(key=str, slug_field="code", queryset=FocusArea.objects.all())
    statement = BilingualField(max_length=LONGEST_TEXT)
    indicators: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=IndicatorInputSerializer(),
        required=False,
        max_length=MOST_INDICATORS,
    )


def purpose_input(data: dict[str, Any]) -> PurposeInput:
    """What the services take, from validated JSON."""
    indicators = tuple(_indicator_input(indicator) for indicator in data.get("indicators", []))
    return PurposeInput(**{**data, "indicators": indicators})


def _indicator_input(data: dict[str, Any]) -> IndicatorInput:
    texts = {name: data.get(name, "") for name in ("name_ar", "name_en", "unit_ar", "unit_en")}
    direction = Direction(data["direction"]) if data.get("direction") else None
    groups = tuple(data.get("target_groups", ()))
    return IndicatorInput(**{**data, **texts, "target_groups": groups, "direction": direction})
