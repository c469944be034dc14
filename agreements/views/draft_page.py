"""What every page of a draft shares: who may open it, its frame, saving, saving by itself, and colliding edits."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views import View

from agreements.exceptions import NotEditable
from agreements.models import Agreement, Submission
from agreements.policies import AgreementPolicy
from agreements.tasks import Part
from agreements.views.draft_remarks import put_beside_fields, remarks_on
from agreements.views.people import signed_in
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.core.form_rows import Difference, FormWithRows, differences, fingerprint, with_stored
from twinning.core.forms import PageForm, problems_to_form
from twinning.events.models import Event

UNPROCESSABLE = 422
STALE = 412


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page was made from: the version of the record and a mark of the part's stored values."""

    version: int
    mark: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the hidden field; what is not of ours counts as seen never."""
        version, _dot, mark = text.partition(".")
        return cls(int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1, mark)

    @classmethod
    def now(cls, agreement: Agreement, form: PageForm) -> Self:
        return cls(agreement.version, fingerprint(form))

    def __str__(self) -> str:
        return f"{self.version}.{self.mark}"


@dataclass(frozen=True, slots=True)
class Collision:
    """Somebody else saved the same part meanwhile: who, when, and where the two differ."""

    who: str
    at: datetime.datetime | None
    differences: list[Difference]
    # Whether the page takes the other side's answer field by field.
    can_choose: bool = False


class DraftView(LoginRequiredMixin, View):
    """A page about one draft, for those who may change it, as long as it may be changed."""

    part: ClassVar[Part | None] = None
    template_name: ClassVar[str]
    title: ClassVar[Any] = ""
    lead: ClassVar[Any] = ""
    agreement: Agreement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        try:
            self.load()
            return super().dispatch(request, *args, **kwargs)
        except NotEditable as error:
            messages.error(request, str(error.message))
            return redirect("agreements:agreement_detail", public_id=self.kwargs["public_id"])
        except (StaleVersion, InvalidInput) as error:
            # What no form of the page can show: two people in the same moment, or a part that is wrong already.
            messages.error(request, str(error.message))
            return redirect(self.url(f"draft_{self.part.value}" if self.part else "draft_tasks"))

    def load(self) -> None:
        """Read the draft with its parts.

        Raises: Http404 where it is unseen, PermissionDenied where it is seen but not hers, NotEditable.
        """
        drafts = AgreementPolicy.visible_to(self.request.user).with_list_parts()
        parts = ("purposes__indicators", "authorisations", "documents", "focal_points", "predecessor")
        found = drafts.prefetch_related(*parts).filter(public_id=self.kwargs["public_id"]).first()
        if found is None:
            raise Http404
        if not AgreementPolicy.can_change(self.request.user, found):
            raise PermissionDenied
        if not found.is_editable:
            raise NotEditable
        self.agreement = found

    def url(self, name: str, **kwargs: Any) -> str:
        """The address of another page of this draft."""
        return reverse(f"agreements:{name}", kwargs={"public_id": self.agreement.public_id, **kwargs})

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": gettext("My work"), "url": reverse("home:home")},
            {"label": gettext("Register an agreement"), "url": self.url("draft_tasks")},
            {"label": self.title},
        ]

    def context(self) -> dict[str, Any]:
        """What the frame of the page shows; pages add their own."""
        review = returned_round(self.agreement)
        return {
            "agreement": self.agreement,
            "active_entry": "home",
            "crumbs": self.crumbs(),
            "page_title": self.title,
            "page_lead": self.lead,
            "part": self.part,
            "task_number": list(Part).index(self.part) + 1 if self.part else 0,
            "task_count": len(Part),
            "tasks_url": self.url("draft_tasks"),
            "review": review,
            "part_comments": remarks_on(review, self.part) if self.part else [],
        }

    def render(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        whole = {**self.context(), **context}
        if isinstance(whole.get("form"), PageForm):
            whole["part_comments"] = put_beside_fields(whole["form"], whole["part_comments"])
        return render(self.request, self.template_name, whole, status=status)


class DraftFormView(DraftView):
    """A page with one form about a part of a draft; an answer that did not change is not written."""

    # Whether the answers that were understood are kept while others are not yet.
    keeps_half_answers: ClassVar[bool] = False

    def make_form(self, data: QueryDict | None = None) -> PageForm:
        """The form on what is stored now, filled with what was typed where there is something."""
        raise NotImplementedError

    def save(self, form: Any, expected_version: int) -> None:
        """Write the answers by one call of a service."""
        raise NotImplementedError

    def done(self) -> HttpResponseBase:
        """Where to go once everything is kept."""
        return redirect(self.url("draft_tasks"))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.show(self.make_form())

    def typed(self) -> QueryDict:
        """What was sent; where the other side's answer was chosen after a collision, that one."""
        taken = self.request.POST.getlist("take")
        return with_stored(self.request.POST, self.make_form(self.request.POST), taken) if taken else self.request.POST

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = self.make_form(self.typed())
        is_valid = form.is_valid()
        if is_automatic(request):
            return self.save_quietly(form, is_valid=is_valid)
        if not is_valid:
            return self.show(form, UNPROCESSABLE)
        try:
            self.keep(form)
        except StaleVersion:
            form = self.make_form(self.typed())
            form.is_valid()
            return self.show(form, STALE, collision=collision_with(self.agreement, form, self.request))
        except InvalidInput as error:
            add_problems(form, error)
            return self.show(form, UNPROCESSABLE)
        return self.done()

    def keep(self, form: PageForm) -> None:
        """Save; when the record moved on but this part did not, save on top of it.

        Raises: StaleVersion when somebody changed this very part to something else; InvalidInput.
        """
        if not form.has_changed():
            return
        seen = Seen.read(self.request.POST.get("version", ""))
        try:
            self.save(form, seen.version)
        except StaleVersion:
            self.load()
            fresh = self.make_form(self.typed())
            fresh.is_valid()
            if not fresh.has_changed():
                return
            if seen.mark != fingerprint(fresh):
                raise
            self.save(fresh, self.agreement.version)

    def save_quietly(self, form: PageForm, *, is_valid: bool) -> JsonResponse:
        """Answer the page that saves itself: what was kept, when, and what the page has now seen."""
        if not is_valid and not self.keeps_half_answers:
            return JsonResponse({"errors": form.errors}, status=UNPROCESSABLE)
        try:
            self.keep(form)
        except StaleVersion as error:
            return JsonResponse({"detail": str(error.message)}, status=STALE)
        except InvalidInput as error:
            return JsonResponse({"detail": str(error.message)}, status=UNPROCESSABLE)
        self.load()
        saved_at = f"{timezone.localtime():%H:%M}"
        return JsonResponse({"saved_at": saved_at, "version": str(Seen.now(self.agreement, self.make_form()))})

    def seen(self, form: PageForm, *, has_collided: bool) -> Seen:
        """What the page that is shown has seen: answers sent back for mending have seen no more than before."""
        if form.is_bound and not has_collided:
            return Seen.read(self.request.POST.get("version", ""))
        return Seen.now(self.agreement, form)

    def show(self, form: PageForm, status: int = 200, **context: Any) -> HttpResponse:
        own = {
            "form": form,
            "formset_errors": form.row_errors() if isinstance(form, FormWithRows) and form.is_bound else [],
            "seen": self.seen(form, has_collided="collision" in context),
            "saved_at": timezone.localtime(self.agreement.updated_at),
        }
        return self.render({**own, **context}, status)


def is_automatic(request: HttpRequest) -> bool:
    """Whether the page saves itself, without anybody having pressed a button."""
    return request.headers.get("X-Requested-With") == "fetch"


def add_problems(form: PageForm, error: InvalidInput) -> None:
    """Show problems of the domain at the form's own fields or in its rows."""
    if isinstance(form, FormWithRows):
        form.add_problems(error)
    else:
        problems_to_form(form, error)


def collision_with(agreement: Agreement, form: PageForm, request: HttpRequest) -> Collision:
    """Who changed the record last, and how her answers differ from those in the form."""
    last = (
        Event.objects.filter(subject_type="agreement", subject_id=str(agreement.public_id))
        .select_related("actor")
        .order_by("-id")
        .first()
    )
    is_own = last is not None and last.actor_id == signed_in(request).pk
    who = gettext("You, in another window") if is_own else str(last.actor) if last and last.actor else ""
    return Collision(who or gettext("Somebody"), last.at if last else None, differences(form), can_choose=True)


def returned_round(agreement: Agreement) -> Submission | None:
    """The review that sent the agreement back, while it is being mended."""
    last = agreement.submissions.select_related("decided_by").order_by("-round").first()
    return last if last is not None and last.outcome == Submission.Outcome.RETURNED else None
