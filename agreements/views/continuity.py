"""A change of mayor, and the short look at a tie that follows."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.forms.follow_up import ChangeOfPeopleForm, ContinuityForm
from agreements.models import ContinuityCheck, Relationship
from agreements.policies import RelationshipPolicy
from agreements.services.continuity_checks import close_check, record_change_of_mayor
from agreements.views.listing import Link
from agreements.views.people import signed_in
from agreements.views.tie_page import TiePage


class ChangeOfMayorView(TiePage):
    """Records that a city of the tie has a new mayor, which opens the check."""

    template_name = "agreements/continuity_form.html"

    def make_form(self, data: QueryDict | None = None) -> ChangeOfPeopleForm:
        cities = [member.city for member in self.relationship.members.all() if member.city is not None]
        return ChangeOfPeopleForm(data, cities=cities)

    def save(self, form: Any, expected_version: int | None) -> list[ContinuityCheck]:
        answers = form.cleaned_data
        city, by = form.cities[answers["city"]], signed_in(self.request)
        ties = [self.relationship]
        if answers["all_ties"]:
            ties = list(RelationshipPolicy.followed_by(by).filter(members__city=city).distinct())
        return record_change_of_mayor(city, ties=ties, note=answers["note"], by=by, at=timezone.now())

    def done(self, saved: list[ContinuityCheck]) -> HttpResponseBase:
        words = ngettext(
            "A short check is opened for %(count)s relationship.",
            "A short check is opened for each of %(count)s relationships.",
            len(saved),
        )
        messages.success(self.request, words % {"count": len(saved)})
        return redirect(self.back_url)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs(), Link(_("Change of mayor"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        own = {
            "page_title": _("A city has a new mayor"),
            "lead": _("Ties live longer than offices. Both sides are asked three short questions."),
            "button": _("Ask both sides"),
        }
        return super().show(form, status, **{**own, **context})


class ContinuityCheckView(TiePage):
    """The three questions of an open check."""

    template_name = "agreements/continuity_form.html"
    check_: ContinuityCheck

    def load(self) -> None:
        checks = ContinuityCheck.objects.select_related("relationship", "city")
        self.check_ = get_object_or_404(checks, public_id=self.kwargs["check_id"])
        self.relationship: Relationship = self.find_tie(pk=self.check_.relationship_id)

    @property
    def record(self) -> ContinuityCheck:
        return self.check_

    def make_form(self, data: QueryDict | None = None) -> ContinuityForm:
        return ContinuityForm(data)

    def save(self, form: Any, expected_version: int | None) -> ContinuityCheck:
        return close_check(
            self.check_,
            **form.cleaned_data,
            by=signed_in(self.request),
            at=timezone.now(),
            expected_version=expected_version,
        )

    def done(self, saved: ContinuityCheck) -> HttpResponseBase:
        messages.success(self.request, _("Thank you. The check is closed."))
        if saved.standing == "no":
            return redirect("agreements:way_out", public_id=self.relationship.public_id)
        return redirect(self.back_url)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs(), Link(_("Continuity check"), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        what = [str(self.check_.get_cause_display()), str(self.check_.city or ""), self.check_.note]
        own = {
            "page_title": _("Does the tie go on?"),
            "lead": " · ".join(part for part in what if part),
            "button": _("Close the check"),
        }
        return super().show(form, status, **{**own, **context})
