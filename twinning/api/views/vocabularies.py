"""The closed vocabularies."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from twinning.accounts.permissions import ReadableByAnyone
from twinning.api.vocabularies import vocabularies
from twinning.core.rest.fields import BilingualField


class TermSerializer(serializers.Serializer[Any]):
    """One code, with its label in both languages."""

    code = serializers.CharField(read_only=True)
    label = BilingualField(read_only=True)  # type: ignore[assignment]  # of the term, not of the class


class VocabularySerializer(serializers.Serializer[Any]):
    """A closed list of codes; new codes may be added to it, none changes its meaning."""

    code = serializers.CharField(read_only=True)
    terms = TermSerializer(many=True, read_only=True)


class VocabularyListSerializer(serializers.Serializer[Any]):
    """Every vocabulary."""

    results = VocabularySerializer(many=True, read_only=True)


class VocabularyListView(APIView):
    """Every closed choice of the contract: code and label."""

    permission_classes = [ReadableByAnyone]

    @extend_schema(summary="List vocabularies", operation_id="vocabularies_list", responses=VocabularyListSerializer)
    def get(self, request: Request) -> Response:
        return Response(VocabularyListSerializer({"results": vocabularies()}).data)
