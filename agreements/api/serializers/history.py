"""What happened to an agreement, as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.choices import Status
from twinning.accounts.models import User
from twinning.core.rest.fields import BilingualField, MomentField
from twinning.events.models import Event

IS_KEEPER = "is_keeper"  # in the serializer's context: whether the caller may know who acted and why


class ActorSerializer(serializers.Serializer[User]):
    """A person or partner system, by name."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    name = BilingualField(read_only=True)


class EventSerializer(serializers.Serializer[Event]):
    """One event; `changed` names the fields, `version` the version of the record that it led to."""

    type = serializers.CharField(read_only=True)
    at = MomentField()
    version = serializers.IntegerField(source="subject_version", read_only=True)
    status = serializers.SerializerMethodField()
    changed = serializers.SerializerMethodField()
    actor = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(Status.choices))
    def get_status(self, event: Event) -> str:
        return str(event.payload.get("status", ""))

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_changed(self, event: Event) -> list[str]:
        """The fields by their names in this API, where the two columns of a text are one field."""
        columns = event.payload.get("changed", []) if self._is_for_keeper else []
        return sorted({column.removesuffix("_ar").removesuffix("_en") for column in columns})

    @extend_schema_field(ActorSerializer(allow_null=True))
    def get_actor(self, event: Event) -> dict[str, Any] | None:
        """Null for what the system did, and for callers who may not know who acted."""
        return dict(ActorSerializer(event.actor).data) if event.actor and self._is_for_keeper else None

    @extend_schema_field({"type": "string"})
    def get_reason(self, event: Event) -> str:
        return event.reason if self._is_for_keeper else ""

    @property
    def _is_for_keeper(self) -> bool:
        return bool(self.context.get(IS_KEEPER))
