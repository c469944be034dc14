"""Activities: the list, the page of one, and the pages on which one is recorded, changed and voided."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from agreements.choices import Status
from agreements.evidence_filtersets import ActivityFilterSet
from agreements.forms.activities import ActivityForm
from agreements.forms.evidence import VoidForm
from agreements.models import Activity, Agreement
from agreements.policies import ActivityPolicy, AgreementPolicy, DocumentPolicy
from agreements.services.activities import change_activity, record_activity, void_activity
from agreements.views.activity_rows import activity_page, activity_rows
from agreements.views.agreement_rows import members_of, pair_name
from agreements.views.evidence_lists import ActivityListWords, tally_activities
from agreements.views.evidence_page import EvidenceFormView
from agreements.views.listing import Link, read_query
from cities.policies import reach_of
from twinning.accounts.roles import Capability

MOST_OTHERS = 12


class ActivityListView(View):
    """The activities a person may read, by grade, area, people and place; the address holds all that was asked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = read_query(request, ActivityFilterSet, ActivityPolicy.readable_by(request.user))
        tally = tally_activities(query.filterset)
        page = query.paginate(with_row_parts(query.filterset.qs), tally.found)
        words = ActivityListWords(query, tally, request.user)
        context = {
            "active_entry": "agreements",
            "query": query,
            "page": page,
            "rows": activity_rows(page.object_list, names_pair=True),
            "facets": words.facets(),
            "chips": words.chips(),
            "hidden": query.hidden(["q", "since", "until", *words.facet_names]),
            "total": words.total(),
            "at": timezone.now(),
            "empty": words.empty() if not tally.found else None,
            "clear_url": request.path,
            "can_record": bool(reach_of(request.user, Capability.WRITE_DRAFTS)),
        }
        return render(request, "agreements/activity_list.html", context, status=query.status)


def with_row_parts(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Activities with what a row of a list shows."""
    return activities.select_related("city", "agreement", "relationship").prefetch_related(
        "participants", "relationship__members__city", "relationship__members__governorate"
    )


class ActivityDetailView(View):
    """One activity with everything that is known of it and that this person may read."""

    def get(self, request: HttpRequest, activity_id: uuid.UUID) -> HttpResponse:
        rows = ActivityPolicy.on_record_for(request.user)
        parts = ("purposes__focus_area__parent", "documents", "agreement__parties")
        activity = get_object_or_404(with_row_parts(rows).prefetch_related(*parts), public_id=activity_id)
        agreement = activity.agreement
        documents = DocumentPolicy.visible_to(request.user, agreement) if agreement else []
        context = {
            "active_entry": "agreements",
            "activity": activity,
            "page": activity_page(activity, {document.pk for document in documents}),
            "can_change": agreement is not None
            and not activity.is_void
            and AgreementPolicy.can_follow_up(request.user, agreement),
            "crumbs": [
                Link(_("Activities"), reverse("agreements:activity_list")),
                Link(activity.title or str(activity.get_type_display()), ""),
            ],
        }
        return render(request, "agreements/activity_detail.html", context)


class ActivityStartView(LoginRequiredMixin, View):
    """From the desk or a relationship to the form, under the agreement it most likely belongs to."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        agreements = likely_agreements(request.user)
        relationship = request.GET.get("relationship", "")
        if relationship:
            try:
                agreements = agreements.filter(relationship__public_id=uuid.UUID(relationship))
            except ValueError as error:
                raise Http404 from error
        likely = agreements.first()
        if likely is None and not reach_of(request.user, Capability.WRITE_DRAFTS):
            raise PermissionDenied
        if likely is None:
            messages.info(request, _("There is no signed agreement yet under which an activity could be recorded."))
            return redirect("home:home")
        return redirect("agreements:activity_add", public_id=likely.public_id)


def likely_agreements(person: Any) -> QuerySet[Agreement]:
    """The agreements under which this person may record something: those in force first, the latest signed first."""
    in_force = Case(When(status=Status.IN_FORCE, then=Value(0)), default=Value(1), output_field=IntegerField())
    return AgreementPolicy.followed_by(person).order_by(in_force, F("signed_on").desc(nulls_last=True), "-pk")


class ActivityAddView(EvidenceFormView):
    """Recording what happened: one short page."""

    template_name = "agreements/activity_form.html"

    def make_form(self, data: QueryDict | None = None) -> ActivityForm:
        own = reach_of(self.request.user, Capability.WRITE_DRAFTS).city_ids
        initial = ActivityForm.blank(self.agreement, own_cities=own, today=timezone.localdate())
        return ActivityForm(
            data,
            self.request.FILES if data is not None else None,
            initial=initial,
            agreement=self.agreement,
            person=self.request.user,
        )

    def save(self, form: Any, expected_version: int | None) -> Activity:
        return record_activity(
            self.agreement, form.as_input(), uploads=form.uploads(), public_id=self.new_id(), **self.acting
        )

    def done(self, saved: Activity) -> HttpResponseBase:
        messages.success(self.request, _("The activity is recorded. Thank you."))
        return redirect("agreements:activity_detail", activity_id=saved.public_id)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs(), Link(_("Record an activity"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        own = {
            "page_title": _("Record an activity"),
            "pair": pair_name(party.name for party in members_of(self.agreement.parties.all())),
            "others": self.others() if self.record is None else [],
            "many_agreements": True,
        }
        return super().show(form, status, **{**own, **context})

    def others(self) -> list[Link]:
        """The other agreements it may belong to, each with this page under it."""
        rows = likely_agreements(self.request.user).exclude(pk=self.agreement.pk)
        return [
            Link(str(agreement), reverse("agreements:activity_add", args=[agreement.public_id]))
            for agreement in rows[:MOST_OTHERS]
        ]


class ActivityChangeView(ActivityAddView):
    """An activity on record, with every answer."""

    activity: Activity

    def load(self) -> None:
        rows = ActivityPolicy.readable_by(self.request.user).select_related("agreement")
        self.activity = get_object_or_404(rows, public_id=self.kwargs["activity_id"])
        if self.activity.agreement is None:
            raise Http404
        self.agreement = self.find_agreement(self.activity.agreement.public_id)

    @property
    def record(self) -> Activity:
        return self.activity

    @property
    def back_url(self) -> str:
        return reverse("agreements:activity_detail", args=[self.activity.public_id])

    def make_form(self, data: QueryDict | None = None) -> ActivityForm:
        return ActivityForm(
            data,
            self.request.FILES if data is not None else None,
            initial=ActivityForm.stored(self.activity),
            agreement=self.agreement,
            person=self.request.user,
        )

    def save(self, form: Any, expected_version: int | None) -> Activity:
        # Evidence that this person may not read stays as it is.
        unseen = [one for one in self.activity.documents.all() if str(one.public_id) not in form.documents]
        answers = form.as_input(unseen=unseen)
        return change_activity(
            self.activity, answers, uploads=form.uploads(), expected_version=expected_version, **self.acting
        )

    def done(self, saved: Activity) -> HttpResponseBase:
        messages.success(self.request, _("The change is kept."))
        return redirect(self.back_url)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs()[:-1], Link(str(self.activity), self.back_url), Link(_("Change"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        return super().show(form, status, **{"page_title": _("Change the activity"), **context})


class ActivityVoidView(ActivityChangeView):
    """Takes an activity that was recorded wrongly out of every list and figure."""

    template_name = "agreements/evidence_void.html"

    def make_form(self, data: QueryDict | None = None) -> Any:
        return VoidForm(data)

    def save(self, form: Any, expected_version: int | None) -> Activity:
        reason = form.cleaned_data["reason"]
        return void_activity(self.activity, reason=reason, expected_version=expected_version, **self.acting)

    def done(self, saved: Activity) -> HttpResponseBase:
        messages.success(self.request, _("The entry is void. It counts nowhere any more and stays on record."))
        return redirect(self.back_url)

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        own = {"page_title": _("Void this activity"), "what": str(self.activity)}
        return super().show(form, status, **{**own, **context})
