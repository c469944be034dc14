"""What the reviewer said about a draft that came back, beside the fields it speaks of."""

from dataclasses import dataclass
from typing import Any

from agreements.models import Submission
from agreements.review_fields import base_of, field_words, part_of
from agreements.tasks import Part
from twinning.core.forms import PageForm


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment of the reviewer; `words` names its field, and is empty where it is about the whole part."""

    field: str
    words: str
    text: str


def remarks_on(review: Submission | None, part: Part) -> list[Remark]:
    """What the reviewer said about one part and the fields in it."""
    return [
        Remark(comment.field, "" if comment.field == part else field_words(comment.field), comment.text)
        for comment in (review.field_comments.all() if review else [])
        if part_of(comment.field) == part
    ]


def put_beside_fields(form: PageForm, remarks: list[Remark]) -> list[Remark]:
    """Give each remark to the form's field it speaks of; the others are returned."""
    asked: dict[str, Any] = {}
    for name, field in form.fields.items():
        asked.setdefault(base_of(name), field)
    asked |= form.fields
    rest = []
    for remark in remarks:
        beside = asked.get(remark.field.removeprefix(f"{Part.DUE_DILIGENCE.value}.")) if remark.words else None
        if beside is None:
            rest.append(remark)
        else:
            beside.review_remarks = [*getattr(beside, "review_remarks", []), remark.text]
    return rest
