"""Fields that forgive how people type and say by name what they refuse."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils import translation

from twinning.core.dates import PartialDate, Precision
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.core.forms import (
    NumberField,
    PageForm,
    PartialDateFormField,
    TextField,
    Typed,
    WholeNumberField,
    problems_to_form,
)


class OneForm(PageForm):
    """A form with one field of each kind."""

    due = PartialDateFormField(label="Due date", required=False)
    signed = PartialDateFormField(label="Signed on", or_unknown=True)
    baseline = NumberField(label="Baseline", or_unknown=True)
    target = NumberField(label="Target")
    days = WholeNumberField(label="Days", required=False, least=1)
    title = TextField(label="Title", longest=20, required=False)


GOOD = {"signed": "1984", "baseline": "1", "target": "2"}


def filled(**typed: Any) -> OneForm:
    return OneForm({**GOOD, **typed})


def first_error(form: OneForm, field: str) -> tuple[str | None, str]:
    error = form.errors.as_data()[field][0]
    return error.code, str(form.errors[field][0])


@pytest.mark.parametrize(
    ("typed", "value", "precision"),
    [
        ("5/3/2026", datetime.date(2026, 3, 5), Precision.DAY),
        ("٥/٣/٢٠٢٦", datetime.date(2026, 3, 5), Precision.DAY),
        (" 2026-03-05 ", datetime.date(2026, 3, 5), Precision.DAY),
        ("\u200f5/3/2026\u200f", datetime.date(2026, 3, 5), Precision.DAY),
        ("March 1984", datetime.date(1984, 3, 1), Precision.MONTH),
        ("5 آذار 1984", datetime.date(1984, 3, 5), Precision.DAY),
        ("١٩٨٤", datetime.date(1984, 1, 1), Precision.YEAR),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, value: datetime.date, precision: Precision) -> None:
    form = filled(due=typed)
    assert form.is_valid()
    assert form.cleaned_data["due"] == PartialDate(value, precision)


@pytest.mark.parametrize(
    ("typed", "code", "english", "arabic"),
    [
        ("31/2/2029", "no_such_day", "there is no day 31 in February", "لا يوم 31 في فبراير"),
        ("5/13/2029", "no_such_month", "there is no month 13", "لا شهر برقم 13"),
        ("1/0/2029", "no_such_month", "there is no month 0", "لا شهر برقم 0"),
        ("5/3/26", "invalid", "such as 5/3/2026", "5/3/2026"),
        ("next spring", "invalid", "such as 5/3/2026", "5/3/2026"),
        ("1/1/1066", "year_out_of_range", "between 1500 and 2199", "بين 1500 و2199"),
    ],
)
def test_a_date_that_cannot_be_is_refused_by_name_in_both_languages(
    typed: str, code: str, english: str, arabic: str
) -> None:
    with translation.override("en"):
        found, message = first_error(filled(due=typed), "due")
        assert found == code
        assert message.startswith("Due date")
        assert english in message
    with translation.override("ar"):
        found, message = first_error(filled(due=typed), "due")
        assert found == code
        assert arabic in message


def test_a_tick_says_that_a_date_is_not_known() -> None:
    form = filled(signed="", signed_unknown="1")
    assert form.is_valid()
    assert form.cleaned_data["signed"] == PartialDate.unknown()


@pytest.mark.parametrize(
    ("typed", "code"),
    [({"signed": ""}, "required_or_unknown"), ({"signed": "1984", "signed_unknown": "1"}, "both")],
)
def test_silence_and_two_answers_are_both_refused(typed: dict[str, str], code: str) -> None:
    assert first_error(filled(**typed), "signed")[0] == code


def test_an_unknown_number_is_none_and_needs_its_tick() -> None:
    form = filled(baseline="", baseline_unknown="on")
    assert form.is_valid()
    assert form.cleaned_data["baseline"] is None
    assert first_error(filled(baseline=""), "baseline")[0] == "required_or_unknown"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("60", "60"),
        ("٦٠", "60"),
        ("12.5", "12.5"),
        ("١٢٫٥", "12.5"),
        ("1,250,000", "1250000"),
        ("١٬٢٥٠", "1250"),
        ("١،٢٥٠", "1250"),
        ("1 250", "1250"),
        ("−3", "-3"),
        ("0.10", "0.1"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: str) -> None:
    form = filled(target=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["target"] == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ستون", "invalid"),
        ("12,5", "invalid"),
        ("1,25,000", "invalid"),
        ("NaN", "invalid"),
        ("1e5", "invalid"),
        ("1.234", "too_exact"),
        ("9" * 15, "too_large"),
        ("", "required"),
    ],
)
def test_what_is_no_number_is_refused_by_name(typed: str, code: str) -> None:
    found, message = first_error(filled(target=typed), "target")
    assert found == code
    assert "Target" in message


@pytest.mark.parametrize(("typed", "code"), [("1.5", "too_exact"), ("0", "too_small"), ("9" * 10, "too_large")])
def test_a_whole_number_keeps_its_bounds(typed: str, code: str) -> None:
    assert first_error(filled(days=typed), "days")[0] == code


def test_a_whole_number_is_an_int() -> None:
    form = filled(days="١٤")
    assert form.is_valid()
    assert form.cleaned_data["days"] == 14
    assert isinstance(form.cleaned_data["days"], int)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("x" * 21, "max_length"), ("a\u202eb", "control_character"), ("a\x00b", "control_character")],
)
def test_a_text_too_long_or_with_hidden_characters_is_refused(typed: str, code: str) -> None:
    form = filled(title=typed)
    assert code in [error.code for error in form.errors.as_data()["title"]]
    assert "Title" in form.errors["title"][0]


def test_a_text_too_long_says_both_lengths_and_stays_in_its_box() -> None:
    with translation.override("en"):
        form = filled(title="x" * 10_000)
        assert form.errors["title"][0] == "Title: at most 20 characters; this has 10,000."
    assert "x" * 10_000 in str(form["title"])
    assert "maxlength" not in str(form["title"])


def test_a_line_break_of_a_browser_counts_once() -> None:
    assert filled(title="a\r\n" * 10).is_valid()


def test_what_is_missing_is_asked_for_by_its_label() -> None:
    class Asking(PageForm):
        kind = forms.ChoiceField(label="Kind of step", choices=[("a", "A")])

    with translation.override("en"):
        assert Asking({}).errors["kind"] == ["Fill in: Kind of step"]


def test_what_was_typed_stays_in_the_boxes() -> None:
    form = filled(signed="31/2/2029", signed_unknown="1", baseline="ستون")
    assert 'value="31/2/2029"' in str(form["signed"])
    assert "checked" in str(form["signed"])
    assert 'value="ستون"' in str(form["baseline"])


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (PartialDate.day(datetime.date(2026, 3, 5)), "5/3/2026"),
        (PartialDate(datetime.date(1984, 3, 1), Precision.MONTH), "3/1984"),
        (PartialDate.year(1984), "1984"),
        (PartialDate.unknown(), ""),
    ],
)
def test_a_stored_date_is_shown_as_it_may_be_typed_back(date: PartialDate, shown: str) -> None:
    form = OneForm(initial={"signed": date})
    assert (f'value="{shown}"' in str(form["signed"])) is bool(shown)
    assert ("checked" in str(form["signed"])) is (date == PartialDate.unknown())


@pytest.mark.parametrize(
    ("initial", "typed", "is_changed"),
    [
        (PartialDate.year(1984), Typed("١٩٨٤"), False),
        (PartialDate.year(1984), Typed("1985"), True),
        (PartialDate.year(1984), Typed("", is_unknown=True), True),
        (PartialDate.unknown(), Typed("", is_unknown=True), False),
        (None, Typed(""), False),
        (None, Typed("nonsense"), True),
    ],
)
def test_a_date_has_changed_when_it_means_another_day(initial: Any, typed: Typed, is_changed: bool) -> None:
    assert OneForm().fields["signed"].has_changed(initial, typed) is is_changed


def test_problems_of_the_domain_stand_at_their_field_or_above_the_form() -> None:
    form = filled()
    error = InvalidInput(
        [
            FieldProblem("target", "too_small", "Larger, please."),
            FieldProblem("starts", "before", "Too early."),
            FieldProblem("elsewhere", "odd", "Odd."),
        ]
    )
    problems_to_form(form, error, names={"starts": "due"})
    assert form.errors["target"] == ["Larger, please."]
    assert form.errors["due"] == ["Too early."]
    assert form.non_field_errors() == ["Odd."]
