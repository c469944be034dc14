"""The confirmation of a record by the other side, as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.checks import LONGEST_TEXT
from agreements.confirmed_facts import Standing
from agreements.models import Confirmation, DisputedPart
from agreements.models.confirmation import ConfirmedPart
from agreements.views.confirmation_facts import ConfirmationCard
from twinning.core.rest.fields import MomentField, StrictSerializer, TextField

IS_INSIDER = "is_insider"


class DisputedPartSerializer(serializers.Serializer[DisputedPart]):
    """What the other side says is wrong with one part; its words are null for whoever belongs to neither side."""

    part = serializers.ChoiceField(ConfirmedPart.choices, read_only=True)
    text = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"]})
    def get_text(self, row: DisputedPart) -> str | None:
        return row.text if self.context.get(IS_INSIDER) else None


class AnswerSerializer(serializers.Serializer[Confirmation]):
    """One answer of the other side: when, about which version of the record, and for insiders by whom."""

    answered_at = MomentField()
    version = serializers.IntegerField(source="answered_version", read_only=True)
    by = serializers.SerializerMethodField()
    disputed_parts = DisputedPartSerializer(many=True, read_only=True)
    settled_at = MomentField(allow_null=True)
    settlement = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"]})
    def get_by(self, row: Confirmation) -> str | None:
        return row.answered_name if self.context.get(IS_INSIDER) else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_settlement(self, row: Confirmation) -> str | None:
        return (row.settlement or None) if self.context.get(IS_INSIDER) else None


class ConfirmationSerializer(serializers.Serializer[ConfirmationCard]):
    """How the confirmation stands: `changed` says that what was confirmed has changed since."""

    state = serializers.ChoiceField(Standing.choices, source="standing.standing", read_only=True)
    asked_at = MomentField(source="standing.asked.asked_at", allow_null=True, default=None)
    confirmed = AnswerSerializer(source="standing.confirmed", read_only=True, allow_null=True)
    disputed = AnswerSerializer(source="standing.disputed", read_only=True, allow_null=True)
    settled = AnswerSerializer(source="standing.settled", read_only=True, allow_null=True)


class ConfirmationAnswerSerializer(StrictSerializer):
    """Nothing to confirm the record, or what is wrong, by part."""

    disputed = serializers.DictField(
        child=TextField(max_length=LONGEST_TEXT),
        required=False,
        help_text='What is wrong by part, such as `{"signed": "…"}`; left out, the record is confirmed.',
    )


class SettlementSerializer(StrictSerializer):
    """The keeping side's answer to a dispute."""

    settlement = TextField(max_length=LONGEST_TEXT)


def answer_of(card: ConfirmationCard) -> dict[str, Any]:
    return dict(ConfirmationSerializer(card, context={IS_INSIDER: card.is_insider}).data)
