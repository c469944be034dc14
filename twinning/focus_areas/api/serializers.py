"""Focus areas as JSON."""

from typing import Any

from rest_framework import serializers

from twinning.core.rest.fields import BilingualField
from twinning.focus_areas.models import FocusArea


class FocusAreaReferenceSerializer(serializers.Serializer[Any]):
    """How other records name a focus area; `root` is its own code where it is a root."""

    code = serializers.CharField(read_only=True)
    name = BilingualField(read_only=True)
    root = serializers.CharField(  # type: ignore[assignment]  # of the tree, not of the class
        source="root_code",
        read_only=True,
    )


class FocusAreaSerializer(serializers.Serializer[FocusArea]):
    """One of the four roots, or a sub-area with the code of its root as `parent`."""

    code = serializers.CharField(read_only=True)
    name = BilingualField(read_only=True)
    parent = serializers.CharField(  # type: ignore[assignment]  # of the tree, not of the class
        source="parent_id",
        read_only=True,
        allow_null=True,
    )
    position = serializers.IntegerField(read_only=True)
    sdg_goals = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=17), read_only=True)
    dac_codes = serializers.ListField(child=serializers.CharField(), read_only=True)
