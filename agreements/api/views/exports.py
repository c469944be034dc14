"""Agreements as files: exactly the list with the same parameters."""

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from agreements.api.views.documents import AsTheFileIs
from agreements.exports import AboutExport, AgreementTable
from agreements.filtersets import AgreementFilterSet
from agreements.models import Agreement
from agreements.policies import AgreementPolicy
from agreements.views.export import XLSX_TYPE, export_response
from twinning.core.filtersets import StrictFilterBackend


class AgreementExportView(APIView):
    """The filtered list as a file; `file_format` is set by its address."""

    file_format = "csv"
    renderer_classes: list[type[BaseRenderer]] = [AsTheFileIs]
    filter_backends = [StrictFilterBackend]
    filterset_class = AgreementFilterSet

    def export(self, request: Request) -> HttpResponseBase:
        """Every row of the list with these parameters, in its order; texts follow Accept-Language."""
        asked = AgreementFilterSet(
            request.query_params, queryset=AgreementPolicy.visible_to(request.user), request=request
        )
        problems = asked.problems(also_known=())
        if problems:
            raise ValidationError(problems)
        language = (get_language() or "ar")[:2]
        table = AgreementTable(asked.qs, person=request.user, language=language)
        conditions = [(str(asked.filters[name].label), ", ".join(asked.data.getlist(name))) for name in asked.data]
        address = request.build_absolute_uri()
        return export_response(table, self.file_format, AboutExport(conditions, "", address, timezone.now()))

    def get_queryset(self) -> object:
        return Agreement.objects.none()  # The schema asks for the filters of a set.


class AgreementCsvView(AgreementExportView):
    """The list as text."""

    file_format = "csv"

    @extend_schema(
        summary="Export agreements as CSV",
        description="UTF-8 with a byte-order mark; importable as it is.",
        operation_id="exports_agreements_csv",
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> HttpResponseBase:
        return self.export(request)


class AgreementXlsxView(AgreementExportView):
    """The list as a workbook."""

    file_format = "xlsx"

    @extend_schema(
        summary="Export agreements as an Excel workbook",
        description="Typed dates, a right-to-left sheet in Arabic, a sheet about the export; importable as it is.",
        operation_id="exports_agreements_xlsx",
        responses={(200, XLSX_TYPE): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> HttpResponseBase:
        return self.export(request)
