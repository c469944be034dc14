"""Saying which field each column fills."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from twinning.accounts.models import User
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.imports.choices import RunState
from twinning.imports.headings import heading_key, missing_columns
from twinning.imports.importers import importer_of
from twinning.imports.models import ImportQuestion, ImportRun, RememberedColumn
from twinning.imports.services.steps import begin_step, locked_for

BEFORE_APPLYING = (RunState.MATCHING, RunState.REVIEW)


@transaction.atomic
def match_columns(run: ImportRun, matching: Sequence[str], *, by: User, at: datetime.datetime) -> ImportRun:
    """Take the matching over, remember it for the organisation, and put the run before its dry run.

    Raises: ImportNotPermitted, NotNow, InvalidInput (fields `columns.<n>` and `columns`).
    """
    locked = locked_for(run, by=by, states=BEFORE_APPLYING)
    problems = _problems(locked, matching)
    if problems:
        raise InvalidInput(problems)
    locked.matching = list(matching)
    _remember(locked)
    forget_outcomes(locked)
    ImportQuestion.objects.filter(run=locked).delete()
    begin_step(locked, RunState.CHECKING, at=at)
    return locked


def forget_outcomes(run: ImportRun) -> None:
    """Let every row be checked anew."""
    checked = run.rows.exclude(outcome="")
    checked.update(outcome="", key="", target="", problems=[], changes=[], questions=[], content={})
    run.counts = {}


def _problems(run: ImportRun, matching: Sequence[str]) -> list[FieldProblem]:
    importer = importer_of(run.kind)
    fields = {column.field: column for column in importer.columns if not column.is_read_only}
    if len(matching) != len(run.headings):
        return [FieldProblem("columns", "wrong_number", _("Say of each column what it is, or leave it out."))]
    problems = []
    for place, field in enumerate(matching):
        if field and field not in fields:
            problems.append(FieldProblem(f"columns.{place}", "unknown", _("There is no such field.")))
        elif field and field in matching[:place]:
            message = _("Two columns are matched with “%(field)s”. Choose one.") % {"field": fields[field].label}
            problems.append(FieldProblem(f"columns.{place}", "twice", message))
    problems += [
        FieldProblem("columns", "required", _("Say which column holds “%(field)s”.") % {"field": column.label})
        for column in missing_columns(matching, importer.columns)
    ]
    return problems


def _remember(run: ImportRun) -> None:
    chosen = {heading_key(heading): field for heading, field in zip(run.headings, run.matching, strict=True) if heading}
    RememberedColumn.objects.bulk_create(
        (
            RememberedColumn(kind=run.kind, organisation=run.organisation, heading=heading, field=field)
            for heading, field in chosen.items()
        ),
        update_conflicts=True,
        unique_fields=["kind", "organisation", "heading"],
        update_fields=["field"],
    )
