"""Taking a person's decision about a name: for all its rows at once, and remembered."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twinning.accounts.models import User
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.imports.choices import Outcome, RunState
from twinning.imports.importers import importer_of
from twinning.imports.models import ImportQuestion, ImportRun
from twinning.imports.services.steps import begin_step, facts_of, locked_for

NONE_OF_THEM = "none"


@transaction.atomic
def answer_questions(
    run: ImportRun,
    answers: dict[str, str],
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
) -> int:
    """Decide what names mean (key → value of a candidate, or `none`) and let their rows be checked again.

    Returns how many rows that are. Raises: ImportNotPermitted, NotNow, InvalidInput (fields `answers.<key>`).
    """
    locked = locked_for(run, by=by, states=(RunState.REVIEW,))
    questions = {question.key: question for question in locked.asked.filter(key__in=answers)}
    problems = [
        FieldProblem(f"answers.{key}", "invalid_choice", _("Choose one of the places offered, or none of them."))
        for key, value in answers.items()
        if key not in questions or not _is_offered(questions[key], value)
    ]
    if problems:
        raise InvalidInput(problems)
    facts = facts_of(locked, by=by, at=at, today=today)
    for key, value in answers.items():
        question = questions[key]
        question.answer, question.answered_by = value, by
        question.save()
        if value != NONE_OF_THEM:
            importer_of(locked.kind).remember(question.asked_of, value, facts)
    waiting = locked.rows.filter(questions__overlap=list(answers), outcome__in=[Outcome.DOUBTFUL, Outcome.WRONG])
    count: int = waiting.update(outcome="", key="", problems=[], changes=[], content={})
    begin_step(locked, RunState.CHECKING, at=at)
    ImportRun.objects.filter(pk=locked.pk).update(done_count=locked.row_count - count)
    return count


def _is_offered(question: ImportQuestion, value: str) -> bool:
    return value == NONE_OF_THEM or any(candidate["value"] == value for candidate in question.candidates)
