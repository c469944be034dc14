"""The public page on which anybody checks a paper of the register."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views import View
from rest_framework.throttling import BaseThrottle

from agreements.certificate.words import words_of
from agreements.forms.verification import VerificationForm
from agreements.verification import Finding, Verdict, verify
from agreements.views.draft_page import UNPROCESSABLE
from twinning.core.attempts import is_within, seconds_to_wait

TOO_MANY = 429


class VerificationView(View):
    """Answers by reference and code; a wrong one of either is answered like one that never was."""

    def get(self, request: HttpRequest) -> HttpResponse:
        is_asked = "reference" in request.GET or "code" in request.GET
        form = VerificationForm(request.GET if is_asked else None)
        if not is_asked:
            return self.show(form)
        if not may_verify(request):
            response = self.show(form, TOO_MANY, is_too_often=True)
            response.headers["Retry-After"] = str(seconds_to_wait())
            return response
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        return self.show(form, finding=verify(**form.cleaned_data))

    def show(
        self,
        form: VerificationForm,
        status: int = 200,
        *,
        finding: Finding | None = None,
        is_too_often: bool = False,
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "form": form,
            "finding": finding,
            "is_too_often": is_too_often,
            "tone": {Verdict.UNCHANGED: "good", Verdict.CHANGED: "attention", Verdict.UNKNOWN: "bad"},
            **(_paper(finding) if finding is not None else {}),
        }
        response = render(self.request, "agreements/verification.html", context, status=status)
        # What is asked stands in the address: no search engine, no other site and no shared cache is to learn it.
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def may_verify(request: HttpRequest) -> bool:
    """Count a question against its address; page and API count together."""
    caller = BaseThrottle().get_ident(request)  # type: ignore[arg-type]  # it reads no more than META
    return is_within(settings.VERIFICATIONS_PER_MINUTE, what="verification", caller=caller)


def _paper(finding: Finding) -> dict[str, Any]:
    """What the answer repeats: of a public record what the paper says, of another that the paper is ours."""
    if finding.certificate is None:
        return {"verdict": finding.verdict, "icon_name": "alert-triangle"}
    certificate = finding.certificate
    icon = "circle-check" if finding.verdict == Verdict.UNCHANGED else "alert-triangle"
    shown: dict[str, Any] = {"verdict": finding.verdict, "icon_name": icon, "certificate": certificate}
    if finding.is_public:
        shown["words"] = words_of(certificate)
        shown["record_url"] = reverse("agreements:agreement_detail", args=[certificate.agreement.public_id])
        shown["other_language"] = certificate.language != (get_language() or "")[:2]
    return shown
