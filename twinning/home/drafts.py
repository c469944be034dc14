"""A municipality's unfinished records: drafts and how far they have come, returned ones and what the ministry says."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from agreements.filtersets import AgreementFilterSet
from agreements.models import Agreement, FieldComment, Submission
from agreements.querysets import AgreementQuerySet
from agreements.review_fields import field_words, part_of
from agreements.tasks import State, tasks_of
from agreements.views.agreement_rows import AgreementRow, row_of
from twinning.core.dates import PartialDate
from twinning.home.moments import moment_text

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class DraftProgress:
    """A draft, when it was last saved, and how many of its tasks are done."""

    row: AgreementRow
    url: str
    saved: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Remark:
    """What the ministry says of one part, and where it is mended."""

    part: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ReturnedDraft:
    """A returned agreement with the comment that came back with it."""

    row: AgreementRow
    url: str
    comment: str
    remarks: tuple[Remark, ...]
    returned: PartialDate | None


def drafts_of(drafts: AgreementFilterSet, *, today: datetime.date) -> list[DraftProgress]:
    """The first rows of a list of drafts."""
    rows = _rows(drafts).prefetch_related("purposes__indicators", "authorisations", "documents", "focal_points")
    return [_progress(draft, today) for draft in rows[:MOST_SHOWN]]


def returned_to(returned: AgreementFilterSet) -> list[ReturnedDraft]:
    """The first rows of a list of what the ministry sent back."""
    rounds = Submission.objects.filter(outcome=Submission.Outcome.RETURNED).defer("snapshot").order_by("-round")
    rows = _rows(returned).prefetch_related(
        Prefetch("submissions", rounds.prefetch_related("field_comments"), to_attr="returns"),
    )
    return [_returned(agreement) for agreement in rows[:MOST_SHOWN]]


def _rows(drafts: AgreementFilterSet) -> AgreementQuerySet:
    rows: AgreementQuerySet = drafts.qs
    return rows.with_list_parts()


def _progress(draft: Agreement, today: datetime.date) -> DraftProgress:
    tasks = tasks_of(draft, on=today)
    return DraftProgress(
        row=row_of(draft),
        url=_tasks_url(draft),
        saved=moment_text(draft.updated_at, today=today),
        done=sum(task.state == State.DONE for task in tasks),
        total=len(tasks),
    )


def _returned(agreement: Agreement) -> ReturnedDraft:
    returns: list[Submission] = agreement.returns  # type: ignore[attr-defined]  # the prefetch above
    last = returns[0] if returns else None
    return ReturnedDraft(
        row=row_of(agreement),
        url=_tasks_url(agreement),
        comment=last.comment if last else "",
        remarks=tuple(_remark(agreement, comment) for comment in last.field_comments.all()) if last else (),
        returned=PartialDate.day(last.decided_at.date()) if last and last.decided_at else None,
    )


def _remark(agreement: Agreement, comment: FieldComment) -> Remark:
    part = part_of(comment.field)
    return Remark(
        part=field_words(comment.field),
        text=comment.text,
        url=reverse(f"agreements:draft_{part.value}", args=[agreement.public_id]) if part else "",
    )


def _tasks_url(agreement: Agreement) -> str:
    return reverse("agreements:draft_tasks", args=[agreement.public_id])
