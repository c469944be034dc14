"""Asking for the certificate of an agreement, and reading it."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views import View

from agreements.certificate.printing import print_certificate
from agreements.exceptions import WrongState
from agreements.models import Certificate
from agreements.policies import AgreementPolicy, CertificatePolicy
from agreements.services.certificates import issue_certificate
from agreements.views.people import signed_in

PDF = "application/pdf"


class CertificateIssueView(LoginRequiredMixin, View):
    """Gives the person who asks a certificate in the language she asks for, and shows it."""

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
        agreement = get_object_or_404(AgreementPolicy.visible_to(request.user), public_id=public_id)
        language = request.POST.get("language", "")
        if language not in Certificate.Language.values:
            raise Http404
        try:
            certificate = issue_certificate(
                agreement,
                language=Certificate.Language(language),
                verify_url=verification_url(request, language),
                by=signed_in(request),
                at=timezone.now(),
            )
        except WrongState as error:
            messages.error(request, str(error.message))
            return redirect("agreements:agreement_detail", public_id=public_id)
        return redirect("agreements:certificate", public_id=public_id, certificate_id=certificate.public_id)


class CertificateView(LoginRequiredMixin, View):
    """The paper itself, printed again word for word."""

    def get(self, request: HttpRequest, public_id: uuid.UUID, certificate_id: uuid.UUID) -> HttpResponse:
        agreement = get_object_or_404(AgreementPolicy.visible_to(request.user), public_id=public_id)
        certificates = CertificatePolicy.visible_to(request.user, agreement)
        certificate = get_object_or_404(certificates, public_id=certificate_id)
        return paper_response(print_certificate(certificate), certificate_name(certificate))


def verification_url(request: HttpRequest, language: str) -> str:
    """The whole address of the verification page in a language."""
    with translation.override(language):
        return request.build_absolute_uri(reverse("agreements:verification"))


def certificate_name(certificate: Certificate) -> str:
    """The name of the file: the reference and the language."""
    return f"{certificate.facts['reference']}-{certificate.language}.pdf"


def paper_response(pdf: bytes, name: str) -> HttpResponse:
    """A PDF that the browser shows and keeps for this person alone."""
    response = HttpResponse(pdf, content_type=PDF)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store, private"
    return response
