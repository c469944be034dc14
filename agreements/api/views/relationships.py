"""Relationships: the ties, registered and reference, with their vitality."""

import hashlib
import json
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agreements.api.serializers.relationships import READS_WHOLE, RelationshipDetailSerializer, RelationshipSerializer
from agreements.chain import chain_of
from agreements.filtersets import RelationshipFilterSet
from agreements.models import Relationship
from agreements.policies import AgreementPolicy, RelationshipPolicy
from agreements.relationship_policies import VitalityPolicy
from twinning.core.filtersets import StrictFilterBackend, refuse_parameters
from twinning.core.rest.conditional import ETAG, IF_NONE_MATCH, etag, is_known_to_caller, with_etag


@extend_schema_view(
    list=extend_schema(summary="List relationships", description="Registered ties unless `origin` asks otherwise."),
)
class RelationshipViewSet(mixins.ListModelMixin, GenericViewSet[Relationship]):
    """Relationships that the caller may know of."""

    filter_backends = [StrictFilterBackend]
    filterset_class = RelationshipFilterSet
    serializer_class = RelationshipSerializer
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Relationship]:
        return RelationshipPolicy.visible_to(self.request.user).prefetch_related(
            "members__city__country",
            "members__city__governorate",
            "members__governorate__country",
        )

    @extend_schema(
        summary="Read a relationship",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: RelationshipDetailSerializer, 304: OpenApiResponse(description="Not changed")},
    )
    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        refuse_parameters(request)
        visible = AgreementPolicy.visible_to(request.user).order_by("signed_on", "id")
        chain = Prefetch("agreements", visible, to_attr="visible_agreements")
        rows = self.get_queryset().prefetch_related(chain, "vitality_points")
        relationship = get_object_or_404(rows, public_id=kwargs["id"])
        reads_whole = VitalityPolicy.reads_whole(request.user, relationship)
        agreements = relationship.visible_agreements  # type: ignore[attr-defined]  # set by the prefetch above
        tag = etag(
            relationship.version,
            len(agreements),
            sum(agreement.version for agreement in agreements),
            timezone.localdate().toordinal(),  # spans without coverage last until today
            # What is computed goes on without a version of its own.
            _digest_of_vitality(relationship, reads_whole=reads_whole),
        )
        if is_known_to_caller(request, tag):
            return with_etag(Response(status=status.HTTP_304_NOT_MODIFIED), tag)
        story = chain_of(agreements, today=timezone.localdate())
        relationship.visible_chain = story  # type: ignore[attr-defined]  # read by the serializer, as the agreements are
        relationship.since = story.since or relationship.since  # As this caller may know it; never saved.
        answer = RelationshipDetailSerializer(relationship, context={READS_WHOLE: reads_whole})
        return with_etag(Response(answer.data), tag)


def _digest_of_vitality(relationship: Relationship, *, reads_whole: bool) -> str:
    told = [str(relationship.vitality_on), relationship.vitality, relationship.vitality_reasons]
    if reads_whole:
        told += [relationship.whole_vitality, relationship.whole_vitality_reasons]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
