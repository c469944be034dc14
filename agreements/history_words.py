"""The history of a record as sentences: what a field said, what it says, by the names people know them by."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.history import MODELS, FieldChange, RowChange, Step
from agreements.models import AgreementParty
from twinning.core.date_text import date_text
from twinning.core.dates import PartialDate
from twinning.core.display import number
from twinning.core.models import in_language

PARTS: dict[str, str | Promise] = {
    "record": gettext_lazy("The agreement itself"),
    "parties": gettext_lazy("Parties"),
    "purposes": gettext_lazy("Purposes"),
    "indicators": gettext_lazy("Indicators"),
    "measurements": gettext_lazy("Measurements"),
    "authorisations": gettext_lazy("Legal basis"),
    "documents": gettext_lazy("Documents"),
    "due_diligence": gettext_lazy("Due diligence"),
    "focal_points": gettext_lazy("Focal points"),
    "submissions": gettext_lazy("Rounds of review"),
    "comments": gettext_lazy("Comments of the review"),
    "activities": gettext_lazy("Activities"),
    "participants": gettext_lazy("Participants"),
    "projects": gettext_lazy("Projects"),
    "milestones": gettext_lazy("Milestones"),
}
LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One row's change in words: the part, the row's own name, what happened, and a sentence for each field."""

    part: str
    part_label: str | Promise
    heading: str
    fields: Sequence[tuple[str, str]]


class Wording:
    """Knows the names of everything that a run of steps points to, read at once."""

    def __init__(self, steps: Iterable[Step]) -> None:
        wanted: dict[type[models.Model], set[Any]] = {}
        for step in steps:
            for change in step.changes:
                for field, value in _references(change):
                    wanted.setdefault(field.related_model, set()).add(value)
        self._names: dict[tuple[type[models.Model], Any], str] = {
            (model, key): str(found)
            for model, keys in wanted.items()
            for key, found in model._default_manager.in_bulk(keys).items()
        }

    def words_of(self, change: RowChange) -> ChangeWords:
        sentence = self._last_words if change.is_removed else self.sentence
        fields = [(field.field, sentence(change.part, field)) for field in change.fields]
        return ChangeWords(change.part, PARTS[change.part], self._heading(change), fields)

    def sentence(self, part: str, change: FieldChange) -> str:
        """ "“Title in Arabic” changed from “…” to “…”." """
        label = label_of(part, change.field)
        before, after = self.value(part, change.field, change.before), self.value(part, change.field, change.after)
        if not before:
            return _("“%(field)s” now says “%(after)s”.") % {"field": label, "after": after}
        if not after:
            return _("“%(field)s” was emptied; it said “%(before)s”.") % {"field": label, "before": before}
        words = {"field": label, "before": before, "after": after}
        return _("“%(field)s” changed from “%(before)s” to “%(after)s”.") % words

    def _last_words(self, part: str, change: FieldChange) -> str:
        """What a field of a row said that is no more."""
        words = {"field": label_of(part, change.field), "before": self.value(part, change.field, change.before)}
        return _("“%(field)s” said “%(before)s”.") % words

    def value(self, part: str, name: str, value: Any) -> str:
        """A value as people read it, in the reader's language."""
        if value is None or value == "" or value == []:
            return ""
        field: Any = MODELS[part]._meta.get_field(name)
        if field.is_relation:
            return self._names.get((field.related_model, value), str(value))
        text = _plain(field, value)
        return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"

    def _heading(self, change: RowChange) -> str:
        name = self._name_of(change)
        words = {"kind": MODELS[change.part]._meta.verbose_name, "name": name}
        if change.part == "record":
            return _("The record was started.") if change.is_added else ""
        if change.is_added:
            return _("Added: %(kind)s “%(name)s”") % words if name else _("Added: %(kind)s") % words
        if change.is_removed:
            return _("Taken out: %(kind)s “%(name)s”") % words if name else _("Taken out: %(kind)s") % words
        return _("%(kind)s “%(name)s”") % words if name else ""

    def _name_of(self, change: RowChange) -> str:
        row = change.row
        if MODELS[change.part] is AgreementParty:
            place = self._place(row)
            return in_language(row.name_ar, row.name_en) or place
        for prefix in ("title", "name", "statement"):
            if hasattr(row, f"{prefix}_ar"):
                return in_language(getattr(row, f"{prefix}_ar"), getattr(row, f"{prefix}_en"))
        plain = getattr(row, "title", "") or getattr(row, "original_name", "") or getattr(row, "name", "")
        return str(plain) or (self.value(change.part, "kind", row.kind) if hasattr(row, "kind") else "")

    def _place(self, row: Any) -> str:
        for name in ("city", "governorate"):
            field: Any = AgreementParty._meta.get_field(name)
            key = getattr(row, field.attname)
            if key:
                return self._names.get((field.related_model, key), "")
        return ""


def label_of(part: str, name: str) -> str:
    """The name of a field, with a capital letter."""
    label = str(getattr(MODELS[part]._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _references(change: RowChange) -> Iterable[tuple[Any, Any]]:
    """What a change points to: the fields that are keys of other rows, with the keys."""
    model = MODELS[change.part]
    for field in change.fields:
        definition: Any = model._meta.get_field(field.field)
        if definition.is_relation:
            yield from ((definition, value) for value in (field.before, field.after) if value is not None)
    if model is AgreementParty:
        for name in ("city", "governorate"):
            definition = model._meta.get_field(name)
            if getattr(change.row, definition.attname):
                yield definition, getattr(change.row, definition.attname)


def _plain(field: Any, value: Any) -> str:
    if isinstance(field, ArrayField):
        choices: Mapping[Any, Any] = dict(field.base_field.flatchoices)
        return _(", ").join(str(choices.get(item, item)) for item in value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, PartialDate):
        return date_text(value)
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return date_text(PartialDate.day(value))
    return number(value) if isinstance(value, Decimal | int) else str(value)
