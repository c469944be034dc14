"""Handing out a document: through policy, under its own name, and never as something that could act in the page."""

import uuid

import structlog
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views import View

from agreements.models import Document
from agreements.policies import AgreementPolicy, DocumentPolicy

logger = structlog.get_logger(__name__)
# What a browser shows by itself without running anything; all else is saved.
SHOWN_IN_PAGE = frozenset({"application/pdf", "image/png", "image/jpeg"})


class DocumentDownloadView(View):
    """The file of one document; `?download` saves it in any case."""

    def get(self, request: HttpRequest, public_id: uuid.UUID, document_id: uuid.UUID) -> FileResponse:
        agreement = AgreementPolicy.visible_to(request.user).filter(public_id=public_id).first()
        if agreement is None:
            raise Http404
        document = DocumentPolicy.visible_to(request.user, agreement).filter(public_id=document_id).first()
        if document is None:
            raise Http404
        return hand_out(document, saved="download" in request.GET)


def hand_out(document: Document, *, saved: bool) -> FileResponse:
    """The kept bytes with headers that leave a browser no room for guesses."""
    try:
        file = document.file.open("rb")
    except FileNotFoundError as error:
        logger.exception("document_file_missing", document=str(document.public_id))
        raise Http404(_("The file of this document is missing.")) from error
    is_shown = document.content_type in SHOWN_IN_PAGE and not saved
    # Django writes names beyond ASCII as filename* of RFC 5987.
    response = FileResponse(
        file,
        as_attachment=not is_shown,
        filename=document.original_name,
        content_type=document.content_type,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Length"] = str(document.size)
    return response
