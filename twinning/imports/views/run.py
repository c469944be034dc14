"""One import: its progress, its columns, its preview, its questions, its result."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from twinning.core.exceptions import Conflict, InvalidInput
from twinning.imports.choices import APPLICABLE, Mode, Outcome, Result, RunState
from twinning.imports.forms import ApplyForm, ColumnsForm, QuestionsForm
from twinning.imports.importers import Importer, importer_of
from twinning.imports.jobs import put_to_work
from twinning.imports.models import ImportRun
from twinning.imports.policies import ImportPolicy
from twinning.imports.progress import progress_of
from twinning.imports.services.applying import start_applying
from twinning.imports.services.matching import match_columns
from twinning.imports.services.questions import answer_questions
from twinning.imports.services.reading import first_rows
from twinning.imports.services.undoing import start_undoing
from twinning.imports.services.working import ask_to_cancel
from twinning.imports.sheets import TO_MEND
from twinning.imports.views.run_words import row_of_list, row_words
from twinning.imports.views.runs import UNPROCESSABLE, signed_in
from twinning.imports.words import read

_PAGE_SIZE = 25
_SHOWS_ROWS = (RunState.REVIEW, RunState.APPLIED, RunState.UNDONE, RunState.CANCELLED)


class RunView(LoginRequiredMixin, View):
    """What the pages of one run share: it is found through policy."""

    run: ImportRun

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        public_id: uuid.UUID = kwargs["public_id"]
        found = ImportPolicy.visible_to(request.user).select_related("created_by").filter(public_id=public_id).first()
        if found is None:
            raise Http404
        self.run = found
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def importer(self) -> Importer:
        return importer_of(self.run.kind)

    def to_run(self) -> HttpResponse:
        return redirect("imports:run_detail", public_id=self.run.public_id)

    def show(self, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        shared = {"run": self.run, "head": row_of_list(self.run, self.request.user), "importer": self.importer}
        return render(self.request, f"imports/{name}.html", {**shared, **context}, status=status)


class RunDetailView(RunView):
    """A run as it stands: at work, in doubt, ready, written or taken back."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        run = self.run
        context: dict[str, Any] = {
            "progress": progress_of(run, at=timezone.now()),
            "problem": read(run.problem.get("words")),
            "problem_row": run.problem.get("row"),
            "notes": [read(note) for note in run.notes],
        }
        if run.state == RunState.MATCHING:
            return redirect("imports:run_columns", public_id=run.public_id)
        if run.state in _SHOWS_ROWS:
            context |= self._rows()
        return self.show("run_detail", context)

    def _rows(self) -> dict[str, Any]:
        run = self.run
        shows_results = bool(run.result_counts)
        tabs = self._tabs()
        wanted = self.request.GET.get("rows", "")
        active = next((tab for tab in tabs if tab["code"] == wanted), tabs[0] if tabs else None)
        rows = run.rows.order_by("number")
        if active:
            active["is_active"] = True
            rows = rows.filter(**active["condition"])
        page = Paginator(rows, _PAGE_SIZE).get_page(self.request.GET.get("page"))
        return {
            "tabs": tabs,
            "active": active,
            "page": page,
            "rows": [row_words(run, row, self.importer) for row in page.object_list],
            "shows_results": shows_results,
            "open_questions": run.asked.filter(answer="").count(),
            "applicable": sum(run.count_of(outcome) for outcome in APPLICABLE),
            "to_mend": run.rows.filter(TO_MEND).count(),
            "form": ApplyForm(),
        }

    def _tabs(self) -> list[dict[str, Any]]:
        run = self.run
        found: list[tuple[str, Any, int, dict[str, Any]]] = []
        for result in Result:
            count = run.result_counts.get(result.value, 0)
            found.append((result.value, result.label, count, {"result": result}))
        for outcome in Outcome:
            if run.result_counts and outcome in APPLICABLE:
                continue  # What became of them is told instead.
            found.append((outcome.value, outcome.label, run.count_of(outcome), {"outcome": outcome}))
        return [
            {"code": code, "label": label, "count": count, "condition": condition, "url": f"?rows={code}#rows"}
            for code, label, count, condition in found
            if count
        ]


class RunColumnsView(RunView):
    """Which field each column fills."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        if self.run.state not in (RunState.MATCHING, RunState.REVIEW):
            return self.to_run()
        return self.show_form(self.make_form())

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        form = self.make_form(bound=True)
        if not form.is_valid():
            return self.show_form(form, UNPROCESSABLE)
        try:
            run = match_columns(self.run, form.matching, by=signed_in(request), at=timezone.now())
        except InvalidInput as error:
            for problem in error.problems:
                name = problem.field if problem.field in form.fields else None
                form.add_error(name, ValidationError(str(problem.message), problem.code))
            return self.show_form(form, UNPROCESSABLE)
        except Conflict as error:
            messages.error(request, str(error.message))
            return self.to_run()
        put_to_work(run)
        return self.to_run()

    def make_form(self, *, bound: bool = False) -> ColumnsForm:
        data = self.request.POST if bound else None
        run = self.run
        return ColumnsForm(data, importer=self.importer, headings=run.headings, matching=run.matching)

    def show_form(self, form: ColumnsForm, status: int = 200) -> HttpResponse:
        samples = [row.cells for row in first_rows(self.run)]
        columns = [
            {"field": form[name], "samples": [cells[place] for cells in samples if place < len(cells) and cells[place]]}
            for place, name in enumerate(form.fields)
        ]
        matched = sum(bool(field) for field in self.run.matching)
        context = {"form": form, "columns": columns, "matched": matched, "notes": [read(one) for one in self.run.notes]}
        return self.show("run_columns", context, status)


class RunQuestionsView(RunView):
    """Names that may mean several places: a person decides each once."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        if self.run.state != RunState.REVIEW:
            return self.to_run()
        return self.show_form(self.make_form())

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        form = self.make_form(bound=True)
        if not form.is_valid():
            return self.show_form(form, UNPROCESSABLE)
        if form.answers:
            now, today = timezone.now(), timezone.localdate()
            try:
                answer_questions(self.run, form.answers, by=signed_in(request), at=now, today=today)
            except Conflict as error:
                messages.error(request, str(error.message))
                return self.to_run()
            put_to_work(ImportRun.objects.get(pk=self.run.pk))
        return self.to_run()

    def make_form(self, *, bound: bool = False) -> QuestionsForm:
        questions = list(self.run.asked.filter(answer="")[:_PAGE_SIZE])
        return QuestionsForm(self.request.POST if bound else None, questions=questions)

    def show_form(self, form: QuestionsForm, status: int = 200) -> HttpResponse:
        return self.show("run_questions", {"form": form, "left": self.run.asked.filter(answer="").count()}, status)


class RunActView(RunView):
    """Apply, cancel, undo: what a button sends."""

    def post(self, request: HttpRequest, public_id: uuid.UUID, act: str) -> HttpResponse:
        acts: dict[str, Callable[[], ImportRun]] = {"apply": self.apply, "cancel": self.cancel, "undo": self.undo}
        if act not in acts:
            raise Http404
        try:
            put_to_work(acts[act]())
        except Conflict as error:
            messages.error(request, str(error.message))
        return self.to_run()

    def apply(self) -> ImportRun:
        mode = self.request.POST.get("mode", "")
        chosen = Mode(mode) if mode in Mode.values else Mode.EACH
        return start_applying(self.run, mode=chosen, by=signed_in(self.request), at=timezone.now())

    def cancel(self) -> ImportRun:
        run = ask_to_cancel(self.run, by=signed_in(self.request), at=timezone.now())
        messages.info(self.request, _("The import is being cancelled."))
        return run

    def undo(self) -> ImportRun:
        return start_undoing(self.run, by=signed_in(self.request), at=timezone.now())
