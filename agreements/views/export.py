"""The list of agreements as a file: the same conditions, the same reader, every row."""

import tempfile
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views import View

from agreements.exports import AboutExport, AgreementTable
from agreements.filtersets import AgreementFilterSet
from agreements.policies import AgreementPolicy
from agreements.views.agreement import counting_rule
from agreements.views.listing import ListQuery, read_query
from twinning.imports.writers import csv_chunks, write_xlsx

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("csv", "xlsx")


class AgreementExportView(View):
    """The whole filtered list as CSV or XLSX; a condition that is not understood leads back to the list."""

    def get(self, request: HttpRequest, file_format: str) -> HttpResponseBase:
        if file_format not in FORMATS:
            raise Http404
        query = read_query(request, AgreementFilterSet, AgreementPolicy.visible_to(request.user))
        if query.problems:
            return redirect(f"{reverse('agreements:agreement_list')}?{request.GET.urlencode()}")
        language = (get_language() or "ar")[:2]
        table = AgreementTable(query.filterset.qs, person=request.user, language=language)
        address = request.build_absolute_uri(query.without("page").replace(request.path, _list_path()))
        return export_response(table, file_format, about_export(query, address))


def _list_path() -> str:
    return reverse("agreements:agreement_list")


def about_export(query: ListQuery[AgreementFilterSet], address: str) -> AboutExport:
    """What a file says of the conditions it was made under."""
    filters = query.filterset.filters
    conditions = [(str(filters[name].label), ", ".join(query.data.getlist(name))) for name in query.data]
    return AboutExport(conditions, counting_rule(query), address, timezone.now())


def export_response(table: AgreementTable, file_format: str, about: AboutExport) -> HttpResponseBase:
    """The table as a download: text is sent while it is read, a workbook when it is whole."""
    name = f"agreements-{timezone.localdate():%Y-%m-%d}.{file_format}"
    if file_format == "csv":
        chunks: Iterator[bytes] = csv_chunks(table.rows())
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(chunks, content_type=CSV_TYPE, headers=headers)
    target: Any = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it when it is sent
    write_xlsx(target, table.sheets(about))
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=name, content_type=XLSX_TYPE)
