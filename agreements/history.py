"""What became of every field of a record, read from the row history: steps in time, with who, why, before and after."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import models

from agreements.models import (
    Activity,
    ActivityParticipants,
    Agreement,
    AgreementParty,
    Authorisation,
    Document,
    DueDiligence,
    FieldComment,
    FocalPoint,
    Indicator,
    Measurement,
    Milestone,
    Project,
    Purpose,
    Submission,
)
from twinning.accounts.models import User
from twinning.core.dates import PartialDate, Precision
from twinning.events.models import Event

# What is kept for the machinery and says nothing to a person.
_SILENT = frozenset({"id", "public_id", "created_at", "updated_at", "version", "search_key", "snapshot", "file"})
_SAME_FOR_ALL = frozenset({"agreement", "purpose", "indicator", "project", "activity", "submission", "position"})
_PRECISION = "_precision"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A kind of row that belongs to an agreement: how it is called, and by which column its rows are found."""

    code: str
    model: type[models.Model]
    column: str = "agreement_id"
    above: str = ""


RECORDED = (
    Recorded("record", Agreement, "pgh_obj_id"),
    Recorded("parties", AgreementParty),
    Recorded("purposes", Purpose),
    Recorded("indicators", Indicator, "purpose_id", "purposes"),
    Recorded("measurements", Measurement, "indicator_id", "indicators"),
    Recorded("authorisations", Authorisation),
    Recorded("documents", Document),
    Recorded("due_diligence", DueDiligence),
    Recorded("focal_points", FocalPoint),
    Recorded("submissions", Submission),
    Recorded("comments", FieldComment, "submission_id", "submissions"),
    Recorded("activities", Activity),
    Recorded("participants", ActivityParticipants, "activity_id", "activities"),
    Recorded("projects", Project),
    Recorded("milestones", Milestone, "project_id", "projects"),
)
_OF_THE_REVIEW = frozenset({"submissions", "comments"})
MODELS = {recorded.code: recorded.model for recorded in RECORDED}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row: what it said and what it says; None where it said nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happened to one row in one step; `row` is the row afterwards, or before where it was taken out."""

    part: str
    key: str
    row: Any
    is_added: bool
    is_removed: bool
    fields: Sequence[FieldChange]


@dataclass(frozen=True, slots=True)
class Step:
    """Everything that one act changed, by whom and why; `version` is the version of the record it led to."""

    at: datetime.datetime
    changes: Sequence[RowChange]
    actor: User | None = None
    reason: str = ""
    event: Event | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What of a history is wanted; what is empty sets no condition."""

    person: str = ""
    part: str = ""
    field: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


class RowHistory:
    """The row versions of one agreement and all its parts, oldest first within each kind."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.rows: dict[str, list[Any]] = {}
        for recorded in RECORDED:
            above = {row.pgh_obj_id for row in self.rows.get(recorded.above, ())}
            wanted: Any = above if recorded.above else {agreement.pk}
            events: Any = recorded.model.pgh_event_model  # type: ignore[attr-defined]  # given by the tracker
            found = events.objects.filter(**{f"{recorded.column}__in": wanted}).order_by("pgh_id")
            self.rows[recorded.code] = list(found.select_related("pgh_context")) if wanted else []

    def states_at(self, part: str, moment: datetime.datetime) -> list[Any]:
        """The rows of one kind as they stood once everything up to this moment had happened."""
        states: dict[str, Any] = {}
        for row in self.rows[part]:
            if row.pgh_created_at <= moment:
                states[key_of(row)] = None if row.pgh_label == "delete" else row
        return sorted((row for row in states.values() if row is not None), key=_place_of)

    def moment_of(self, version: int) -> datetime.datetime | None:
        """When the record reached a version."""
        moments = [row.pgh_created_at for row in self.rows["record"] if row.version == version]
        return moments[-1] if moments else None

    def rounds(self) -> list[datetime.datetime]:
        """When the record was put before the ministry, the first round first."""
        return sorted(row.pgh_created_at for row in self.rows["submissions"] if row.pgh_label == "insert")

    def changes_between(self, first: datetime.datetime, last: datetime.datetime) -> list[RowChange]:
        """What is not the same at two moments, whatever happened between them; rounds and comments left out."""
        changes = []
        for recorded in RECORDED:
            if recorded.code in _OF_THE_REVIEW:
                continue
            before = {key_of(row): row for row in self.states_at(recorded.code, first)}
            after = {key_of(row): row for row in self.states_at(recorded.code, last)}
            for key in dict.fromkeys((*before, *after)):
                now = after.get(key)
                change = _change(recorded.code, key, before.get(key), _Last(now, now))
                if change is not None:
                    changes.append(change)
        return changes

    def steps(self) -> list[Step]:
        """All steps, newest first."""
        by_moment: dict[datetime.datetime, list[RowChange]] = {}
        for recorded in RECORDED:
            for moment, change in _changes_of(recorded.code, self.rows[recorded.code]):
                by_moment.setdefault(moment, []).append(change)
        steps = _attributed(self, by_moment)
        return sorted(steps, key=lambda step: (step.at, step.event.pk if step.event else 0), reverse=True)


def key_of(row: Any) -> str:
    """What stays the same of a row, also where it was taken out and put back by one save."""
    return str(getattr(row, "public_id", "") or row.pgh_obj_id)


def chosen(steps: Iterable[Step], wanted: HistoryFilter, *, zone: datetime.tzinfo) -> list[Step]:
    """The steps that meet every condition, each with the changes that do."""
    found = []
    for step in steps:
        day = step.at.astimezone(zone).date()
        if (wanted.since and day < wanted.since) or (wanted.until and day > wanted.until):
            continue
        if wanted.person and str(step.actor.public_id if step.actor else "") != wanted.person:
            continue
        if not (wanted.part or wanted.field):
            found.append(step)
            continue
        changes = [kept for change in step.changes if (kept := _chosen_change(change, wanted)) is not None]
        if changes:
            found.append(replace(step, changes=changes))
    return found


def _chosen_change(change: RowChange, wanted: HistoryFilter) -> RowChange | None:
    if wanted.part and change.part != wanted.part:
        return None
    if not wanted.field:
        return change
    fields = [field for field in change.fields if field.field == wanted.field]
    return replace(change, fields=fields) if fields else None


def _place_of(row: Any) -> tuple[int, int]:
    return getattr(row, "position", 0) or 0, row.pgh_obj_id


def _changes_of(part: str, rows: Sequence[Any]) -> Iterable[tuple[datetime.datetime, RowChange]]:
    """The net change of each row in each transaction; a row that was replaced by itself did not go and come."""
    by_key: dict[str, dict[datetime.datetime, Any]] = {}
    for row in rows:
        state = None if row.pgh_label == "delete" else row
        moments = by_key.setdefault(key_of(row), {})
        moments[row.pgh_created_at] = _Last(state, row)
    for key, moments in by_key.items():
        before = None
        for moment, last in moments.items():
            change = _change(part, key, before, last)
            before = last.state
            if change is not None:
                yield moment, change


@dataclass(frozen=True, slots=True)
class _Last:
    """How a row stood when a transaction ended: gone or not, and its last values."""

    state: Any
    row: Any


def _change(part: str, key: str, before: Any, last: _Last) -> RowChange | None:
    after = last.state
    if before is None and after is None:
        return None
    old, new = values_of(MODELS[part], before), values_of(MODELS[part], after)
    fields = [
        FieldChange(name, old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if not _is_same(old.get(name), new.get(name))
    ]
    if before is not None and after is not None and not fields:
        return None
    return RowChange(part, key, after or before, before is None, after is None, fields)


def _is_same(before: Any, after: Any) -> bool:
    return before == after or (before in (None, "", [], False) and after in (None, "", [], False))


def values_of(model: type[models.Model], row: Any) -> dict[str, Any]:
    """The fields of a row that mean something, dates with their precision as one; nothing where there is no row."""
    if row is None:
        return {}
    names = {field.name for field in model._meta.concrete_fields}
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.name in _SILENT | _SAME_FOR_ALL or field.name.endswith(_PRECISION):
            continue
        value = getattr(row, field.attname)
        if field.name + _PRECISION in names:
            precision = getattr(row, field.name + _PRECISION)
            value = PartialDate(value, Precision(precision)) if precision else None
        values[field.name] = value
    return values


def _attributed(history: RowHistory, by_moment: Mapping[datetime.datetime, list[RowChange]]) -> list[Step]:
    """Steps with who and why: from the chain of events where it tells of them, else from the row history itself."""
    ids = {str(row.public_id) for rows in history.rows.values() for row in rows if hasattr(row, "public_id")}
    found = Event.objects.filter(subject_id__in=ids).select_related("actor").order_by("-id")
    # The first event of a version is the one that made it; what follows only speaks of it.
    events = {(event.subject_id, event.subject_version): event for event in found}
    own = [event for event in found if event.subject_id == str(history.agreement.public_id)]
    people = User.objects.in_bulk(_users_of(history))
    versions: dict[datetime.datetime, int] = {row.pgh_created_at: row.version for row in history.rows["record"]}
    told: set[int] = set()
    steps = []
    for moment, changes in by_moment.items():
        event = _event_of(history, moment, events)
        version = versions.get(moment)
        if event is not None:
            told.add(event.pk)
            steps.append(Step(event.at, changes, event.actor, event.reason, event, version))
        else:
            steps.append(_from_context(history, moment, changes, people))
    steps += [Step(event.at, (), event.actor, event.reason, event) for event in own if event.pk not in told]
    return steps


def _event_of(history: RowHistory, moment: datetime.datetime, events: Mapping[tuple[str, int], Event]) -> Event | None:
    for rows in history.rows.values():
        for row in rows:
            if row.pgh_created_at == moment and hasattr(row, "public_id") and hasattr(row, "version"):
                event = events.get((str(row.public_id), row.version))
                if event is not None:
                    return event
    return None


def _users_of(history: RowHistory) -> set[int]:
    contexts = (row.pgh_context for rows in history.rows.values() for row in rows)
    return {context.metadata["user"] for context in contexts if context and context.metadata.get("user")}


def _from_context(
    history: RowHistory, moment: datetime.datetime, changes: list[RowChange], people: Mapping[int, User]
) -> Step:
    for rows in history.rows.values():
        for row in rows:
            if row.pgh_created_at == moment and row.pgh_context:
                metadata = row.pgh_context.metadata
                return Step(moment, changes, people.get(metadata.get("user") or 0), metadata.get("reason") or "")
    return Step(moment, changes)
