"""Documents of an agreement: the list, sending files, reading one."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.api.record import agreement_for
from agreements.api.serializers.documents import DocumentSerializer, DocumentsInputSerializer, document_inputs
from agreements.api.views.parts import PartListView
from agreements.policies import DocumentPolicy
from agreements.services.documents import add_documents
from twinning.accounts.authentication import signed_in
from twinning.core.rest.parsers import FilesParser


class DocumentListView(PartListView):
    """The documents that the caller may read; files are added at any time, also in force."""

    serializer_class = DocumentSerializer

    def get_parsers(self) -> list[BaseParser]:
        return [FilesParser()]

    def parts(self) -> QuerySet[Any]:
        return DocumentPolicy.visible_to(self.request.user, self.agreement)

    def get_serializer_context(self) -> Mapping[str, Any]:
        return {**super().get_serializer_context(), "agreement_id": self.kwargs.get("id")}

    @extend_schema(summary="List documents", operation_id="agreements_documents_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Add documents",
        description="All files are kept, or none. A file that is there already is not kept twice.",
        operation_id="agreements_documents_add",
        request=DocumentsInputSerializer,
        responses={201: DocumentSerializer(many=True)},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_for(request, kwargs["id"])
        sent = DocumentsInputSerializer(data=_form_of(request))
        sent.is_valid(raise_exception=True)
        user = signed_in(request)
        kept = add_documents(agreement, document_inputs(sent.validated_data), by=user, at=timezone.now())
        answer = DocumentSerializer(kept, many=True, context=self.get_serializer_context())
        return Response(answer.data, status=status.HTTP_201_CREATED)


def _form_of(request: Request) -> dict[str, Any]:
    """The form as plain values: `files` as a list, every other field once."""
    sent = request.data
    if not isinstance(sent, MultiValueDict):
        return {}
    return {name: sent.getlist(name) if name == "files" else sent[name] for name in sent}


class AsTheFileIs(BaseRenderer):
    """Any Accept is met: a document is sent in the type it has."""

    media_type = "*/*"
    format = ""

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return b""


class DocumentFileView(APIView):
    """The content of one document, always as a download."""

    renderer_classes = [AsTheFileIs]

    @extend_schema(
        summary="Read a document's content",
        operation_id="agreements_documents_file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, **kwargs: Any) -> FileResponse:
        agreement = agreement_for(request, kwargs["id"])
        documents = DocumentPolicy.visible_to(request.user, agreement)
        document = get_object_or_404(documents, public_id=kwargs["document_id"])
        return FileResponse(
            document.file.open("rb"),
            as_attachment=True,
            filename=document.original_name,
            content_type=document.content_type,
        )
