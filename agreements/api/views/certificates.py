"""Certificates of registration: asking for one, reading it, and checking a paper."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from agreements.api.record import agreement_for
from agreements.api.serializers.certificates import (
    CertificateInputSerializer,
    CertificateSerializer,
    VerificationInputSerializer,
    VerificationSerializer,
)
from agreements.api.views.documents import AsTheFileIs
from agreements.api.views.parts import PartListView
from agreements.certificate.printing import print_certificate
from agreements.models import Certificate
from agreements.policies import CertificatePolicy
from agreements.services.certificates import issue_certificate
from agreements.verification import verify
from agreements.views.certificate import certificate_name, paper_response, verification_url
from twinning.accounts.authentication import signed_in
from twinning.accounts.permissions import ReadableByAnyone
from twinning.core.attempts import is_within, seconds_to_wait


class CertificateListView(PartListView):
    """The certificates the caller was given; all of them for those who keep the record."""

    serializer_class = CertificateSerializer

    def parts(self) -> QuerySet[Any]:
        return CertificatePolicy.visible_to(self.request.user, self.agreement).select_related("agreement")

    @extend_schema(summary="List certificates", operation_id="agreements_certificates_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Issue a certificate",
        description="Only for an agreement that was signed or recorded as historical; else 409 `wrong_state`.",
        operation_id="agreements_certificates_issue",
        request=CertificateInputSerializer,
        responses={201: CertificateSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_for(request, kwargs["id"])
        sent = CertificateInputSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        language = Certificate.Language(sent.validated_data["language"])
        certificate = issue_certificate(
            agreement,
            language=language,
            verify_url=verification_url(request, language),
            by=signed_in(request),
            at=timezone.now(),
        )
        answer = CertificateSerializer(certificate, context=self.get_serializer_context())
        return Response(answer.data, status=status.HTTP_201_CREATED)


class CertificateFileView(APIView):
    """The paper itself."""

    renderer_classes = [AsTheFileIs]

    @extend_schema(
        summary="Read a certificate as PDF",
        operation_id="agreements_certificates_file",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        agreement = agreement_for(request, kwargs["id"])
        certificates = CertificatePolicy.visible_to(request.user, agreement)
        certificate = get_object_or_404(certificates, public_id=kwargs["certificate_id"])
        return paper_response(print_certificate(certificate), certificate_name(certificate))


class VerificationsPerMinute(BaseThrottle):
    """Counts with the page: an address asks so often a minute, whichever way it asks."""

    def allow_request(self, request: Request, view: Any) -> bool:
        limit: int = settings.VERIFICATIONS_PER_MINUTE
        return is_within(limit, what="verification", caller=self.get_ident(request))

    def wait(self) -> float:
        return float(seconds_to_wait())


class VerificationView(APIView):
    """Checks a paper; a wrong reference and a wrong code are answered like a paper that never was."""

    permission_classes = [ReadableByAnyone]
    throttle_classes = [VerificationsPerMinute]

    @extend_schema(
        summary="Check a certificate",
        operation_id="certificates_verify",
        parameters=[VerificationInputSerializer],
        responses=VerificationSerializer,
    )
    def get(self, request: Request) -> Response:
        sent = VerificationInputSerializer(data=request.query_params.dict())
        sent.is_valid(raise_exception=True)
        answer = Response(VerificationSerializer(verify(**sent.validated_data)).data)
        answer.headers["Cache-Control"] = "no-store, private"
        return answer
