"""Activities and projects as a caller of the API meets them: found through policy, tagged, answered whole."""

import uuid
from typing import Any, TypeAlias

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import status as http
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api.serializers.evidence import DOCUMENTS, PURPOSES
from agreements.api.serializers.follow_up import ActivitySerializer, ProjectSerializer
from agreements.models import Activity, Agreement, Project
from agreements.policies import ActivityPolicy, AgreementPolicy, DocumentPolicy, Person, ProjectPolicy
from twinning.core.rest.conditional import etag, is_known_to_caller, require_match, with_etag

Row: TypeAlias = Activity | Project


def with_parts(rows: QuerySet[Any], person: Person, *parts: str) -> QuerySet[Any]:
    """Rows with what their answers show; of their documents those that this person may read."""
    readable = Prefetch("documents", DocumentPolicy.readable_by(person))
    return rows.select_related("city__country", "city__governorate", "agreement").prefetch_related(
        "purposes", readable, *parts
    )


def activities_for(person: Person) -> QuerySet[Any]:
    rows = ActivityPolicy.readable_by(person).select_related("relationship")
    return with_parts(rows, person, "participants", "agreement__parties")


def projects_for(person: Person) -> QuerySet[Any]:
    return with_parts(ProjectPolicy.readable_by(person), person, "milestones", "agreement__parties")


def row_for(request: Request, kind: type[Row], public_id: uuid.UUID) -> Any:
    """The activity or project with this id. Raises: Http404 where there is none for this caller."""
    rows = activities_for(request.user) if kind is Activity else projects_for(request.user)
    return get_object_or_404(rows, public_id=public_id)


def row_to_change(request: Request, kind: type[Row], public_id: uuid.UUID) -> Any:
    """The row that If-Match names a version of. Raises: Http404, PreconditionRequired, StaleVersion."""
    row = row_for(request, kind, public_id)
    require_match(request, tag_of(request, row))
    return row


def tag_of(request: Request, row: Row) -> str:
    """The strong tag of what this caller reads: insiders and the public read different lists of documents."""
    is_insider = row.agreement is not None and AgreementPolicy.is_insider(request.user, row.agreement)
    return etag(row.version, "i" if is_insider else "p")


def answer(request: Request, row: Row, *, status: int = http.HTTP_200_OK) -> Response:
    """One row, or 304 where a reader has it already."""
    tag = tag_of(request, row)
    if request.method == "GET" and is_known_to_caller(request, tag):
        return with_etag(Response(status=http.HTTP_304_NOT_MODIFIED), tag)
    serializer: Any = ActivitySerializer if isinstance(row, Activity) else ProjectSerializer
    return with_etag(Response(serializer(row).data, status=status), tag)


def known_parts(request: Request, agreement: Agreement) -> dict[str, Any]:
    """The context in which ids of purposes and documents are read."""
    return {
        PURPOSES: agreement.purposes.all(),
        DOCUMENTS: DocumentPolicy.visible_to(request.user, agreement),
    }
