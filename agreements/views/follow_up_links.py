"""The pages behind e-mailed one-time links: a side without an account reports, a contact confirms herself."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from agreements.choices import Side
from agreements.exceptions import ReviewNotOpen
from agreements.forms.follow_up import ReviewAnswerForm
from agreements.models import Review
from agreements.review_record import year_on_record
from agreements.services.contacts import LINK_PURPOSE as CONTACT_LINK
from agreements.services.contacts import confirm_by_link, contact_behind
from agreements.services.follow_up import name_of
from agreements.services.reviews import LINK_PURPOSE as REVIEW_LINK
from agreements.services.reviews import answer_review_by_link, review_behind
from agreements.views.activity_rows import activity_rows
from agreements.views.draft_page import UNPROCESSABLE
from twinning.accounts.one_time_links import LinkNotValid
from twinning.accounts.one_time_pages import OneTimeLinkView
from twinning.core.exceptions import InvalidInput
from twinning.core.forms import problems_to_form


class ReviewByLinkView(OneTimeLinkView):
    """Shows the year as everybody may know it; POST answers for the side the link was written to."""

    side = Side.PARTNER

    @property
    def purpose(self) -> str:  # type: ignore[override]  # one class serves the links of both sides
        return f"{REVIEW_LINK}_{self.side}"

    @cached_property
    def review(self) -> Review | None:
        return review_behind(self.side, secret=self.kwargs["secret"], at=timezone.now())

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(ReviewAnswerForm(asks_name=True))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ReviewAnswerForm(request.POST, asks_name=True)
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        try:
            answer_review_by_link(self.side, form.as_input(), secret=kwargs["secret"], at=timezone.now())
        except InvalidInput as error:
            problems_to_form(form, error)
            return self.show(form, UNPROCESSABLE)
        except (LinkNotValid, ReviewNotOpen):
            return self.unusable()
        return render(request, "agreements/follow_up_thanks.html", {"said": _("The answer of your side is kept.")})

    def show(self, form: ReviewAnswerForm, status: int = 200) -> HttpResponse:
        if self.review is None:
            return self.unusable()
        tie = self.review.relationship
        ends_on = self.review.due_on or timezone.localdate()
        year = year_on_record(tie, ends_on=ends_on, person=AnonymousUser())
        context = {
            "review": self.review,
            "name": name_of(tie),
            "year": year,
            "activities": activity_rows(year.activities),
            "form": form,
        }
        return render(self.request, "agreements/review_by_link.html", context, status=status)


class ContactByLinkView(OneTimeLinkView):
    """Asks a contact whether she still is it; POST says yes."""

    purpose = CONTACT_LINK

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            contact = contact_behind(secret=kwargs["secret"], at=timezone.now())
        except LinkNotValid:  # The link is good, and its contact has another address by now.
            return self.unusable()
        return render(request, "agreements/contact_by_link.html", {"contact": contact})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            confirm_by_link(secret=kwargs["secret"], at=timezone.now(), today=timezone.localdate())
        except LinkNotValid:
            return self.unusable()
        said = _("You are confirmed as the contact.")
        return render(request, "agreements/follow_up_thanks.html", {"said": said})
