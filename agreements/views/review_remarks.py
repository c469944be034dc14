"""What a reviewer reads and remarks field by field before an agreement goes back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField

from agreements.forms.acts import ActForm
from agreements.history_words import ChangeWords
from agreements.review_fields import base_of
from agreements.views.draft_answers import Answer, PartAnswers


@dataclass(frozen=True, slots=True)
class SentField:
    """One field as it was sent, what the last round changed of it, and the box for a remark."""

    answer: Answer
    changes: Sequence[str]
    box: BoundField
    is_open: bool


@dataclass(frozen=True, slots=True)
class SentPart:
    """The fields of one part and the box for a remark on the part itself."""

    label: str
    fields: Sequence[SentField]
    box: BoundField
    is_open: bool


def fields_sent(parts: Sequence[PartAnswers]) -> dict[str, str]:
    """The names of all answered fields with their labels."""
    return {answer.key: answer.label for part in parts for answer in part.answers}


def sent_parts(parts: Sequence[PartAnswers], form: ActForm, changed: Sequence[ChangeWords] | None) -> list[SentPart]:
    """Everything that was sent beside its boxes; what holds a remark already is unfolded."""
    changes: dict[str, list[str]] = {}
    for change in changed or ():
        for field, sentence in change.fields if change.part == "record" else ():
            changes.setdefault(base_of(field), []).append(sentence)
    sent = []
    for part in parts:
        fields = [_sent_field(answer, form, changes.get(answer.key, [])) for answer in part.answers]
        box = form[f"on_{part.part.value}"]
        is_open = bool(box.value()) or any(field.is_open or field.changes for field in fields)
        sent.append(SentPart(str(part.part.label), fields, box, is_open))
    return sent


def _sent_field(answer: Answer, form: ActForm, changes: Sequence[str]) -> SentField:
    box = form[f"on_{answer.key}"]
    return SentField(answer, changes, box, is_open=bool(box.value()))
