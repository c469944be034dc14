"""The rows to be mended, as a file."""

import tempfile
import uuid
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twinning.imports.choices import FileFormat
from twinning.imports.models import ImportRun
from twinning.imports.sheets import wrong_rows
from twinning.imports.views.run import RunView
from twinning.imports.views.runs import XLSX_TYPE
from twinning.imports.writers import Sheet, csv_chunks, write_xlsx


class WrongRowsView(RunView):
    """A file like the one that was sent, with only the wrong rows and a column that says what is wrong."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
        return wrong_rows_response(self.run, (get_language() or "ar")[:2])


def wrong_rows_response(run: ImportRun, language: str) -> HttpResponseBase:
    """The wrong rows in the format of the file: Excel for Excel, text in UTF-8 for everything else."""
    suffix = _("to mend")
    stem = f"{run.file_name.rpartition('.')[0] or run.file_name}-{suffix}"
    rows = wrong_rows(run, language)
    if run.format != FileFormat.XLSX:
        chunks = csv_chunks(rows, delimiter=run.layout.get("delimiter", ","))
        answer: HttpResponseBase = StreamingHttpResponse(chunks, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = content_disposition_header(True, f"{stem}.csv")
        return answer
    width = len(run.headings)
    sheet = Sheet(_("To mend"), rows, [*[20] * width, 60], language == "ar", marked=width)
    target: Any = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it when it is sent
    write_xlsx(target, [sheet])
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{stem}.xlsx", content_type=XLSX_TYPE)
