"""The steps of the legal chain as JSON."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.choices import RECORDED_STATES, AuthorisationKind, AuthorisationState, Blocks, ClockStart, Lapse, Side
from agreements.models import Authorisation, Document
from agreements.models.authorisation import RECORDERS
from agreements.services.authorisations import AuthorisationInput
from twinning.core.rest.fields import (
    BilingualField,
    ChoiceCodeField,
    PartialDateField,
    RecordField,
    StrictSerializer,
    TextField,
    WholeNumberField,
)

# In a serializer's context: the documents of the agreement that the caller may know, as rows and as ids by key.
DOCUMENTS = "documents"
DOCUMENT_IDS = "document_ids"


class AuthorisationSerializer(serializers.Serializer[Authorisation]):
    """One step of the legal chain; being authorised to sign is not being signed."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    kind = serializers.ChoiceField(AuthorisationKind.choices, read_only=True)
    state = serializers.ChoiceField(AuthorisationState.choices, read_only=True)
    side = serializers.ChoiceField(Side.choices, read_only=True)
    blocks = serializers.ChoiceField(Blocks.choices, read_only=True)
    authority = BilingualField(read_only=True)
    number = serializers.CharField(read_only=True)
    dated = PartialDateField(read_only=True, allow_null=True)
    gazette_reference = serializers.CharField(read_only=True)
    official = BilingualField(read_only=True)
    document = serializers.SerializerMethodField()
    note = serializers.CharField(read_only=True)
    recorded_by = serializers.ChoiceField(RECORDERS, read_only=True)
    clock_days = serializers.IntegerField(read_only=True, allow_null=True)
    clock_from = serializers.ChoiceField(ClockStart.choices, read_only=True)
    on_lapse = serializers.ChoiceField(Lapse.choices, read_only=True)
    due_on = serializers.DateField(read_only=True, allow_null=True)

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_document(self, step: Authorisation) -> uuid.UUID | None:
        """The instrument among the agreement's documents; null where there is none or it is not for the caller."""
        known: dict[int, uuid.UUID] = self.context.get(DOCUMENT_IDS, {})
        return known.get(step.document_id) if step.document_id else None


class AuthorisationInputSerializer(StrictSerializer):
    """A step as sent; what is not known about an old instrument stays empty or has the state `unknown`."""

    kind = ChoiceCodeField(choices=AuthorisationKind.choices)
    state = ChoiceCodeField(choices=[(state.value, state.label) for state in RECORDED_STATES], required=False)
    side = ChoiceCodeField(choices=Side.choices, required=False)
    blocks = ChoiceCodeField(choices=Blocks.choices, required=False)
    authority = BilingualField(max_length=200, required=False)
    number = TextField(max_length=60, required=False, allow_blank=True)
    dated = PartialDateField(required=False, allow_null=True)
    gazette_reference = TextField(max_length=120, required=False, allow_blank=True)
    official = BilingualField(max_length=200, required=False)
    document = RecordField(
        key=uuid.UUID,
        slug_field="public_id",
        queryset=Document.objects.none(),
        within=DOCUMENTS,
        required=False,
        allow_null=True,
    )
    note = TextField(max_length=500, required=False, allow_blank=True)
    clock_days = WholeNumberField(min_value=0, max_value=3650, required=False, allow_null=True)
    clock_from = ChoiceCodeField(choices=ClockStart.choices, required=False)


_CODES: dict[str, Any] = {
    "kind": AuthorisationKind,
    "state": AuthorisationState,
    "side": Side,
    "blocks": Blocks,
    "clock_from": ClockStart,
}


def authorisation_input(data: dict[str, Any]) -> AuthorisationInput:
    """What the services take, from validated JSON."""
    typed = {name: _CODES[name](value) for name, value in data.items() if name in _CODES}
    return AuthorisationInput(**{**data, **typed})
