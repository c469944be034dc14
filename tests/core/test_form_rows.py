"""Forms with rows: blank rows, removed rows, what has changed, what differs."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from twinning.core.dates import PartialDate
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.core.form_rows import (
    FormWithRows,
    RowForm,
    differences,
    fingerprint,
    more_rows,
    stored_words,
)
from twinning.core.forms import PartialDateFormField, TextField


class StopForm(RowForm):
    """One stop of a journey."""

    preset = frozenset({"kind"})
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Arrival"), ("d", "Departure")])
    name = TextField(label="Name", longest=10)
    day = PartialDateFormField(label="Day", required=False)


class JourneyForm(FormWithRows):
    """A journey with its stops."""

    row_class = StopForm
    rows_name = "stops"
    row_title = "Stop"
    most_rows = 5
    title = TextField(label="Title", longest=10, required=False)


STORED = [{"kind": "a", "name": "Muscat", "day": PartialDate.year(1984)}]


def journey(typed: str, **kwargs: Any) -> JourneyForm:
    return JourneyForm(QueryDict(typed), **kwargs)


def test_a_new_form_offers_one_blank_row() -> None:
    assert len(JourneyForm().rows) == 1


def test_stored_rows_are_shown_as_they_are() -> None:
    form = JourneyForm(rows=STORED)
    assert [row["name"].value() for row in form.rows] == ["Muscat"]


def test_rows_that_stand_ready_come_after_the_stored_ones() -> None:
    form = JourneyForm(rows=STORED)
    form.stand_ready([{"kind": "d"}])
    assert [row["kind"].value() for row in form.rows] == ["a", "d"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("stops-count=2&stops-0-kind=a&stops-0-name=Muscat&stops-1-kind=d", ["Muscat"]),
        ("stops-count=1&stops-0-kind=a&stops-0-name=Muscat&stops-0-remove=on", []),
        ("stops-count=0&stops-0-kind=a&stops-0-name=Muscat", []),
        ("stops-0-kind=a&stops-0-name=Muscat", []),
        ("stops-count=-1", []),
        ("stops-count=٢&stops-0-kind=a&stops-0-name=Muscat", []),
    ],
)
def test_only_rows_that_say_something_are_kept(typed: str, names: list[str]) -> None:
    form = journey(typed)
    assert form.is_valid(), form.row_errors()
    assert [row.cleaned_data["name"] for row in form.kept_rows] == names


def test_there_are_never_more_rows_than_allowed() -> None:
    assert len(journey("stops-count=999").rows) == 5
    assert more_rows(QueryDict("stops-count=5"), JourneyForm)["stops-count"] == "5"
    assert more_rows(QueryDict("stops-count=x"), JourneyForm)["stops-count"] == "1"


@pytest.mark.parametrize(
    ("typed", "is_changed"),
    [
        ("stops-count=1&stops-0-kind=a&stops-0-name=Muscat&stops-0-day=١٩٨٤", False),
        ("stops-count=2&stops-0-kind=a&stops-0-name=Muscat&stops-0-day=1984&stops-1-kind=d", False),
        ("stops-count=1&stops-0-kind=d&stops-0-name=Muscat&stops-0-day=1984", True),
        ("stops-count=1&stops-0-kind=a&stops-0-name=Muscat&stops-0-day=1984&stops-0-remove=on", True),
        ("stops-count=0", True),
        ("title=New&stops-count=1&stops-0-kind=a&stops-0-name=Muscat&stops-0-day=1984", True),
    ],
)
def test_a_form_has_changed_when_it_would_store_something_else(typed: str, is_changed: bool) -> None:
    assert journey(typed, rows=STORED).has_changed() is is_changed


def test_errors_of_rows_name_their_row_and_lead_to_their_box() -> None:
    form = journey("stops-count=2&stops-0-kind=a&stops-0-name=Muscat&stops-1-kind=d&stops-1-name=Casablanca-Anfa")
    assert not form.is_valid()
    error = form.row_errors()[0]
    assert error.field_id == "id_stops-1-name"
    assert error.text.startswith("Stop 2 · Name")


def test_problems_of_the_domain_count_kept_rows_only() -> None:
    form = journey("stops-count=2&stops-0-kind=a&stops-1-kind=d&stops-1-name=Rabat")
    assert form.is_valid()
    problems = [FieldProblem("stops.0.name", "odd", "Odd."), FieldProblem("stops.7.name", "far", "Far.")]
    form.add_problems(InvalidInput(problems))
    assert form.rows[1].errors["name"] == ["Odd."]
    assert form.non_field_errors() == ["Far."]


def test_a_form_shown_for_another_row_judges_nothing() -> None:
    form = journey("title=far+too+long+a+title&stops-count=1&stops-0-day=nonsense")
    form.forget_errors()
    assert not form.errors
    assert not form.row_errors()
    assert "nonsense" in str(form.rows[0]["day"])


def test_a_fingerprint_changes_with_what_is_stored_not_with_what_is_typed() -> None:
    stored = fingerprint(JourneyForm(initial={"title": "One"}, rows=STORED))
    typed = journey("title=Two&stops-count=1&stops-0-name=Rabat", initial={"title": "One"}, rows=STORED)
    other = JourneyForm(initial={"title": "One"}, rows=[{**STORED[0], "name": "Rabat"}])
    assert fingerprint(typed) == stored
    assert fingerprint(other) != stored


def test_differences_say_what_is_stored_in_words() -> None:
    form = journey("stops-count=1&stops-0-kind=d&stops-0-name=Rabat&stops-0-day=1985", rows=STORED)
    with translation.override("en"):
        found = [(difference.label, difference.stored) for difference in differences(form)]
    assert found == [("Kind", "Arrival"), ("Name", "Muscat"), ("Day", "1984 (day not known)")]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (forms.BooleanField(), True, "Yes"),
        (forms.BooleanField(), False, "No"),
        (TextField(longest=5), "", "Empty"),
        (TextField(longest=5), "text", "text"),
        (PartialDateFormField(), PartialDate.unknown(), "Not known"),
        (forms.ChoiceField(choices=[("G", [("x", "Ex")])]), "x", "Ex"),
        (forms.MultipleChoiceField(choices=[("x", "Ex"), ("y", "Why")]), ["x", "y"], "Ex · Why"),
        (forms.MultipleChoiceField(choices=[("x", "Ex")]), [], "Empty"),
    ],
)
def test_a_stored_value_reads_as_people_say_it(field: forms.Field, value: Any, words: str) -> None:
    with translation.override("en"):
        assert stored_words(field, value) == words
