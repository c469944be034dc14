"""Agreements: the list, one record, a new draft, a change of a draft."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from agreements.api.record import agreement_to_change, read_answer, written_answer
from agreements.api.serializers.agreements import AgreementDetailSerializer, AgreementSerializer
from agreements.api.serializers.authorisations import DOCUMENTS
from agreements.api.serializers.drafts import AGREEMENTS, DraftChangeSerializer, DraftInputSerializer, draft_content
from agreements.carrying import Carried
from agreements.exceptions import ActNotPermitted
from agreements.filtersets import AgreementFilterSet
from agreements.models import Agreement
from agreements.policies import AgreementPolicy, DocumentPolicy, cities_to_register_for
from agreements.services.drafts import change_draft, create_filled_draft
from agreements.services.succession import with_carried
from cities.models import City
from cities.policies import reach_of
from twinning.accounts.authentication import signed_in
from twinning.accounts.roles import Capability
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.core.filtersets import StrictFilterBackend
from twinning.core.rest.conditional import ETAG, IF_MATCH, IF_NONE_MATCH


@extend_schema_view(
    list=extend_schema(summary="List agreements", description="What the caller may read, newest signing first."),
)
class AgreementViewSet(mixins.ListModelMixin, GenericViewSet[Agreement]):
    """Agreements that the caller may know of."""

    filter_backends = [StrictFilterBackend]
    filterset_class = AgreementFilterSet
    serializer_class = AgreementSerializer
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Agreement]:
        return AgreementPolicy.visible_to(self.request.user).with_list_parts()

    @extend_schema(
        summary="Read an agreement",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: AgreementDetailSerializer, 304: OpenApiResponse(description="Not changed")},
    )
    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        return read_answer(request, kwargs["id"])

    @extend_schema(
        summary="Start a draft",
        description="All that is sent is kept, or nothing. Until it is submitted, its own city alone sees the draft.",
        request=DraftInputSerializer,
        parameters=[ETAG],
        responses={201: AgreementDetailSerializer},
    )
    def create(self, request: Request) -> Response:
        data = _validated(DraftInputSerializer(data=request.data, context=_known_to(request)))
        user = signed_in(request)
        content = draft_content(data)
        if parts := data.get("carry_over"):
            content = with_carried(content, [Carried(part) for part in parts], by=user)
        agreement = create_filled_draft(
            content,
            city=data.get("owner_city") or _only_city(request),
            by=user,
            at=timezone.now(),
            today=timezone.localdate(),
        )
        response = written_answer(request, agreement.public_id, status=status.HTTP_201_CREATED)
        response["Location"] = reverse("api:agreement-detail", kwargs={"id": agreement.public_id}, request=request)
        return response

    @extend_schema(
        summary="Change a draft",
        description="Fields not sent stay; a list that is sent replaces the whole list. Drafts and returned ones only.",
        request=DraftChangeSerializer,
        parameters=[IF_MATCH, ETAG],
        responses={200: AgreementDetailSerializer},
    )
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_to_change(request, kwargs["id"])
        context = _known_to(request) | {DOCUMENTS: DocumentPolicy.visible_to(request.user, agreement)}
        data = _validated(DraftChangeSerializer(data=request.data, context=context))
        change_draft(
            agreement,
            draft_content(data),
            by=signed_in(request),
            at=timezone.now(),
            today=timezone.localdate(),
            expected_version=agreement.version,
        )
        return written_answer(request, agreement.public_id)


def _known_to(request: Request) -> dict[str, Any]:
    return {AGREEMENTS: AgreementPolicy.visible_to(request.user)}


def _validated(serializer: BaseSerializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    data: dict[str, Any] = serializer.validated_data
    return data


def _only_city(request: Request) -> City:
    """The one city this caller registers for.

    Raises: ActNotPermitted where there is none; InvalidInput where there are several, or all.
    """
    if not reach_of(request.user, Capability.WRITE_DRAFTS):
        raise ActNotPermitted
    cities = list(cities_to_register_for(request.user)[:2])
    if len(cities) == 1:
        return cities[0]
    raise InvalidInput([FieldProblem("owner_city", "required", _("Say which city keeps the record."))])
