"""Certificates of registration as JSON, and what is asked of them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from agreements.certificate.printing import address_of
from agreements.forms.verification import LONGEST_CODE, LONGEST_REFERENCE
from agreements.models import Certificate
from agreements.verification import Finding, Verdict
from twinning.core.rest.fields import ChoiceCodeField, MomentField, StrictSerializer, TextField


class CertificateSerializer(serializers.Serializer[Certificate]):
    """A paper given out: in which language, with which code, and where it is read and checked."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    language = serializers.ChoiceField(Certificate.Language.choices, read_only=True)
    code = serializers.CharField(source="code_in_groups", read_only=True)
    fingerprint = serializers.CharField(read_only=True)
    issued_at = MomentField()
    href = serializers.SerializerMethodField()
    verify_url = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_href(self, certificate: Certificate) -> str:
        ids = {"id": certificate.agreement.public_id, "certificate_id": certificate.public_id}
        return reverse("api:certificate-file", kwargs=ids, request=self.context["request"])

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_verify_url(self, certificate: Certificate) -> str:
        return address_of(certificate)


class CertificateInputSerializer(StrictSerializer):
    """The language the paper is wanted in."""

    language = ChoiceCodeField(choices=Certificate.Language.choices)


class VerificationInputSerializer(StrictSerializer):
    """The reference and the code as they are printed."""

    reference = TextField(max_length=LONGEST_REFERENCE)
    code = TextField(max_length=LONGEST_CODE)


class VerificationSerializer(serializers.Serializer[Finding]):
    """What the register says of a paper; `paper` repeats it only where its record is public."""

    verdict = serializers.ChoiceField(Verdict.choices, read_only=True)
    issued_at = serializers.SerializerMethodField()
    fingerprint = serializers.SerializerMethodField()
    paper = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"], "format": "date-time"})
    def get_issued_at(self, finding: Finding) -> Any:
        field = MomentField()
        return field.to_representation(finding.certificate.issued_at) if finding.certificate else None

    @extend_schema_field({"type": "string"})
    def get_fingerprint(self, finding: Finding) -> str:
        return finding.certificate.fingerprint if finding.certificate else ""

    @extend_schema_field(
        {"type": ["object", "null"], "description": "The facts printed on the paper, free of language."}
    )
    def get_paper(self, finding: Finding) -> dict[str, Any] | None:
        is_shown = finding.certificate is not None and finding.is_public
        return dict(finding.certificate.facts) if is_shown and finding.certificate else None
