"""The page of one yearly report: what is on record, what both sides say, and the reviewer's decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.choices import ReviewState, Side
from agreements.forms.follow_up import ReviewAnswerForm, ReviewDecisionForm
from agreements.models import Review
from agreements.relationship_policies import ReviewPolicy
from agreements.review_record import year_on_record
from agreements.services.follow_up import sides_of
from agreements.services.reviews import ANSWERABLE, accept_review, answer_review, return_review
from agreements.views.activity_rows import activity_rows
from agreements.views.draft_page import UNPROCESSABLE, add_problems
from agreements.views.listing import Link
from agreements.views.people import signed_in
from agreements.views.tie_page import TiePage
from twinning.core.exceptions import InvalidInput

TONES = {
    ReviewState.ASKED: "progress",
    ReviewState.ANSWERED: "progress",
    ReviewState.RETURNED: "attention",
    ReviewState.ACCEPTED: "good",
}


class YearlyReviewView(TiePage):
    """GET for all who read the tie's internal records; POST answers for one's own side."""

    template_name = "agreements/yearly_review.html"
    writes = False
    review: Review

    def load(self) -> None:
        reviews = Review.objects.prefetch_related("answers__answered_by", "relationship__members__city")
        self.review = get_object_or_404(reviews.select_related("relationship"), public_id=self.kwargs["review_id"])
        self.relationship = self.find_tie(pk=self.review.relationship_id)

    @property
    def record(self) -> Review:
        return self.review

    @property
    def side(self) -> Side | None:
        """The side for which this person answers."""
        sides = sides_of(self.relationship, signed_in(self.request))
        return sides[0] if sides and self.can_write else None

    def make_form(self, data: QueryDict | None = None) -> ReviewAnswerForm:
        given = next((one for one in self.review.answers.all() if one.side == self.side), None)
        initial = {"achieved": given.achieved, "planned": given.planned} if given else {}
        return ReviewAnswerForm(data, initial=initial, asks_name=False)

    def save(self, form: Any, expected_version: int | None) -> Review:
        by = signed_in(self.request)
        return answer_review(self.review, form.as_input(), by=by, at=timezone.now(), expected_version=expected_version)

    def done(self, saved: Review) -> HttpResponseBase:
        messages.success(self.request, _("Thank you. The answer of our side is kept."))
        return redirect("agreements:yearly_review", review_id=saved.public_id)

    def crumbs(self) -> list[Link]:
        return [*super().crumbs(), Link(str(self.review.year), "")]

    def show(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        today, review = timezone.localdate(), self.review
        year = year_on_record(self.relationship, ends_on=review.due_on or today, person=self.request.user)
        answers = {answer.side: answer for answer in review.answers.all()}
        is_open = review.state in ANSWERABLE
        own = {
            "review": review,
            "tone": TONES[ReviewState(review.state)],
            "is_overdue": is_open and review.due_on is not None and review.due_on < today,
            "year": year,
            "activities": activity_rows(year.activities),
            "sides": [(side, side.label, answers.get(side)) for side in Side],
            "can_answer": is_open and self.side is not None,
            "can_decide": is_open and bool(answers) and ReviewPolicy.can_decide(self.request.user, review),
            "decision": ReviewDecisionForm(),
        }
        return super().show(form, status, **{**own, **context})


class ReviewDecisionView(YearlyReviewView):
    """Accepts a report or sends it back; POST only."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not ReviewPolicy.can_decide(request.user, self.review):
            raise PermissionDenied
        if kwargs["decision"] not in ("accept", "return"):
            raise Http404
        form = ReviewDecisionForm(request.POST)
        form.is_valid()
        decide = accept_review if kwargs["decision"] == "accept" else return_review
        try:
            decide(
                self.review,
                by=signed_in(request),
                at=timezone.now(),
                comment=form.cleaned_data.get("comment", ""),
                expected_version=self.seen_version(),
            )
        except InvalidInput as error:
            add_problems(form, error)
            return self.show(self.make_form(), UNPROCESSABLE, decision=form, form_with_errors=form)
        done = (
            _("The report is accepted.") if kwargs["decision"] == "accept" else _("The report went back to both sides.")
        )
        messages.success(request, done)
        return redirect(reverse("agreements:yearly_review", args=[self.review.public_id]))
