"""The dry run: what each row would do, in portions; nothing of the register is changed."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import replace

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from twinning.accounts.models import User
from twinning.imports.choices import Outcome, RunState
from twinning.imports.importers import (
    CellProblem,
    Importer,
    Question,
    RunFacts,
    SourceRow,
    Verdict,
    importer_of,
)
from twinning.imports.models import ImportQuestion, ImportRow, ImportRun
from twinning.imports.services.steps import facts_of, portion
from twinning.imports.words import in_both

FLAWS = {
    "formula": _("The cell holds a formula without a value. Write the value itself."),
    "error_value": _("The cell holds an error of the spreadsheet (%(found)s). Write the value itself."),
    "control_character": _("The text holds a character that cannot be seen (%(found)s). Remove it."),
    "encoding": _("Some letters are written in another encoding than the rest of the file. Type them anew."),
    "too_long": _("The cell holds %(found)s characters; at most 10,000 are read."),
}
REPEATED = _("Row %(row)s says the same thing already.")
NOTES_SAMPLE = 40_000
_UPDATE = """
UPDATE imports_importrow AS kept SET
    outcome = found.outcome, key = found.key, target = found.target, problems = found.problems,
    changes = found.changes, notes = found.notes, content = found.content,
    questions = ARRAY(SELECT jsonb_array_elements_text(found.questions))
FROM jsonb_to_recordset(%s::jsonb) AS found(
    id bigint, outcome text, key text, target text, problems jsonb, changes jsonb, notes jsonb, questions jsonb,
    content jsonb
)
WHERE kept.id = found.id
"""


def check_rows(run: ImportRun, *, by: User | None, at: datetime.datetime, today: datetime.date) -> None:
    """Check every row that has no outcome yet, then let the run be reviewed.

    Raises: AlreadyAtWork, CancelAsked.
    """
    importer = importer_of(run.kind)
    while check_portion(run, importer, by=by, at=at, today=today):
        pass
    with portion(run) as fresh:
        fresh.counts = counts_of(fresh)
        fresh.notes = [note for note in fresh.notes if not note.get("of_rows")] + [
            {**words, "of_rows": "1"} for words in importer.notes(_sample(fresh))
        ]
        fresh.state, fresh.done_count = RunState.REVIEW, fresh.row_count
        fresh.save()


def check_portion(
    run: ImportRun, importer: Importer, *, by: User | None, at: datetime.datetime, today: datetime.date
) -> int:
    """Check the next rows; return how many there were."""
    with portion(run) as fresh:
        rows = list(fresh.rows.filter(outcome="").order_by("number")[: importer.rows_at_once])
        if rows:
            facts = facts_of(fresh, by=by, at=at, today=today)
            verdicts = _verdicts(fresh, rows, importer, facts)
            _keep(fresh, rows, verdicts)
            ImportRun.objects.filter(pk=run.pk).update(done_count=fresh.done_count + len(rows))
    return len(rows)


def counts_of(run: ImportRun) -> dict[str, int]:
    """How many rows have which outcome."""
    return dict(run.rows.order_by().values_list("outcome").annotate(count=Count("id")))


def _verdicts(run: ImportRun, rows: list[ImportRow], importer: Importer, facts: RunFacts) -> list[Verdict]:
    flawed = {row.number: problems for row in rows if (problems := _flaws(run, row))}
    sound = [SourceRow(row.number, run.values_of(row.cells)) for row in rows if row.number not in flawed]
    checked = dict(zip((row.number for row in sound), importer.check(sound, facts) if sound else [], strict=True))
    verdicts = [checked.get(row.number) or Verdict(Outcome.WRONG, problems=flawed[row.number]) for row in rows]
    return _without_repeated(run, rows, verdicts)


def _flaws(run: ImportRun, row: ImportRow) -> list[CellProblem]:
    """What is wrong with the cells that fill a field; columns that are left out may hold what they like."""
    problems = []
    for flaw in row.flaws:
        place = flaw["column"]
        field = run.matching[place] if place < len(run.matching) else ""
        if field:
            words = in_both(FLAWS[flaw["code"]], found=flaw["found"])
            problems.append(CellProblem(field, flaw["code"], words))
    return problems


def _without_repeated(run: ImportRun, rows: list[ImportRow], verdicts: list[Verdict]) -> list[Verdict]:
    """Of several rows about the same thing the first counts; the others are told so."""
    keys = {verdict.key for verdict in verdicts if verdict.key}
    earlier = run.rows.filter(key__in=keys, number__lt=rows[0].number).exclude(outcome__in=["", Outcome.WRONG])
    first = dict(earlier.order_by("-number").values_list("key", "number"))
    result = []
    for row, verdict in zip(rows, verdicts, strict=True):
        said = first.get(verdict.key) if verdict.key else None
        if verdict.key and verdict.outcome != Outcome.WRONG:
            first.setdefault(verdict.key, row.number)
        if said is None or verdict.outcome == Outcome.WRONG or said == row.number:
            result.append(verdict)
        else:
            problem = CellProblem("", "repeated", in_both(REPEATED, row=said))
            result.append(replace(verdict, outcome=Outcome.WRONG, key="", problems=[problem], changes=(), questions=()))
    return result


def _keep(run: ImportRun, rows: list[ImportRow], verdicts: Sequence[Verdict]) -> None:
    found = [_as_json(row, verdict) for row, verdict in zip(rows, verdicts, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [json.dumps(found, ensure_ascii=False)])
    questions = {question.key: question for verdict in verdicts for question in verdict.questions}
    ImportQuestion.objects.bulk_create(
        (_question(run, question) for question in questions.values()), ignore_conflicts=True
    )


def _as_json(row: ImportRow, verdict: Verdict) -> dict[str, object]:
    return {
        "id": row.pk,
        "outcome": verdict.outcome.value,
        "key": verdict.key,
        "target": verdict.target,
        "problems": [
            {"field": problem.field, "code": problem.code, "words": in_both(problem.message)}
            for problem in verdict.problems
        ],
        "changes": [
            {"field": change.field, "before": in_both(change.before), "after": in_both(change.after)}
            for change in verdict.changes
        ],
        "notes": list(verdict.notes),
        "questions": [question.key for question in verdict.questions],
        "content": dict(verdict.content),
    }


def _question(run: ImportRun, question: Question) -> ImportQuestion:
    return ImportQuestion(
        run=run,
        key=question.key,
        text=question.text[:300],
        context=question.context[:300],
        candidates=[
            {
                "value": candidate.value,
                "label": candidate.label,
                "detail": candidate.detail,
                "score": candidate.score,
                "reasons": list(candidate.reasons),
            }
            for candidate in question.candidates
        ],
        asked_of=dict(question.asked_of),
    )


def _sample(run: ImportRun) -> list[dict[str, object]]:
    contents = run.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED]).order_by("number")
    return list(contents.values_list("content", flat=True)[:NOTES_SAMPLE])
