"""The confirmation of a record by the other side: read, asked for, answered, settled."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.api.record import agreement_for, agreement_to_change
from agreements.api.serializers.confirmations import (
    ConfirmationAnswerSerializer,
    ConfirmationSerializer,
    SettlementSerializer,
    answer_of,
)
from agreements.confirmed_facts import fingerprint_of
from agreements.models import Agreement
from agreements.services.confirmations import Answer, NotAsked, answer, ask, settle
from agreements.views.confirmation_facts import confirmation_card
from twinning.accounts.authentication import signed_in
from twinning.core.filtersets import refuse_parameters
from twinning.core.rest.conditional import IF_MATCH


class ConfirmationView(APIView):
    """How the confirmation stands."""

    operation_id = "agreements_confirmation"
    summary = "Read the confirmation by the other side"

    @extend_schema(responses={200: ConfirmationSerializer})
    def get(self, request: Request, **kwargs: Any) -> Response:
        refuse_parameters(request)
        return _answered(request, agreement_for(request, kwargs["id"]))


class ConfirmationAskView(APIView):
    """Asks the other side, or reminds it."""

    operation_id = "agreements_confirmation_ask"
    summary = "Ask the other side to confirm the record"

    @extend_schema(request=None, parameters=[IF_MATCH], responses={200: ConfirmationSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_to_change(request, kwargs["id"])
        ask(agreement, by=signed_in(request), at=timezone.now(), expected_version=agreement.version)
        return _answered(request, agreement)


class ConfirmationAnswerView(APIView):
    """Confirms or disputes the record for the other side."""

    operation_id = "agreements_confirmation_answer"
    summary = "Confirm or dispute the record"

    @extend_schema(request=ConfirmationAnswerSerializer, parameters=[IF_MATCH], responses={200: ConfirmationSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_to_change(request, kwargs["id"])
        by = signed_in(request)
        sent = ConfirmationAnswerSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = confirmation_card(agreement, by).standing.asked
        if asked is None:
            raise NotAsked
        # What the caller has read is the version named in If-Match.
        given = Answer(fingerprint_of(agreement), sent.validated_data.get("disputed", {}))
        answer(asked, given, by=by, at=timezone.now())
        return _answered(request, agreement)


class ConfirmationSettleView(APIView):
    """Ends a dispute by the keeping side's answer."""

    operation_id = "agreements_confirmation_settle"
    summary = "Settle a dispute"

    @extend_schema(request=SettlementSerializer, parameters=[IF_MATCH], responses={200: ConfirmationSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_to_change(request, kwargs["id"])
        sent = SettlementSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        disputed = confirmation_card(agreement, request.user).standing.disputed
        if disputed is None:
            raise NotAsked
        settle(disputed, text=sent.validated_data["settlement"], by=signed_in(request), at=timezone.now())
        return _answered(request, agreement)


def _answered(request: Request, agreement: Agreement) -> Response:
    return Response(answer_of(confirmation_card(agreement, request.user)))
