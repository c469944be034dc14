"""The whole history of a record, and going back to an earlier version of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View

from agreements.exceptions import ActNotPermitted, NotEditable
from agreements.forms.history import HistoryForm, RevertForm
from agreements.history import HistoryFilter, RowHistory, Step, chosen
from agreements.history_words import PARTS, ChangeWords, Wording, label_of
from agreements.models import Agreement
from agreements.policies import AgreementPolicy, HistoryPolicy
from agreements.services.reverts import is_revertible, revert
from agreements.views.change_entries import event_words
from agreements.views.draft_page import STALE, UNPROCESSABLE
from agreements.views.listing import Link
from agreements.views.people import signed_in
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.core.forms import problems_to_form

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change with the way back, where there is one."""

    words: ChangeWords
    back: Link | None
    fields: Sequence[tuple[str, Link | None]]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as the page shows it."""

    step: Step
    title: str
    changes: Sequence[ChangeRow]
    back: Link | None


class HistoryView(View):
    """What became of every field, for those who keep the record; for others how its legal status changed."""

    def get(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        agreement = get_object_or_404(AgreementPolicy.visible_to(request.user).with_list_parts(), public_id=public_id)
        is_keeper = AgreementPolicy.is_keeper(request.user, agreement)
        steps = steps_for(request, agreement)
        form = form_for(steps, request.GET if is_keeper and request.GET else None)
        is_valid = not form.is_bound or form.is_valid()
        if form.is_bound and is_valid:
            steps = chosen(steps, form.condition(), zone=timezone.get_current_timezone())
        page = Paginator(steps, PAGE_SIZE).get_page(request.GET.get("page"))
        rows = _Rows(agreement, can_revert=_can_revert(request, agreement), names_people=is_keeper)
        context = {
            "agreement": agreement,
            "form": form if is_keeper else None,
            "page": page,
            "rows": rows.of(list(page)),
            "is_keeper": is_keeper,
            "is_filtered": form.is_bound,
            "crumbs": crumbs_of(agreement, _("History")),
        }
        return render(request, "agreements/history.html", context, status=200 if is_valid else UNPROCESSABLE)


def steps_for(request: Any, agreement: Agreement) -> list[Step]:
    """The steps that this person may know of: all for keepers, for others the public events, without who and why."""
    if AgreementPolicy.is_keeper(request.user, agreement):
        return RowHistory(agreement).steps()
    events = HistoryPolicy.visible_to(request.user, agreement).order_by("-id")
    return [Step(event.at, (), event=event) for event in events]


def form_for(steps: Sequence[Step], data: Any) -> HistoryForm:
    """The conditions that this history can be asked for."""
    people = {str(step.actor.public_id): step.actor.name for step in steps if step.actor}
    parts = {change.part for step in steps for change in step.changes}
    fields = {(one.field, change.part) for step in steps for change in step.changes for one in change.fields}
    labels: dict[str, str] = {}
    for name, part in sorted(fields):
        labels.setdefault(name, label_of(part, name))
    return HistoryForm(
        data,
        people=sorted(people.items(), key=lambda row: row[1]),
        parts=[(code, label) for code, label in PARTS.items() if code in parts],
        fields=sorted(labels.items(), key=lambda row: row[1]),
    )


class _Rows:
    """Words and ways back for the steps of one page."""

    def __init__(self, agreement: Agreement, *, can_revert: bool, names_people: bool) -> None:
        self.agreement, self.can_revert, self.names_people = agreement, can_revert, names_people

    def of(self, steps: Sequence[Step]) -> list[StepRow]:
        wording = Wording(steps)
        return [self._row(step, wording) for step in steps]

    def _row(self, step: Step, wording: Wording) -> StepRow:
        changes = [self._change(step, wording.words_of(change)) for change in step.changes]
        is_past = step.version is not None and step.version < self.agreement.version
        label = _("Bring the whole record back to this version")
        back = self._back(label, step.version) if is_past and step.version else None
        return StepRow(step, event_words(step.event) if step.event else _("Changed"), changes, back)

    def _change(self, step: Step, words: ChangeWords) -> ChangeRow:
        before = step.version - 1 if step.version and step.version > 1 else None
        part = "purposes" if words.part == "indicators" else words.part
        back = None
        if before and words.part != "record" and is_revertible(part):
            back = self._back(_("Take back, with what came after in this part"), before, part=part)
        fields = [
            (
                sentence,
                self._back(_("Take back"), before, part=part, field=field)
                if before and words.part == "record" and is_revertible(part, field)
                else None,
            )
            for field, sentence in words.fields
        ]
        return ChangeRow(words, back, fields)

    def _back(self, label: str, version: int, **what: str) -> Link | None:
        if not self.can_revert:
            return None
        url = reverse("agreements:history_revert", args=[self.agreement.public_id, version])
        return Link(label, f"{url}?{urlencode(what)}" if what else url)


def _can_revert(request: HttpRequest, agreement: Agreement) -> bool:
    return agreement.is_editable and AgreementPolicy.can_change(request.user, agreement)


def crumbs_of(agreement: Agreement, *labels: str) -> list[dict[str, Any]]:
    """From the list over the record to this page."""
    record = {
        "label": agreement.reference or agreement.title or _("Draft"),
        "url": reverse("agreements:agreement_detail", args=[agreement.public_id]),
    }
    above = {"label": _("Agreements"), "url": reverse("agreements:agreement_list")}
    return [above, record, *({"label": label} for label in labels)]


class RevertView(LoginRequiredMixin, View):
    """Asks why, then brings a field, a part or the whole draft back to how it stood."""

    agreement: Agreement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        seen = AgreementPolicy.visible_to(request.user).with_list_parts()
        self.agreement = get_object_or_404(seen, public_id=kwargs["public_id"])
        if not AgreementPolicy.is_keeper(request.user, self.agreement):
            raise Http404
        try:
            return super().dispatch(request, *args, **kwargs)
        except (NotEditable, ActNotPermitted) as error:
            messages.error(request, str(error.message))
            return redirect("agreements:history", public_id=self.agreement.public_id)

    def get(self, request: HttpRequest, public_id: uuid.UUID, version: int) -> HttpResponse:
        if not self.agreement.is_editable:
            raise NotEditable
        if not AgreementPolicy.can_change(request.user, self.agreement):
            raise ActNotPermitted
        return self.show(RevertForm(), version)

    def post(self, request: HttpRequest, public_id: uuid.UUID, version: int) -> HttpResponse:
        form = RevertForm(request.POST)
        if not form.is_valid():
            return self.show(form, version, UNPROCESSABLE)
        seen = request.POST.get("version", "")
        try:
            revert(
                self.agreement,
                version=version,
                part=request.GET.get("part", ""),
                field=request.GET.get("field", ""),
                reason=form.cleaned_data["reason"],
                by=signed_in(request),
                at=timezone.now(),
                today=timezone.localdate(),
                expected_version=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1,
            )
        except InvalidInput as error:
            problems_to_form(form, error)
            return self.show(form, version, UNPROCESSABLE)
        except StaleVersion as error:
            self.agreement.refresh_from_db()
            form.add_error(None, str(error.message))
            return self.show(form, version, STALE)
        messages.success(request, _("The record is back to how it stood, as a new version."))
        return redirect("agreements:history", public_id=public_id)

    def show(self, form: RevertForm, version: int, status: int = 200) -> HttpResponse:
        part, field = self.request.GET.get("part", ""), self.request.GET.get("field", "")
        context = {
            "agreement": self.agreement,
            "form": form,
            "earlier": version,
            "what": self._what(part, field),
            "part_label": PARTS.get(part, ""),
            "preview": self._preview(version, part, field),
            "crumbs": crumbs_of(self.agreement, _("Go back")),
        }
        return render(self.request, "agreements/history_revert.html", context, status=status)

    def _what(self, part: str, field: str) -> str:
        if part == "record" and is_revertible(part, field) and field:
            return label_of(part, field)
        return str(PARTS.get(part, "")) if part else ""

    def _preview(self, version: int, part: str, field: str) -> list[ChangeWords]:
        """The changes made since that version which fall."""
        wanted = HistoryFilter(part=part, field=field)
        steps = chosen(RowHistory(self.agreement).steps(), wanted, zone=timezone.get_current_timezone())
        later = [step for step in steps if step.version and step.version > version]
        wording = Wording(later)
        parts = {part} if part else None
        return [
            wording.words_of(change)
            for step in later
            for change in step.changes
            if (parts is None and is_revertible(change.part)) or (parts and change.part in parts)
        ]
