"""Filters of lists that refuse what they do not know: codes, dates as far as known, words, order."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twinning.core.dates import DateNotUnderstood, PartialDate, parse_date
from twinning.core.text import clean_bidi, clean_digits

MOST_VALUES = 100  # of one repeated parameter; more is no question that a person asks
LONGEST_VALUE = 60
LONGEST_SEARCH = 200
_ECHOED = 40  # characters of a wrong value that its message repeats
_DATE = re.compile(r"^\d{4}(-\d{1,2}){0,2}$")


class Vocabulary(Protocol):
    """The values that a filter knows, and the sentence that says which they are."""

    def known(self, values: Sequence[str]) -> Collection[str]:
        """Those of `values` that exist."""

    def allowed(self) -> str | Promise:
        """What may be given, for the message of an error and the documentation."""


class ChoiceVocabulary:
    """A closed list of codes."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)

    def known(self, values: Sequence[str]) -> Collection[str]:
        return [value for value in values if value in self.codes]

    def allowed(self) -> str | Promise:
        return _("Allowed: %(codes)s.") % {"codes": ", ".join(self.codes)}


class RowVocabulary:
    """Codes kept in a table, asked for only when one is given; `form` is what any of them looks like."""

    def __init__(
        self, rows: Callable[[], QuerySet[Any]], column: str, *, form: str, allowed: str | Promise = ""
    ) -> None:
        self._rows = rows
        self._column = column
        self._form = re.compile(form)
        self._allowed = allowed

    def known(self, values: Sequence[str]) -> Collection[str]:
        wanted = [value for value in values if self._form.fullmatch(value)]
        if not wanted:
            return []
        return {str(code) for code in self._codes().filter(**{f"{self._column}__in": wanted})}

    def allowed(self) -> str | Promise:
        """The given sentence, or for a short table all its codes."""
        return self._allowed or ChoiceVocabulary(str(code) for code in self._codes()).allowed()

    def _codes(self) -> QuerySet[Any]:
        return self._rows().values_list(self._column, flat=True)


class CodesField(forms.Field):
    """The values of one repeated parameter, each of them known."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, vocabulary: Vocabulary, fold: Callable[[str], str] = str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.vocabulary = vocabulary
        self._fold = fold

    def to_python(self, value: Any) -> list[str]:
        return [self._fold(text) for text in dict.fromkeys(_texts(value))]

    def validate(self, value: Any) -> None:
        if len(value) > MOST_VALUES:
            raise ValidationError(_("At most %(most)s values."), "too_many", {"most": MOST_VALUES})
        sane = [text for text in value if len(text) <= LONGEST_VALUE and "\0" not in text]
        known = self.vocabulary.known(sane)
        unknown = [text for text in value if text not in known]
        if unknown:
            raise ValidationError(
                _("“%(value)s” is not known here. %(allowed)s"),
                "unknown_value",
                {"value": "”, “".join(_echo(text) for text in unknown[:3]), "allowed": self.vocabulary.allowed()},
            )


class OneValueField(forms.Field):
    """A parameter that is given once."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> Any:
        texts = _texts(value)
        if len(texts) > 1:
            raise ValidationError(_("Give this parameter once."), "repeated")
        return self.read(texts[0]) if texts else None

    def read(self, text: str) -> Any:
        """What the text means. Raises: ValidationError."""
        return text


class PartialDateField(OneValueField):
    """A year, a month or a day."""

    def read(self, text: str) -> PartialDate:
        cleaned = clean_digits(text)
        if not _DATE.match(cleaned):
            raise ValidationError(
                _("Give a date as YYYY, YYYY-MM or YYYY-MM-DD, such as 1988 or 1988-05-17."), "invalid"
            )
        try:
            return parse_date(cleaned)
        except DateNotUnderstood as error:
            raise ValidationError(
                _("There is no day “%(value)s”. Give a date as YYYY, YYYY-MM or YYYY-MM-DD."),
                error.code,
                {"value": _echo(cleaned)},
            ) from error


class SearchField(OneValueField):
    """Words to look for."""

    def read(self, text: str) -> str:
        if len(text) > LONGEST_SEARCH:
            raise ValidationError(_("At most %(most)s characters."), "max_length", {"most": LONGEST_SEARCH})
        return clean_bidi(text).replace("\0", " ").strip()


class OrderField(OneValueField):
    """One of the orders a list offers."""

    def __init__(self, *, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.vocabulary = vocabulary

    def read(self, text: str) -> str:
        if text not in self.vocabulary.known([text]):
            raise ValidationError(
                _("“%(value)s” is not known here. %(allowed)s"),
                "unknown_value",
                {"value": _echo(text), "allowed": self.vocabulary.allowed()},
            )
        return text


def _texts(value: Any) -> list[str]:
    """What was given, without the blanks that an empty box of a form sends."""
    given = value if isinstance(value, list | tuple) else [] if value is None else [value]
    return [text for text in (str(item).strip() for item in given) if text]


def _echo(text: str) -> str:
    visible = "".join(character if character.isprintable() else "�" for character in clean_bidi(text))
    return visible if len(visible) <= _ECHOED else visible[: _ECHOED - 1] + "…"


class CodesFilter(django_filters.Filter):  # type: ignore[misc]  # django-filter ships no types
    """Rows of one of the given codes; `method` of the filter set or `field_name` says how."""

    field_class = CodesField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("lookup_expr", "in")
        super().__init__(*args, **kwargs)

    def filter(self, queryset: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        return queryset.filter(**{f"{self.field_name}__{self.lookup_expr}": value}) if value else queryset


class SinceFilter(django_filters.Filter):  # type: ignore[misc]  # as above
    """Rows dated in the given year, month or day, or later; a date known by its year counts from 1 January."""

    field_class = PartialDateField

    def filter(self, queryset: QuerySet[Any], value: PartialDate | None) -> QuerySet[Any]:
        return queryset.filter(**{f"{self.field_name}__gte": value.value}) if value else queryset


class UntilFilter(django_filters.Filter):  # type: ignore[misc]  # as above
    """Rows dated up to the last day of the given year or month, or the given day; undated rows are not among them."""

    field_class = PartialDateField

    def filter(self, queryset: QuerySet[Any], value: PartialDate | None) -> QuerySet[Any]:
        return queryset.filter(**{f"{self.field_name}__lte": value.last_day}) if value else queryset


class SearchFilter(django_filters.Filter):  # type: ignore[misc]  # as above
    """Rows that the filter set's `method` finds by words."""

    field_class = SearchField


@dataclass(frozen=True, slots=True)
class Order:
    """One order of a list: its parameter without sign, and the column."""

    code: str
    column: str


class OrderFilter(django_filters.Filter):  # type: ignore[misc]  # as above
    """`code` or `-code` sorts by a column, rows without a value last, the newest row first among equals."""

    field_class = OrderField

    def __init__(self, *, orders: Sequence[Order], default: str, **kwargs: Any) -> None:
        self.columns = {order.code: order.column for order in orders}
        self.default = default
        codes = [sign + code for code in self.columns for sign in ("", "-")]
        super().__init__(vocabulary=ChoiceVocabulary(codes), **kwargs)

    def filter(self, queryset: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        chosen = value or self.default
        column = F(self.columns[chosen.removeprefix("-")])
        is_descending = chosen.startswith("-")
        return queryset.order_by(column.desc(nulls_last=True) if is_descending else column.asc(nulls_last=True), "-id")
