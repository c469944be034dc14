"""The follow-up of a relationship as lists, for callers who read its internal records; others meet 404."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from rest_framework import generics
from rest_framework.request import Request

from agreements.api.serializers.ties import ActionPlanSerializer, ContactStateSerializer, ReviewSerializer
from agreements.choices import Origin
from agreements.models import ActionPlan, FocalPoint, Relationship
from agreements.policies import AgreementPolicy, RelationshipPolicy
from agreements.relationship_policies import VitalityPolicy
from agreements.services.follow_up import FOLLOWED_STATUSES
from twinning.core.filtersets import StrictFilterBackend


def tie_for(request: Request, public_id: uuid.UUID) -> Relationship:
    """The relationship whose internal records the caller reads. Raises: Http404."""
    rows = RelationshipPolicy.visible_to(request.user).filter(origin=Origin.REGISTERED)
    found = get_object_or_404(rows, public_id=public_id)
    if not VitalityPolicy.reads_whole(request.user, found):
        raise Http404
    return found


class TiePartListView(generics.ListAPIView[Any]):
    """One kind of follow-up of a relationship."""

    filter_backends = [StrictFilterBackend]

    @cached_property
    def relationship(self) -> Relationship:
        return tie_for(self.request, self.kwargs["id"])

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return ActionPlan.objects.none()  # The schema asks without a record.
        return self.parts()

    def parts(self) -> QuerySet[Any]:
        raise NotImplementedError


class ActionPlanListView(TiePartListView):
    operation_id = "relationships_action_plans_list"
    summary = "List action plans"
    serializer_class = ActionPlanSerializer

    def parts(self) -> QuerySet[Any]:
        return self.relationship.action_plans.prefetch_related("items__purpose")


class ReviewListView(TiePartListView):
    operation_id = "relationships_reviews_list"
    summary = "List yearly reports"
    serializer_class = ReviewSerializer

    def parts(self) -> QuerySet[Any]:
        return self.relationship.reviews.prefetch_related("answers")


class ContactListView(TiePartListView):
    operation_id = "relationships_contacts_list"
    summary = "List contacts with their confirmation"
    serializer_class = ContactStateSerializer

    def parts(self) -> QuerySet[Any]:
        seen = AgreementPolicy.visible_to(self.request.user).filter(
            relationship=self.relationship, status__in=FOLLOWED_STATUSES
        )
        return FocalPoint.objects.filter(agreement__in=seen).select_related("agreement").order_by("agreement", "pk")
