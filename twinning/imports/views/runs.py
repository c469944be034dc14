"""The list of imports, a new one, and templates to download."""

import io
from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views import View

from twinning.accounts.models import User
from twinning.core.exceptions import InvalidInput
from twinning.core.forms import problems_to_form
from twinning.imports.forms import UploadForm
from twinning.imports.importers import importers
from twinning.imports.jobs import put_to_work
from twinning.imports.policies import ImportPolicy
from twinning.imports.services.uploads import take_in
from twinning.imports.sheets import template_sheets
from twinning.imports.views.run_words import row_of_list
from twinning.imports.writers import write_xlsx

UNPROCESSABLE = 422
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PAGE_SIZE = 25


def signed_in(request: HttpRequest) -> User:
    """The signed-in person of a page that only signed-in people reach; PermissionDenied where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class RunListView(LoginRequiredMixin, View):
    """The imports of a person's organisations, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        kinds = ImportPolicy.kinds_for(request.user)
        if not kinds:
            raise PermissionDenied
        runs = ImportPolicy.visible_to(request.user).select_related("created_by")
        page = Paginator(runs, _PAGE_SIZE).get_page(request.GET.get("page"))
        context = {"page": page, "rows": [row_of_list(run, request.user) for run in page.object_list], "kinds": kinds}
        return render(request, "imports/run_list.html", context)


class RunUploadView(LoginRequiredMixin, View):
    """Takes a file in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not ImportPolicy.kinds_for(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, self.make_form(request))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = self.make_form(request, bound=True)
        if not form.is_valid():
            return self.show(request, form, UNPROCESSABLE)
        importer, organisation = form.chosen
        try:
            run = take_in(
                form.cleaned_data["file"],
                importer=importer,
                organisation=organisation,
                by=signed_in(request),
                at=timezone.now(),
            )
        except InvalidInput as error:
            problems_to_form(form, error)
            return self.show(request, form, UNPROCESSABLE)
        put_to_work(run)
        return redirect("imports:run_detail", public_id=run.public_id)

    def make_form(self, request: HttpRequest, *, bound: bool = False) -> UploadForm:
        data, files = (request.POST, request.FILES) if bound else (None, None)
        return UploadForm(data, files, person=request.user, kinds=ImportPolicy.kinds_for(request.user))

    def show(self, request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "kinds": ImportPolicy.kinds_for(request.user),
            "most_bytes": settings.IMPORT_MAX_BYTES,
            "most_rows": settings.IMPORT_MAX_ROWS,
        }
        return render(request, "imports/run_upload.html", context, status=status)


class TemplateView(View):
    """An empty table to fill, with an explanation of its columns, in the language of the page."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        importer = next((one for one in importers() if one.key == kind), None)
        if importer is None:
            raise Http404
        language = (get_language() or "ar")[:2]
        target = io.BytesIO()
        write_xlsx(target, template_sheets(importer, language))
        name = f"{kind}-{language}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(target.getvalue(), content_type=XLSX_TYPE, headers=headers)
