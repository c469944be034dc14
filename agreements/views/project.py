"""Projects: the list, the page of one, and the pages on which one is recorded, changed, taken further and voided."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from agreements.evidence_filtersets import ProjectFilterSet
from agreements.forms.evidence import VoidForm
from agreements.forms.projects import MilestoneForm, ProjectActForm, ProjectForm
from agreements.models import Milestone, Project
from agreements.policies import AgreementPolicy, DocumentPolicy, ProjectPolicy
from agreements.project_states import WHAT_HAPPENS, ProjectAct, project_acts_from
from agreements.services.project_states import perform_on_project, reach_milestone
from agreements.services.projects import change_project, record_project, void_project
from agreements.views.activity_rows import project_page, project_rows
from agreements.views.evidence_lists import ProjectListWords, tally_projects
from agreements.views.evidence_page import EvidenceFormView, EvidencePage
from agreements.views.listing import Link, read_query
from agreements.views.locator import locator_of
from twinning.core.dates import PartialDate


class ProjectListView(View):
    """The projects a person may read, by state, area, people and place; the address holds all that was asked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = read_query(request, ProjectFilterSet, ProjectPolicy.readable_by(request.user))
        tally = tally_projects(query.filterset)
        page = query.paginate(with_row_parts(query.filterset.qs), tally.found)
        words = ProjectListWords(query, tally, request.user)
        context = {
            "active_entry": "agreements",
            "query": query,
            "page": page,
            "rows": project_rows(page.object_list),
            "facets": words.facets(),
            "chips": words.chips(),
            "hidden": query.hidden(["q", "since", "until", *words.facet_names]),
            "total": words.total(),
            "at": timezone.now(),
            "empty": words.empty() if not tally.found else None,
            "clear_url": request.path,
        }
        return render(request, "agreements/project_list.html", context, status=query.status)


def with_row_parts(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Projects with what a row of a list shows."""
    return projects.select_related("city__country", "agreement").prefetch_related("milestones")


class ProjectDetailView(View):
    """One project: for whom, where, how far, with what money, what stays local."""

    def get(self, request: HttpRequest, project_id: uuid.UUID) -> HttpResponse:
        rows = with_row_parts(ProjectPolicy.on_record_for(request.user))
        parts = ("purposes__focus_area__parent", "documents", "agreement__parties")
        project = get_object_or_404(rows.prefetch_related(*parts), public_id=project_id)
        documents = DocumentPolicy.visible_to(request.user, project.agreement)
        can_change = not project.is_void and AgreementPolicy.can_follow_up(request.user, project.agreement)
        context = {
            "active_entry": "agreements",
            "project": project,
            "page": project_page(project, {document.pk for document in documents}),
            "locator": locator_of(project),
            "can_change": can_change,
            "acts": _acts_on(project) if can_change else [],
            "crumbs": [Link(_("Projects"), reverse("agreements:project_list")), Link(project.name, "")],
        }
        return render(request, "agreements/project_detail.html", context)


def _acts_on(project: Project) -> list[Link]:
    return [
        Link(act.label, reverse("agreements:project_act", args=[project.public_id, act.value]))
        for act in project_acts_from(project.state)
    ]


class ProjectAddView(EvidenceFormView):
    """Recording a project under an agreement."""

    template_name = "agreements/project_form.html"

    def make_form(self, data: QueryDict | None = None) -> ProjectForm:
        cities = [party.city_id for party in self.agreement.parties.all()]
        purposes = list(self.agreement.purposes.all())
        initial = {
            "city": str(cities[0]) if cities else "",
            "purposes": [str(purposes[0].public_id)] if len(purposes) == 1 else [],
        }
        return self.form_of(data, initial)

    def form_of(self, data: QueryDict | None, initial: dict[str, Any], rows: Any = ()) -> ProjectForm:
        files = self.request.FILES if data is not None else None
        form = ProjectForm(data, files, initial=initial, rows=rows, agreement=self.agreement, person=self.request.user)
        if data is None and not rows:
            form.stand_ready([{}, {}])
        return form

    def save(self, form: Any, expected_version: int | None) -> Project:
        return record_project(
            self.agreement, form.as_input(), uploads=form.uploads(), public_id=self.new_id(), **self.acting
        )

    def done(self, saved: Project) -> HttpResponseBase:
        messages.success(self.request, _("The project is recorded."))
        return redirect("agreements:project_detail", project_id=saved.public_id)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs(), Link(_("Record a project"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        return super().show(form, status, **{"page_title": _("Record a project"), **context})


class ProjectChangeView(ProjectAddView):
    """A project on record, with every answer."""

    project: Project

    def load(self) -> None:
        rows = ProjectPolicy.readable_by(self.request.user).select_related("agreement", "city")
        self.project = get_object_or_404(rows, public_id=self.kwargs["project_id"])
        self.agreement = self.find_agreement(self.project.agreement.public_id)

    @property
    def record(self) -> Project:
        return self.project

    @property
    def back_url(self) -> str:
        return reverse("agreements:project_detail", args=[self.project.public_id])

    def make_form(self, data: QueryDict | None = None) -> Any:
        rows = [MilestoneForm.stored(milestone) for milestone in self.project.milestones.all()]
        return self.form_of(data, ProjectForm.stored(self.project), rows)

    def save(self, form: Any, expected_version: int | None) -> Project:
        # Documents that this person may not read stay as they are.
        unseen = [one for one in self.project.documents.all() if str(one.public_id) not in form.documents]
        answers = form.as_input(unseen=unseen)
        return change_project(
            self.project, answers, uploads=form.uploads(), expected_version=expected_version, **self.acting
        )

    def done(self, saved: Project) -> HttpResponseBase:
        messages.success(self.request, _("The change is kept."))
        return redirect(self.back_url)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs()[:-1], Link(self.project.name, self.back_url), Link(_("Change"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        return super().show(form, status, **{"page_title": _("Change the project"), **context})


class ProjectActView(ProjectChangeView):
    """Starts, delivers, stops a project or takes it up again."""

    template_name = "agreements/project_act.html"

    def load(self) -> None:
        super().load()
        if self.kwargs["act"] not in ProjectAct.values:
            raise Http404
        self.project_act = ProjectAct(self.kwargs["act"])

    def make_form(self, data: QueryDict | None = None) -> Any:
        initial = {
            "on": PartialDate.day(timezone.localdate()),
            "result_ar": self.project.result_ar,
            "result_en": self.project.result_en,
        }
        return ProjectActForm(data, act=self.project_act, initial=initial)

    def save(self, form: Any, expected_version: int | None) -> Project:
        return perform_on_project(
            self.project_act, self.project, expected_version=expected_version, **form.cleaned_data, **self.acting
        )

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        own = {"page_title": self.project_act.label, "what_happens": WHAT_HAPPENS[self.project_act]}
        return super().show(form, status, **{**own, **context})


class ProjectVoidView(ProjectChangeView):
    """Takes a project that was recorded wrongly out of every list and figure."""

    template_name = "agreements/evidence_void.html"

    def make_form(self, data: QueryDict | None = None) -> Any:
        return VoidForm(data)

    def save(self, form: Any, expected_version: int | None) -> Project:
        reason = form.cleaned_data["reason"]
        return void_project(self.project, reason=reason, expected_version=expected_version, **self.acting)

    def done(self, saved: Project) -> HttpResponseBase:
        messages.success(self.request, _("The entry is void. It counts nowhere any more and stays on record."))
        return redirect(self.back_url)

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        own = {"page_title": _("Void this project"), "what": self.project.name}
        return super().show(form, status, **{**own, **context})


class MilestoneReachedView(EvidencePage):
    """Marks a milestone as reached today, by one button."""

    def load(self) -> None:
        rows = ProjectPolicy.readable_by(self.request.user).select_related("agreement")
        self.project = get_object_or_404(rows, public_id=self.kwargs["project_id"])
        self.agreement = self.find_agreement(self.project.agreement.public_id)

    @property
    def back_url(self) -> str:
        return reverse("agreements:project_detail", args=[self.project.public_id])

    def post(self, request: HttpRequest, position: int, **kwargs: Any) -> HttpResponseBase:
        today = PartialDate.day(timezone.localdate())
        try:
            reach_milestone(self.project, position, on=today, **self.acting)
        except Milestone.DoesNotExist as error:
            raise Http404 from error
        messages.success(request, _("The milestone is marked as reached today."))
        return redirect(self.back_url)
