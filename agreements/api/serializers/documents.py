"""Documents as JSON, and the form fields that come with files."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from agreements.choices import DocumentKind, DocumentLanguage, Visibility
from agreements.models import Document
from agreements.services.documents import DocumentInput
from twinning.core.rest.fields import ChoiceCodeField, MomentField, StrictSerializer, TextField

MOST_FILES = 20


class DocumentSerializer(serializers.Serializer[Any]):
    """A file of an agreement, sealed by its SHA-256; `href` is where its content is read."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    kind = serializers.ChoiceField(DocumentKind.choices, read_only=True)
    title = serializers.CharField(read_only=True)
    language = serializers.ChoiceField(DocumentLanguage.choices, read_only=True)
    visibility = serializers.ChoiceField(Visibility.choices, read_only=True)
    file_name = serializers.CharField(source="original_name", read_only=True)
    content_type = serializers.CharField(read_only=True)
    size = serializers.IntegerField(read_only=True)
    sha256 = serializers.CharField(read_only=True)
    created_at = MomentField()
    href = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_href(self, document: Document) -> str:
        ids = {"id": self.context["agreement_id"], "document_id": document.public_id}
        return reverse("api:document-file", kwargs=ids, request=self.context["request"])


class DocumentsInputSerializer(StrictSerializer):
    """Several files sent as multipart/form-data, and what holds for all of them."""

    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), max_length=MOST_FILES)
    kind = ChoiceCodeField(choices=DocumentKind.choices, required=False)
    language = ChoiceCodeField(choices=DocumentLanguage.choices, required=False)
    visibility = ChoiceCodeField(choices=Visibility.choices, required=False)
    title = TextField(max_length=200, required=False, allow_blank=True)


_CODES: dict[str, Any] = {"kind": DocumentKind, "language": DocumentLanguage, "visibility": Visibility, "title": str}


def document_inputs(data: dict[str, Any]) -> list[DocumentInput]:
    """What the services take, from validated form fields."""
    said = {name: _CODES[name](value) for name, value in data.items() if name in _CODES}
    return [DocumentInput(upload=upload, **said) for upload in data["files"]]
