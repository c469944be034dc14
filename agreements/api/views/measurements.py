"""Measurements of an indicator: the list, a new value, a void one."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.api.evidence_record import known_parts
from agreements.api.record import agreement_for
from agreements.api.serializers.authorisations import DOCUMENT_IDS
from agreements.api.serializers.evidence import MeasurementInputSerializer, VoidSerializer, measurement_input
from agreements.api.serializers.purposes import MeasurementSerializer
from agreements.api.views.evidence import acting, validated
from agreements.api.views.parts import PartListView
from agreements.models import Agreement, Indicator, Measurement
from agreements.policies import DocumentPolicy
from agreements.services.measurements import record_measurement, void_measurement
from twinning.core.rest.conditional import IF_MATCH, etag, require_match


class MeasurementListView(PartListView):
    """The measurements of one indicator, oldest first."""

    serializer_class = MeasurementSerializer

    def parts(self) -> QuerySet[Any]:
        indicator = indicator_of(self.agreement, self.kwargs["indicator_id"])
        return Measurement.objects.standing().filter(indicator=indicator).order_by("as_of", "pk")

    def get_serializer_context(self) -> Any:
        context = super().get_serializer_context()
        if getattr(self, "swagger_fake_view", False):
            return context
        return {**context, DOCUMENT_IDS: document_ids(self.request, self.agreement)}

    @extend_schema(summary="List measurements", operation_id="agreements_measurements_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Record a measurement",
        description="Either side records, once the agreement is published. A wrong one is voided, never rewritten.",
        operation_id="agreements_measurements_record",
        request=MeasurementInputSerializer,
        responses={201: MeasurementSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_for(request, kwargs["id"])
        indicator = indicator_of(agreement, kwargs["indicator_id"])
        data = validated(MeasurementInputSerializer(data=request.data, context=known_parts(request, agreement)))
        made = record_measurement(indicator, measurement_input(data), **acting(request))
        context = {DOCUMENT_IDS: document_ids(request, agreement)}
        return Response(MeasurementSerializer(made, context=context).data, status=status.HTTP_201_CREATED)


class MeasurementVoidView(APIView):
    """Takes a measurement out of every figure; it stays on record with the reason."""

    @extend_schema(
        summary="Void a measurement",
        operation_id="agreements_measurements_void",
        request=VoidSerializer,
        parameters=[IF_MATCH],
        responses={204: OpenApiResponse(description="It counts nowhere any more.")},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        indicator = indicator_of(agreement_for(request, kwargs["id"]), kwargs["indicator_id"])
        rows = Measurement.objects.standing().filter(indicator=indicator)
        measurement = get_object_or_404(rows, public_id=kwargs["measurement_id"])
        require_match(request, etag(measurement.version))
        data = validated(VoidSerializer(data=request.data))
        void_measurement(measurement, expected_version=measurement.version, **data, **acting(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def indicator_of(agreement: Agreement, public_id: uuid.UUID) -> Indicator:
    """An indicator of an agreement that the caller reads. Raises: Http404."""
    return get_object_or_404(Indicator, purpose__agreement=agreement, public_id=public_id)


def document_ids(request: Request, agreement: Agreement) -> dict[int, uuid.UUID]:
    """The documents that the caller may read, by their keys."""
    return dict(DocumentPolicy.visible_to(request.user, agreement).values_list("pk", "public_id"))
