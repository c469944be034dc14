"""Imports: send a file, look at what it would do, decide, apply, undo."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from twinning.accounts.authentication import signed_in
from twinning.core.filtersets import StrictFilterBackend
from twinning.core.rest.parsers import FilesParser
from twinning.imports.api.serializers import (
    ImportAnswersSerializer,
    ImportApplySerializer,
    ImportMatchingSerializer,
    ImportQuestionSerializer,
    ImportRowSerializer,
    ImportRunSerializer,
    ImportUploadSerializer,
)
from twinning.imports.choices import Mode
from twinning.imports.importers import importer_of
from twinning.imports.jobs import put_to_work
from twinning.imports.models import ImportRun
from twinning.imports.policies import ImportPolicy
from twinning.imports.services.applying import start_applying
from twinning.imports.services.matching import match_columns
from twinning.imports.services.questions import answer_questions
from twinning.imports.services.undoing import start_undoing
from twinning.imports.services.uploads import take_in
from twinning.imports.services.working import ask_to_cancel
from twinning.imports.views.wrong_rows import wrong_rows_response


def run_for(request: Request, public_id: Any) -> ImportRun:
    """The import with this id. Raises: Http404 where it does not exist or is not for this caller."""
    return get_object_or_404(ImportPolicy.visible_to(request.user), public_id=public_id)


def _valid(serializer: serializers.Serializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    data: dict[str, Any] = serializer.validated_data
    return data


def _at_work(run: ImportRun) -> Response:
    """The run as it stands, with its next step handed to the background."""
    put_to_work(run)
    fresh = ImportRun.objects.get(pk=run.pk)
    return Response(ImportRunSerializer(fresh).data, status=status.HTTP_202_ACCEPTED)


class ImportListView(generics.ListAPIView[ImportRun]):
    """The imports of the caller's organisations, and a new one."""

    serializer_class = ImportRunSerializer
    filter_backends = [StrictFilterBackend]

    def get_parsers(self) -> list[BaseParser]:
        return [FilesParser()]

    def get_queryset(self) -> QuerySet[ImportRun]:
        if getattr(self, "swagger_fake_view", False):
            return ImportRun.objects.none()  # The schema asks without a caller.
        return ImportPolicy.visible_to(self.request.user)

    @extend_schema(summary="List imports", operation_id="imports_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Send a file to import",
        description="It is read and checked in the background; nothing is written before `apply`.",
        operation_id="imports_add",
        request=ImportUploadSerializer,
        responses={202: ImportRunSerializer},
    )
    def post(self, request: Request) -> Response:
        form: Any = request.data
        sent = {name: form[name] for name in form}
        data = _valid(ImportUploadSerializer(data=sent))
        run = take_in(
            data["file"],
            importer=importer_of(data["kind"]),
            organisation=data["organisation"],
            by=signed_in(request),
            at=timezone.now(),
        )
        return _at_work(run)


class ImportDetailView(APIView):
    """One import."""

    @extend_schema(summary="Read an import", operation_id="imports_read", responses=ImportRunSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        return Response(ImportRunSerializer(run_for(request, kwargs["id"])).data)


class ImportRowListView(generics.ListAPIView[Any]):
    """The rows of an import as the dry run and the writing left them."""

    serializer_class = ImportRowSerializer
    filter_backends = [StrictFilterBackend]

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return ImportRun.objects.none()  # The schema asks without a run.
        return run_for(self.request, self.kwargs["id"]).rows.order_by("number")

    @extend_schema(summary="List the rows of an import", operation_id="imports_rows_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class ImportQuestionListView(generics.ListAPIView[Any]):
    """The names of an import that may mean several records."""

    serializer_class = ImportQuestionSerializer
    filter_backends = [StrictFilterBackend]

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return ImportRun.objects.none()  # The schema asks without a run.
        return run_for(self.request, self.kwargs["id"]).asked.order_by("pk")

    @extend_schema(summary="List the questions of an import", operation_id="imports_questions_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Decide what names mean",
        operation_id="imports_questions_answer",
        request=ImportAnswersSerializer,
        responses={202: ImportRunSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        run = run_for(request, kwargs["id"])
        answers = _valid(ImportAnswersSerializer(data=request.data))["answers"]
        answer_questions(run, answers, by=signed_in(request), at=timezone.now(), today=timezone.localdate())
        return _at_work(ImportRun.objects.get(pk=run.pk))


class ImportColumnsView(APIView):
    """Which field each column fills."""

    @extend_schema(
        summary="Match the columns and check the rows",
        operation_id="imports_columns_match",
        request=ImportMatchingSerializer,
        responses={202: ImportRunSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        run = run_for(request, kwargs["id"])
        columns = _valid(ImportMatchingSerializer(data=request.data))["columns"]
        return _at_work(match_columns(run, columns, by=signed_in(request), at=timezone.now()))


class ImportApplyView(APIView):
    """Writing the new and changed rows."""

    @extend_schema(
        summary="Apply an import",
        operation_id="imports_apply",
        request=ImportApplySerializer,
        responses={202: ImportRunSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        run = run_for(request, kwargs["id"])
        mode = Mode(_valid(ImportApplySerializer(data=request.data or {}))["mode"])
        return _at_work(start_applying(run, mode=mode, by=signed_in(request), at=timezone.now()))


class ImportCancelView(APIView):
    """Stopping an import."""

    @extend_schema(
        summary="Cancel an import", operation_id="imports_cancel", request=None, responses={202: ImportRunSerializer}
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        return _at_work(ask_to_cancel(run_for(request, kwargs["id"]), by=signed_in(request), at=timezone.now()))


class ImportUndoView(APIView):
    """Taking an applied import back."""

    @extend_schema(
        summary="Undo an import",
        description="Records that were edited since stay and are told in the rows.",
        operation_id="imports_undo",
        request=None,
        responses={202: ImportRunSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        return _at_work(start_undoing(run_for(request, kwargs["id"]), by=signed_in(request), at=timezone.now()))


class AnyType(BaseRenderer):
    """Any Accept is met: a file is sent in the type it has."""

    media_type = "*/*"
    format = ""

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return b""


class ImportWrongRowsView(APIView):
    """The rows to be mended, as a file like the one that was sent."""

    renderer_classes = [AnyType]

    @extend_schema(
        summary="Read the wrong rows as a file",
        operation_id="imports_wrong_rows",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        return wrong_rows_response(run_for(request, kwargs["id"]), (get_language() or "ar")[:2])
