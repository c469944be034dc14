"""Fields that forgive how people type (digits, dates, separators) and name themselves in what they refuse."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from twinning.core.date_text import month_name
from twinning.core.dates import YEARS, DateNotUnderstood, PartialDate, Precision, parse_date
from twinning.core.exceptions import InvalidInput
from twinning.core.text import clean_bidi, clean_digits, find_control_characters
from twinning.core.widgets import DateBox

# The minus sign of typographers, and the Arabic comma that some write between thousands.
_SIGNS = str.maketrans("−،", "-,")
_REQUIRED = _("Fill in: %(label)s")
_NO_CHOICE = _("%(label)s: choose from the list.")
_TOO_LONG = _("%(label)s: at most %(limit)s characters; this has %(length)s.")
_CONTROL = _("%(label)s holds a character that cannot be seen. Remove it and save again.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a box with the tick "not known" beside it."""

    text: str = ""
    is_unknown: bool = False


class BoxOrUnknown(forms.Widget):
    """A text box with the tick "not known" under it; its value is a `Typed`."""

    template_name = "components/_box_or_unknown.html"

    def __init__(self, box: forms.TextInput, attrs: dict[str, Any] | None = None):
        super().__init__(attrs)
        self.box = box

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, Typed) else Typed(str(value or ""))
        own = context["widget"]["attrs"]
        context["box"] = self.box.get_context(name, typed.text, own)["widget"]
        context["tick"] = {
            "name": f"{name}_unknown",
            "id": f"{own['id']}_unknown" if own.get("id") else "",
            "is_checked": typed.is_unknown,
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return Typed(data.get(name) or "", bool(data.get(f"{name}_unknown")))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_unknown" not in data


def _name_in_messages(field: forms.Field) -> None:
    """Let the messages that Django words without the field's label say it."""
    own = {
        "required": (forms.Field.default_error_messages["required"], _REQUIRED),
        "invalid_choice": (forms.ChoiceField.default_error_messages["invalid_choice"], _NO_CHOICE),
    }
    for code, (default, message) in own.items():
        if field.error_messages.get(code) == default:
            field.error_messages[code] = message % {"label": field.label}


class PageForm(forms.Form):
    """A form of a page: no colon after labels, and what is missing is asked for by its label.

    `later` names fields that are wanted and yet may stay empty for now: they are not marked as optional.
    """

    later: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def full_clean(self) -> None:
        for field in self.fields.values():
            _name_in_messages(field)
        waiting = self.later & set(self.fields)
        for name in waiting:
            self.fields[name].required = False
        super().full_clean()
        for name in waiting:
            self.fields[name].required = True

    def forget_errors(self) -> None:
        """Show what was typed without judging it, as when the page was sent only to ask for another row."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}


class TextField(forms.CharField):
    """A line (or `lines`) of text of at most `longest` characters; `language` sets its direction.

    The box is not told the limit: browsers would cut a pasted text without a word.
    """

    def __init__(self, *, longest: int, language: str = "", lines: int = 1, **kwargs: Any):
        direction = {"ar": "rtl", "en": "ltr"}.get(language, "auto")
        marks = {"dir": direction, **({"lang": language} if language else {})}
        kwargs.setdefault("widget", forms.Textarea({**marks, "rows": lines}) if lines > 1 else forms.TextInput(marks))
        super().__init__(**kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> Any:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def validate(self, value: Any) -> None:
        super().validate(value)
        problems = []
        if len(value) > self.longest:
            figures = {"label": self.label, "limit": f"{self.longest:,}", "length": f"{len(value):,}"}
            problems.append(ValidationError(_TOO_LONG, code="max_length", params=figures))
        if find_control_characters(value):
            problems.append(ValidationError(_CONTROL, code="control_character", params={"label": self.label}))
        if problems:
            raise ValidationError(problems)


class _ReadField(forms.Field):
    """A box whose text is read by `read`; with `or_unknown` the tick "not known" answers as well."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _REQUIRED,
        "required_or_unknown": _("%(label)s: fill it in, or tick “not known”."),
        "both": _("%(label)s: fill it in or tick “not known”, not both."),
    }
    unknown: ClassVar[Any] = None

    def __init__(self, *, or_unknown: bool = False, **kwargs: Any):
        box = kwargs.pop("widget", None) or self.make_box()
        super().__init__(widget=BoxOrUnknown(box) if or_unknown else box, **kwargs)
        self.or_unknown = or_unknown

    def make_box(self) -> forms.TextInput:
        return forms.TextInput()

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> str:
        return str(value)

    def refuse(self, code: str, **facts: object) -> NoReturn:
        raise ValidationError(self.error_messages[code], code=code, params={"label": self.label, **facts})

    def clean(self, value: Any) -> Any:
        typed = _typed(value)
        if typed.is_unknown and typed.text:
            self.refuse("both")
        if typed.is_unknown:
            return self.unknown
        if typed.text:
            return self.read(typed.text)
        if self.required:
            self.refuse("required_or_unknown" if self.or_unknown else "required")
        return None

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str | Typed):
            return value
        if value == self.unknown:
            return Typed(is_unknown=True)
        return self.write(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = self.prepare_value(initial)
        if _typed(before) == _typed(data):
            return False
        try:
            return bool(self.clean(before) != self.clean(data))
        except ValidationError:
            return True


def _typed(value: Any) -> Typed:
    typed = value if isinstance(value, Typed) else Typed(str(value or ""))
    return Typed(clean_bidi(typed.text).strip(), typed.is_unknown)


class PartialDateFormField(_ReadField):
    """A date as far as it is known, in every form that `parse_date` reads; cleans to `PartialDate` or None."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("%(label)s: write a date such as 5/3/2026, March 2026 or 2026."),
        "no_such_day": _("%(label)s does not exist: there is no day %(day)s in %(month)s."),
        "no_such_month": _("%(label)s does not exist: there is no month %(month)s."),
        "year_out_of_range": _("%(label)s: the year must lie between %(first)s and %(last)s."),
    }
    unknown = PartialDate.unknown()

    def make_box(self) -> forms.TextInput:
        return DateBox()

    def read(self, text: str) -> PartialDate:
        try:
            return parse_date(text)
        except DateNotUnderstood as error:
            if error.code == "year_out_of_range":
                self.refuse("year_out_of_range", first=YEARS[0], last=YEARS[-1])
            if error.code == "no_such_day" and error.month not in range(1, 13):
                self.refuse("no_such_month", month=error.month)
            if error.code == "no_such_day":
                self.refuse("no_such_day", day=error.day, month=month_name(error.month or 1))
            self.refuse("invalid")

    def write(self, value: PartialDate) -> str:
        return typed_date(value)


def typed_date(date: PartialDate) -> str:
    """A date as people type it here: 5/3/2026, 3/2026 or 2026."""
    if not isinstance(date.value, datetime.date):
        return ""
    parts = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1}[date.precision]
    return "/".join(str(part) for part in (date.value.day, date.value.month, date.value.year)[-parts:])


class NumberField(_ReadField):
    """A number with at most two decimals; Arabic digits, separators of thousands and spaces are read. To Decimal."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("%(label)s must be a number, such as 60 or 12.5"),
        "too_exact": _("%(label)s: at most two digits after the point."),
        "too_large": _("%(label)s is too large."),
        "too_small": _("%(label)s must be %(least)s or more."),
    }
    most_digits = 14  # before the point: what the columns hold
    most_decimals = 2
    _form = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?")

    def __init__(self, *, least: int | None = None, **kwargs: Any):
        super().__init__(**kwargs)
        self.least = least

    def make_box(self) -> forms.TextInput:
        return forms.TextInput({"class": "input-number", "inputmode": "decimal", "autocomplete": "off", "dir": "auto"})

    def read(self, text: str) -> Decimal:
        match = self._form.fullmatch(re.sub(r"\s", "", clean_digits(text)).translate(_SIGNS))
        if match is None:
            self.refuse("invalid")
        sign, whole, decimals = match[1], match[2].replace(",", ""), (match[3] or "").rstrip("0")
        if len(decimals) > self.most_decimals:
            self.refuse("too_exact")
        if len(whole.lstrip("0")) > self.most_digits:
            self.refuse("too_large")
        value = Decimal(f"{sign}{whole}.{decimals or 0}")
        if self.least is not None and value < self.least:
            self.refuse("too_small", least=self.least)
        return value

    def write(self, value: Decimal) -> str:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


class WholeNumberField(NumberField):
    """A whole number; cleans to int."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("%(label)s must be a whole number, such as 60"),
        "too_exact": _("%(label)s must be a whole number, such as 60"),
    }
    most_digits = 9

    def read(self, text: str) -> int:  # type: ignore[override]  # narrower on purpose: whole numbers are int
        value = super().read(text)
        if value != int(value):
            self.refuse("too_exact")
        return int(value)

    def write(self, value: int) -> str:  # type: ignore[override]  # as above
        return str(value)


def problems_to_form(form: forms.Form, error: InvalidInput, *, names: Mapping[str, str] | None = None) -> None:
    """Show each problem of the domain at its field, or above the form where the form has no such field.

    `names` translates the domain's field names into the form's where they differ.
    """
    for problem in error.problems:
        name = (names or {}).get(problem.field, problem.field)
        form.add_error(name if name in form.fields else None, ValidationError(str(problem.message), code=problem.code))
