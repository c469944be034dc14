"""One agreement as a caller of the API meets it: found through policy, tagged, answered whole."""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import status as http
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api.serializers.agreements import IS_INSIDER, PREDECESSOR, AgreementDetailSerializer
from agreements.api.serializers.authorisations import DOCUMENT_IDS
from agreements.models import Agreement
from agreements.policies import AgreementPolicy, DocumentPolicy
from twinning.core.filtersets import refuse_parameters
from twinning.core.rest.conditional import etag, is_known_to_caller, require_match, with_etag


def agreement_for(request: Request, public_id: uuid.UUID) -> Agreement:
    """The agreement with this id, with all that its answer shows.

    Raises: Http404 where it does not exist or is not for this caller: the same answer.
    """
    visible = AgreementPolicy.visible_to(request.user).with_list_parts()
    return get_object_or_404(visible.prefetch_related("purposes__indicators", "authorisations"), public_id=public_id)


def tag_of(request: Request, agreement: Agreement) -> str:
    """The strong tag of what this caller reads: versions of record and relationship, and the caller's standing.

    Those who keep a record, those who are a party to it and the public read different answers of one version.
    """
    standing = "p"
    if AgreementPolicy.is_keeper(request.user, agreement):
        standing = "k"
    elif AgreementPolicy.is_insider(request.user, agreement):
        standing = "i"
    tie = agreement.relationship
    return etag(agreement.version, tie.version if tie else 0, tie.vitality if tie else "none", standing)


def agreement_to_change(request: Request, public_id: uuid.UUID) -> Agreement:
    """The agreement that If-Match names a version of.

    Raises: Http404, PreconditionRequired, StaleVersion.
    """
    agreement = agreement_for(request, public_id)
    require_match(request, tag_of(request, agreement))
    return agreement


def read_answer(request: Request, public_id: uuid.UUID) -> Response:
    """The whole record, or 304 where the caller has it already."""
    refuse_parameters(request)
    agreement = agreement_for(request, public_id)
    tag = tag_of(request, agreement)
    if is_known_to_caller(request, tag):
        return with_etag(Response(status=http.HTTP_304_NOT_MODIFIED), tag)
    return with_etag(Response(_detail(request, agreement)), tag)


def written_answer(request: Request, public_id: uuid.UUID, *, status: int = http.HTTP_200_OK) -> Response:
    """The record as it stands after a change, read again."""
    agreement = agreement_for(request, public_id)
    return with_etag(Response(_detail(request, agreement), status=status), tag_of(request, agreement))


def _detail(request: Request, agreement: Agreement) -> dict[str, Any]:
    is_keeper = AgreementPolicy.is_keeper(request.user, agreement)
    context = {
        PREDECESSOR: _predecessor(request, agreement),
        IS_INSIDER: AgreementPolicy.is_insider(request.user, agreement),
        DOCUMENT_IDS: _document_ids(request, agreement),
        "due_diligence": getattr(agreement, "due_diligence", None) if is_keeper else None,
        "submission": _last_submission(agreement) if is_keeper else None,
    }
    return dict(AgreementDetailSerializer(agreement, context=context).data)


def _predecessor(request: Request, agreement: Agreement) -> Agreement | None:
    if agreement.predecessor_id is None:
        return None
    return AgreementPolicy.visible_to(request.user).filter(pk=agreement.predecessor_id).first()


def _document_ids(request: Request, agreement: Agreement) -> dict[int, uuid.UUID]:
    if not any(step.document_id for step in agreement.authorisations.all()):
        return {}
    return dict(DocumentPolicy.visible_to(request.user, agreement).values_list("pk", "public_id"))


def _last_submission(agreement: Agreement) -> Any:
    return agreement.submissions.prefetch_related("field_comments").order_by("-round").first()
