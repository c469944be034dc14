"""The history of an agreement, and going back to an earlier version of it."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.api.record import agreement_for, agreement_to_change, written_answer
from agreements.api.serializers.agreements import AgreementDetailSerializer
from agreements.api.serializers.history import IS_KEEPER, RevertSerializer, StepSerializer
from agreements.history import chosen
from agreements.history_words import PARTS
from agreements.models import Agreement
from agreements.policies import AgreementPolicy
from agreements.services.reverts import revert
from agreements.views.history import form_for, steps_for
from twinning.accounts.authentication import signed_in
from twinning.core.filtersets import LIST_PARAMETERS, refuse_parameters
from twinning.core.rest.conditional import ETAG, IF_MATCH

# Contacts are on the pages of those who keep the record; through the API they are nowhere.
WITHHELD = "focal_points"
CONDITIONS = ("person", "part", "field", "since", "until")
_PARAMETERS = [
    OpenApiParameter("person", str, description="The id of who acted."),
    OpenApiParameter("part", str, enum=list(PARTS), description="The part of the record."),
    OpenApiParameter("field", str, description="The field by the name it has in `rows`."),
    OpenApiParameter("since", str, description="From this day, month or year."),
    OpenApiParameter("until", str, description="Until this day, month or year."),
]


class HistoryListView(generics.GenericAPIView[Any]):
    """Every change of every field for the keeping side; for others how the legal status changed."""

    serializer_class = StepSerializer

    def get_queryset(self) -> QuerySet[Any]:
        return Agreement.objects.none()  # The steps are read from many tables.

    @extend_schema(
        summary="List what happened",
        description=(
            "Oldest first. Who acted and why, what a field said before and after, and what happened before "
            "publication, is for the keeping side alone; so are the conditions."
        ),
        operation_id="agreements_history_list",
        parameters=_PARAMETERS,
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_for(request, kwargs["id"])
        is_keeper = AgreementPolicy.is_keeper(request.user, agreement)
        known = (*LIST_PARAMETERS, *(CONDITIONS if is_keeper else ()))
        refuse_parameters(request, known)
        steps = steps_for(request, agreement)
        form = form_for(steps, request.query_params)
        if not form.is_valid():
            raise ValidationError({name: [str(error) for error in errors] for name, errors in form.errors.items()})
        found = chosen(steps, form.condition(), zone=timezone.get_current_timezone())[::-1]
        steps = [replace(step, changes=[row for row in step.changes if row.part != WITHHELD]) for step in found]
        page: Any = self.paginate_queryset(steps)
        context = {**self.get_serializer_context(), IS_KEEPER: is_keeper}
        return self.get_paginated_response(StepSerializer(page, many=True, context=context).data)


class RevertView(APIView):
    """Brings a draft back to how it stood at an earlier version."""

    @extend_schema(
        summary="Go back to an earlier version",
        description=(
            "Of a draft or returned agreement alone, else 409 `not_editable`. With `part` (and `field` of the part "
            "`record`) only that goes back. It becomes a new version, with the reason in its history."
        ),
        operation_id="agreements_revert",
        request=RevertSerializer,
        parameters=[IF_MATCH, ETAG],
        responses={200: AgreementDetailSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_to_change(request, kwargs["id"])
        sent = RevertSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        revert(
            agreement,
            by=signed_in(request),
            at=timezone.now(),
            today=timezone.localdate(),
            expected_version=agreement.version,
            **sent.validated_data,
        )
        return written_answer(request, agreement.public_id)
