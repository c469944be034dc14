"""The task "documents": several files at once, each refused file by name, the others kept."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.choices import Visibility
from agreements.forms.notes import DocumentsForm
from agreements.models import Document
from agreements.services.documents import add_documents, withdraw_document
from agreements.tasks import Part
from agreements.views.draft_page import UNPROCESSABLE, DraftView
from agreements.views.people import signed_in


class DraftDocumentsView(DraftView):
    """The files of a draft and the form that adds some."""

    part = Part.DOCUMENTS
    title = Part.DOCUMENTS.label
    lead = _("The text of the agreement, decrees and decisions, letters, evidence.")
    template_name = "agreements/draft_documents.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = self.make_form(bound=True)
        is_valid = form.is_valid()
        kept: list[Document] = []
        if is_valid or form.has_all_but_files():
            kept = add_documents(self.agreement, form.as_inputs(), by=signed_in(request), at=timezone.now())
            self.load()
        if not is_valid:
            return self.show(form, UNPROCESSABLE, kept=kept)
        text = ngettext("%(count)s file is kept.", "%(count)s files are kept.", len(kept)) % {"count": len(kept)}
        messages.success(request, text)
        return redirect(self.url("draft_documents"))

    def make_form(self, *, bound: bool = False) -> DocumentsForm:
        data, files = (self.request.POST, self.request.FILES) if bound else (None, None)
        preset = {"visibility": Visibility.INTERNAL.value, "language": "ar", "kind": "agreement_text"}
        return DocumentsForm(data, files, initial=preset)

    def show(self, form: DocumentsForm, status: int = 200, kept: list[Document] | None = None) -> HttpResponse:
        documents = [document for document in self.agreement.documents.all() if document.withdrawn_at is None]
        own = {
            "form": form,
            "kept": kept or [],
            "most_bytes": settings.DOCUMENT_MAX_BYTES,
            "documents": [
                {
                    "document": document,
                    "url": self.document_url(document),
                    "withdraw_url": self.url("draft_document_withdraw", document_id=document.public_id),
                }
                for document in documents
            ],
        }
        return self.render(own, status)

    def document_url(self, document: Document) -> str:
        return self.url("document_download", document_id=document.public_id)


class DraftDocumentWithdrawView(DraftView):
    """Takes a file out of the record; it stays in the archive, marked."""

    part = Part.DOCUMENTS

    def post(self, request: HttpRequest, document_id: uuid.UUID, **kwargs: Any) -> HttpResponseBase:
        for document in self.agreement.documents.all():
            if document.public_id == document_id and document.withdrawn_at is None:
                withdraw_document(document, by=signed_in(request), at=timezone.now())
        return redirect(self.url("draft_documents"))
