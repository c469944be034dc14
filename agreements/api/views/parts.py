"""The parts of an agreement as lists, each through its policy."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.functional import cached_property
from rest_framework import generics

from agreements.api.record import agreement_for
from agreements.api.serializers.authorisations import DOCUMENT_IDS, AuthorisationSerializer
from agreements.api.serializers.purposes import MeasuredIndicatorSerializer, PurposeSerializer
from agreements.models import Agreement, Indicator, Measurement
from agreements.policies import DocumentPolicy
from twinning.core.filtersets import StrictFilterBackend


class PartListView(generics.ListAPIView[Any]):
    """One kind of part of an agreement that the caller may know of."""

    filter_backends = [StrictFilterBackend]

    @cached_property
    def agreement(self) -> Agreement:
        return agreement_for(self.request, self.kwargs["id"])

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return Agreement.objects.none()  # The schema asks without a record.
        return self.parts()

    def parts(self) -> QuerySet[Any]:
        raise NotImplementedError


class PurposeListView(PartListView):
    operation_id = "agreements_purposes_list"
    summary = "List purposes"
    serializer_class = PurposeSerializer

    def parts(self) -> QuerySet[Any]:
        return self.agreement.purposes.select_related("focus_area").prefetch_related("indicators")


class IndicatorListView(PartListView):
    operation_id = "agreements_indicators_list"
    summary = "List indicators"
    serializer_class = MeasuredIndicatorSerializer

    def parts(self) -> QuerySet[Any]:
        indicators = Indicator.objects.filter(purpose__agreement=self.agreement)
        in_order = indicators.order_by("purpose__position", "purpose_id", "id")
        standing = Prefetch("measurements", Measurement.objects.standing())
        return in_order.select_related("purpose").prefetch_related(standing)

    def get_serializer_context(self) -> Mapping[str, Any]:
        context = super().get_serializer_context()
        if getattr(self, "swagger_fake_view", False):
            return context
        documents = DocumentPolicy.visible_to(self.request.user, self.agreement)
        return {**context, DOCUMENT_IDS: dict(documents.values_list("pk", "public_id"))}


class AuthorisationListView(PartListView):
    operation_id = "agreements_authorisations_list"
    summary = "List authorisations"
    serializer_class = AuthorisationSerializer

    def parts(self) -> QuerySet[Any]:
        return self.agreement.authorisations.all()

    def get_serializer_context(self) -> Mapping[str, Any]:
        context = super().get_serializer_context()
        if getattr(self, "swagger_fake_view", False):
            return context
        documents = DocumentPolicy.visible_to(self.request.user, self.agreement)
        return {**context, DOCUMENT_IDS: dict(documents.values_list("pk", "public_id"))}
