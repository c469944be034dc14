"""What the pages share on which something is recorded under an agreement: who may, saving once, colliding edits."""

import datetime
import uuid
from typing import Any, ClassVar, TypedDict

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views import View

from agreements.exceptions import NotFollowedYet
from agreements.models import Agreement
from agreements.policies import AgreementPolicy
from agreements.views.draft_page import STALE, UNPROCESSABLE, Collision, add_problems
from agreements.views.listing import Link
from agreements.views.people import signed_in
from twinning.accounts.models import User
from twinning.core.exceptions import Conflict, InvalidInput, StaleVersion
from twinning.core.form_rows import FormWithRows, differences, fingerprint, more_rows
from twinning.core.forms import PageForm
from twinning.events.models import Event


class Acting(TypedDict):
    """Who acts, when, and on which day, as services want it."""

    by: User
    at: datetime.datetime
    today: datetime.date


class EvidencePage(LoginRequiredMixin, View):
    """A page about something under an agreement of which this person may record what came of it."""

    template_name: ClassVar[str]
    agreement: Agreement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.load()
        if not AgreementPolicy.can_follow_up(request.user, self.agreement):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except (NotFollowedYet, Conflict) as error:
            messages.error(request, str(error.message))
            return redirect(self.back_url)

    def load(self) -> None:
        """Read what the page is about. Raises: Http404 where it is unseen."""
        self.agreement = self.find_agreement(self.kwargs["public_id"])

    def find_agreement(self, public_id: uuid.UUID) -> Agreement:
        found = AgreementPolicy.visible_to(self.request.user).with_list_parts().filter(public_id=public_id).first()
        if found is None:
            raise Http404
        return found

    @property
    def agreement_url(self) -> str:
        return reverse("agreements:agreement_detail", args=[self.agreement.public_id])

    @property
    def back_url(self) -> str:
        """Where the page leads when it is left or done."""
        return self.agreement_url

    @property
    def acting(self) -> Acting:
        return {"by": signed_in(self.request), "at": timezone.now(), "today": timezone.localdate()}

    def crumbs(self) -> list[Link]:
        name = self.agreement.reference or self.agreement.title
        return [
            Link(gettext("Agreements"), reverse("agreements:agreement_list")),
            Link(name, self.agreement_url),
        ]

    def render(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        own = {"agreement": self.agreement, "crumbs": self.crumbs(), "back_url": self.back_url}
        return render(self.request, self.template_name, {**own, **context}, status=status)


class EvidenceFormView(EvidencePage):
    """A page with one form; what was typed is never lost, and sent twice it is kept once."""

    def make_form(self, data: QueryDict | None = None) -> PageForm:
        """The form on what is stored now, filled with what was typed where there is something."""
        raise NotImplementedError

    def save(self, form: Any, expected_version: int | None) -> Any:
        """Write the answers by one call of a service."""
        raise NotImplementedError

    def done(self, saved: Any) -> HttpResponseBase:
        """Where to go once everything is kept."""
        raise NotImplementedError

    @property
    def record(self) -> Any:
        """The record that is changed, or None where one is made."""
        return None

    @property
    def key(self) -> str:
        """The key that the page was given when it was first shown: what is new takes its id from it."""
        return self.request.POST.get("key", "")[:64] or uuid.uuid4().hex

    def new_id(self) -> uuid.UUID:
        return uuid.uuid5(self.agreement.public_id, self.key)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = self.make_form(request.POST)
        if isinstance(form, FormWithRows) and request.POST.get("act") == "more":
            form = self.make_form(more_rows(request.POST, type(form)))
            form.forget_errors()
            return self.show(form)
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        try:
            return self.done(self.save(form, self.seen_version()))
        except InvalidInput as error:
            add_problems(form, error)
            return self.show(form, UNPROCESSABLE)
        except StaleVersion:
            return self.show_collision()

    def seen_version(self) -> int | None:
        """The version the page was made from; what is not of ours counts as seen never."""
        if self.record is None:
            return None
        text = self.request.POST.get("version", "").partition(".")[0]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    def show_collision(self) -> HttpResponse:
        """What somebody else saved meanwhile beside what was typed; saving again keeps what was typed."""
        self.load()
        form = self.make_form(self.request.POST)
        form.is_valid()
        events = Event.objects.filter(subject_id=str(self.record.public_id)).select_related("actor")
        last = events.order_by("-id").first()
        is_own = last is not None and last.actor_id == signed_in(self.request).pk
        who = gettext("You, in another window") if is_own else str(last.actor) if last and last.actor else ""
        collision = Collision(who or gettext("Somebody"), last.at if last else None, differences(form))
        return self.show(form, STALE, collision=collision, seen=self.mark(form))

    def mark(self, form: PageForm) -> str:
        return f"{self.record.version}.{fingerprint(form)}" if self.record is not None else ""

    def show(self, form: PageForm, status: int = 200, **context: Any) -> HttpResponse:
        own = {
            "form": form,
            "formset_errors": form.row_errors() if isinstance(form, FormWithRows) and form.is_bound else [],
            "seen": self.request.POST.get("version", "") if form.is_bound else self.mark(form),
            "key": self.key,
            "record": self.record,
        }
        return self.render({**own, **context}, status)
