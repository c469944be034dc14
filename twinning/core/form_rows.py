"""A form with rows of the same kind under it (indicators, contacts), and what has become of a form's stored values."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.forms import BaseForm
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from twinning.core.date_text import date_text
from twinning.core.dates import PartialDate
from twinning.core.exceptions import InvalidInput
from twinning.core.forms import PageForm, Typed, problems_to_form

Data = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class SummaryError:
    """One line of the error summary: the words at the field, and where they lead."""

    field_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which what was typed and what is stored now are not the same."""

    label: str
    stored: str
    field_id: str
    name: str = ""


class RowForm(PageForm):
    """One row: left blank it is no row, ticked for removal it is none any more."""

    # Fields that are filled before anybody types: they do not make a row.
    preset: ClassVar[frozenset[str]] = frozenset()
    remove = forms.BooleanField(label=_("Remove this row"), required=False)

    def full_clean(self) -> None:
        if self.is_bound and (self.is_blank() or self.is_removed()):
            self.forget_errors()
            return
        super().full_clean()

    def is_blank(self) -> bool:
        """Whether nothing was typed into this row."""
        typed = (self[name].data for name in self.fields if name not in self.preset and name != "remove")
        return all(value in (None, "", [], False, Typed()) for value in typed)

    def is_removed(self) -> bool:
        return bool(self["remove"].data)


class FormWithRows(PageForm):
    """A form whose rows have names such as `indicators-0-target`; the hidden `indicators-count` tells how many."""

    row_class: ClassVar[type[RowForm]]
    rows_name: ClassVar[str]
    row_title: ClassVar[Any]
    most_rows: ClassVar[int] = 30

    def __init__(self, data: Data = None, files: Any = None, *, rows: Sequence[Mapping[str, Any]] = (), **kwargs: Any):
        super().__init__(data, files, **kwargs)
        typed = self._typed_count(data) if data is not None else 0
        count = min(typed if data is not None else max(len(rows), 1), self.most_rows)
        self.stored_rows = len(rows)
        self.rows = [self._row(number, rows[number] if number < len(rows) else {}) for number in range(count)]

    def _row(self, number: int, initial: Mapping[str, Any]) -> RowForm:
        data = self.data if self.is_bound else None
        return self.row_class(data, prefix=f"{self.rows_name}-{number}", initial=dict(initial))

    def stand_ready(self, blanks: Sequence[Mapping[str, Any]]) -> None:
        """Put blank rows after the stored ones, their preset fields filled."""
        self.rows = self.rows[: self.stored_rows]
        self.rows += [self._row(self.stored_rows + offset, preset) for offset, preset in enumerate(blanks)]

    @property
    def count_name(self) -> str:
        return f"{self.rows_name}-count"

    def _typed_count(self, data: Mapping[str, Any]) -> int:
        text = str(data.get(self.count_name) or "")
        return min(int(text), self.most_rows) if text.isascii() and text.isdigit() and len(text) < 4 else 0

    def is_valid(self) -> bool:
        # Every row is asked, so that all errors show at once.
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    @property
    def kept_rows(self) -> list[RowForm]:
        """The rows that say something and are not to be removed."""
        return [row for row in self.rows if row.is_valid() and row.cleaned_data]

    def has_changed(self) -> bool:
        kept = [row for row in self.rows if not (row.is_blank() or row.is_removed())]
        return super().has_changed() or len(kept) != self.stored_rows or any(row.has_changed() for row in kept)

    def forget_errors(self) -> None:
        super().forget_errors()
        for row in self.rows:
            row.forget_errors()

    def add_problems(self, error: InvalidInput) -> None:
        """Show problems of the domain: those with a path `<rows_name>.<n>.<field>` at the n-th kept row."""
        kept = self.kept_rows
        own = []
        for problem in error.problems:
            name, _dot, path = problem.field.partition(".")
            number, _dot, field = path.partition(".")
            if name != self.rows_name or not number.isdigit() or int(number) >= len(kept):
                own.append(problem)
                continue
            row = kept[int(number)]
            row.add_error(field if field in row.fields else None, ValidationError(str(problem.message), problem.code))
        if own:
            problems_to_form(self, InvalidInput(own))

    def row_errors(self) -> list[SummaryError]:
        """The errors of all rows for the summary, each led by its row's title where there are several rows."""
        found = []
        for number, row in enumerate(self.rows, start=1):
            title = f"{self.row_title} {number} · " if len(self.rows) > 1 else ""
            for name, messages in row.errors.items():
                field_id = anchor_of(row, name)
                found += [SummaryError(field_id, f"{title}{message}") for message in messages]
        return found


def more_rows(data: QueryDict, form: type[FormWithRows]) -> QueryDict:
    """What was typed, with one row more."""
    name = f"{form.rows_name}-count"
    grown = data.copy()
    count = str(grown.get(name) or "0")
    grown[name] = str(min(int(count) + 1 if count.isdigit() else 1, form.most_rows))
    return grown


def anchor_of(form: BaseForm, name: str) -> str:
    """The id of a field's box, of a group of choices the first one; empty for what concerns the whole form."""
    if name not in form.fields:
        return ""
    field = form[name]
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


def parts_of(form: PageForm) -> Iterable[PageForm]:
    """A form and its rows."""
    return (form, *form.rows) if isinstance(form, FormWithRows) else (form,)


def fingerprint(form: PageForm) -> str:
    """A short mark of the stored values a form was made from: the same as long as they stay the same."""
    state = [
        (part.prefix, name, repr(field.prepare_value(part.get_initial_for_field(field, name))))
        for part in parts_of(form)
        for name, field in part.fields.items()
        if part.initial
    ]
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def differences(form: PageForm) -> list[Difference]:
    """Where what was typed is not what is stored now, with the stored value in words."""
    return [
        Difference(
            str(part.fields[name].label or name),
            stored_words(part.fields[name], part.get_initial_for_field(part.fields[name], name)),
            anchor_of(part, name),
            part.add_prefix(name),
        )
        for part in parts_of(form)
        for name in part.changed_data
        if not (isinstance(part, RowForm) and (part.is_blank() or name == "remove"))
    ]


def with_stored(data: QueryDict, form: PageForm, names: Collection[str]) -> QueryDict:
    """What was typed, but in the fields with these names what is stored now: the other side's answer was chosen."""
    chosen = data.copy()
    for part in parts_of(form):
        for name, field in part.fields.items():
            html_name = part.add_prefix(name)
            if html_name in names:
                value = field.prepare_value(part.get_initial_for_field(field, name))
                _put(chosen, html_name, value)
    return chosen


def _put(data: QueryDict, name: str, value: Any) -> None:
    """Write a value of a field as a browser sends it."""
    unknown = f"{name}_unknown"
    data.pop(unknown, None)
    if isinstance(value, Typed):
        if value.is_unknown:
            data[unknown] = "on"
        data[name] = value.text
    elif isinstance(value, list | tuple):
        data.setlist(name, [str(entry) for entry in value])
    elif isinstance(value, bool):
        data.pop(name, None)
        if value:
            data[name] = "on"
    else:
        data[name] = "" if value is None else str(value)


def stored_words(field: forms.Field, value: Any) -> str:
    """A stored value as people read it."""
    if isinstance(value, PartialDate):
        return date_text(value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if value in (None, "", []):
        return gettext("Empty")
    choices = getattr(field, "choices", None)
    if choices is None:
        return str(field.prepare_value(value))
    labels = {str(key): str(label) for key, label in flat_choices(choices)}
    values = value if isinstance(value, list | tuple) else [field.prepare_value(value)]
    return " · ".join(labels.get(str(entry), str(entry)) for entry in values)


def flat_choices(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """Choices without their groups."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
