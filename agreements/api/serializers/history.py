"""What happened to an agreement, as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.choices import Status
from agreements.history import FieldChange, RowChange, Step
from agreements.history_words import PARTS
from agreements.services.reverts import LONGEST_REASON
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.core.rest.fields import BilingualField, MomentField, StrictSerializer, TextField

IS_KEEPER = "is_keeper"  # in the serializer's context: whether the caller may know who acted and why
WITHOUT_EVENT = "record.changed"
_ANY = {"description": "As it was kept: text, number, code, list of codes, date with precision, or null."}


class ActorSerializer(serializers.Serializer[User]):
    """A person or partner system, by name."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    name = BilingualField(read_only=True)


class FieldChangeSerializer(serializers.Serializer[FieldChange]):
    """A field, what it said and what it says."""

    field = serializers.CharField(read_only=True)
    before = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()

    @extend_schema_field(_ANY)
    def get_before(self, change: FieldChange) -> Any:
        return _value(change.before)

    @extend_schema_field(_ANY)
    def get_after(self, change: FieldChange) -> Any:
        return _value(change.after)


class RowChangeSerializer(serializers.Serializer[RowChange]):
    """What happened to one row: it was `added`, `removed` or `changed`, and its fields."""

    part = serializers.ChoiceField(list(PARTS), read_only=True)
    row = serializers.CharField(source="key", read_only=True)
    kind = serializers.SerializerMethodField()
    changes = FieldChangeSerializer(source="fields", many=True, read_only=True)

    @extend_schema_field({"type": "string", "enum": ["added", "changed", "removed"]})
    def get_kind(self, change: RowChange) -> str:
        return "added" if change.is_added else "removed" if change.is_removed else "changed"


class StepSerializer(serializers.Serializer[Step]):
    """One step; `changed` names the fields, `rows` tells each row, `version` is the record's version it led to."""

    type = serializers.SerializerMethodField()
    at = MomentField()
    version = serializers.SerializerMethodField()
    status = serializers.SerializerMethodField()
    changed = serializers.SerializerMethodField()
    rows = RowChangeSerializer(source="changes", many=True, read_only=True)
    actor = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()

    def get_type(self, step: Step) -> str:
        return step.event.type if step.event else WITHOUT_EVENT

    @extend_schema_field({"type": ["integer", "null"]})
    def get_version(self, step: Step) -> int | None:
        return step.event.subject_version if step.event else step.version

    @extend_schema_field(serializers.ChoiceField([("", ""), *Status.choices]))
    def get_status(self, step: Step) -> str:
        return str(step.event.payload.get("status", "")) if step.event else ""

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_changed(self, step: Step) -> list[str]:
        """The fields by their names in this API, where the two columns of a text are one field."""
        columns = step.event.payload.get("changed", []) if step.event and self._is_for_keeper else []
        return sorted({column.removesuffix("_ar").removesuffix("_en") for column in columns})

    @extend_schema_field(ActorSerializer(allow_null=True))
    def get_actor(self, step: Step) -> dict[str, Any] | None:
        """Null for what the system did, and for callers who may not know who acted."""
        return dict(ActorSerializer(step.actor).data) if step.actor and self._is_for_keeper else None

    @extend_schema_field({"type": "string"})
    def get_reason(self, step: Step) -> str:
        return step.reason if self._is_for_keeper else ""

    @property
    def _is_for_keeper(self) -> bool:
        return bool(self.context.get(IS_KEEPER))


class RevertSerializer(StrictSerializer):
    """To which version, why, and what of the record: one part, one field of the record itself, or all of it."""

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    reason = TextField(max_length=LONGEST_REASON)
    part = TextField(max_length=40, required=False, allow_blank=True)
    field = TextField(max_length=60, required=False, allow_blank=True)


def _value(value: Any) -> Any:
    return value.as_json() if isinstance(value, PartialDate) else value
