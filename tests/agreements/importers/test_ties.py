"""Reference ties from outside tables: checked, kept apart from registered ones, taken back."""

import datetime
from collections.abc import Mapping

import pytest
from pytest_django import DjangoAssertNumQueries

from agreements.choices import Origin, Status
from agreements.importers.ties import TieImporter
from agreements.models import Relationship, RelationshipSource
from agreements.places import counterpart_of
from cities.models import City
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.events.models import Event
from twinning.imports.choices import Outcome
from twinning.imports.importers import CheckedRow, RunFacts, SourceRow, Verdict, WrittenRow

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def facts(admin: User, muscat: City, rabat: City, kobe: City, toulouse: City) -> RunFacts:
    return RunFacts(organisation="", by=admin, at=NOW, today=NOW.date(), source="ties.csv", run_id="one")


def row(number: int, first: str, second: str, **more: str) -> SourceRow:
    return SourceRow(number, {"first_city": first, "second_city": second, **more})


def check(facts: RunFacts, *rows: SourceRow) -> list[Verdict]:
    return TieImporter().check(rows, facts)


def written(facts: RunFacts, *rows: SourceRow) -> list[WrittenRow]:
    verdicts = check(facts, *rows)
    checked = [
        CheckedRow(row.number, one.outcome, one.target, one.content) for row, one in zip(rows, verdicts, strict=True)
    ]
    return [WrittenRow(one.number, one.subject, one.before) for one in TieImporter().write(checked, facts)]


MUSCAT_RABAT = row(2, "Muscat", "الرباط", first_country="OM", second_country="Maroc", since="1985", id="T1")


def test_a_tie_is_kept_as_reference_with_its_source(facts: RunFacts) -> None:
    written(facts, MUSCAT_RABAT)
    relationship = Relationship.objects.get()
    assert (relationship.origin, relationship.members_key) == (Origin.REFERENCE, "c:2538475+c:287286")
    assert relationship.since is not None
    assert relationship.since.as_text() == "1985"
    source = RelationshipSource.objects.get()
    assert (source.source, source.row, source.as_of) == ("ties.csv", "T1", NOW.date())
    assert Event.objects.filter(type="reference_ties.kept").count() == 1


def test_the_same_file_again_changes_nothing(facts: RunFacts) -> None:
    written(facts, MUSCAT_RABAT)
    assert [one.outcome for one in check(facts, MUSCAT_RABAT)] == [Outcome.UNCHANGED]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"since": "1986"}, "since"), ({"licence": "CC0-1.0"}, "licence"), ({"id": "T2"}, "source")],
)
def test_what_a_later_file_says_otherwise_is_shown(facts: RunFacts, changed: Mapping[str, str], field: str) -> None:
    written(facts, MUSCAT_RABAT)
    verdict = check(facts, SourceRow(2, {**MUSCAT_RABAT.values, **changed}))[0]
    assert (verdict.outcome, [change.field for change in verdict.changes]) == (Outcome.CHANGED, [field])


@pytest.mark.parametrize(
    ("table", "code", "column"),
    [
        (row(2, "Muscat", "Muscat", first_country="OM", second_country="OM"), "same_place", "second_city"),
        (row(2, "Muscat", ""), "required", "second_city"),
        (row(2, "Muscat", "Nowhereville", first_country="OM"), "no_such_place", "second_city"),
        (row(2, "Muscat", "Kobe", first_country="OM", since="13/13/1985"), "date", "since"),
    ],
)
def test_a_wrong_row_says_why_at_its_column(facts: RunFacts, table: SourceRow, code: str, column: str) -> None:
    verdict = check(facts, table)[0]
    assert verdict.outcome == Outcome.WRONG
    assert [(one.code, one.field) for one in verdict.problems] == [(code, column)]


def test_a_place_that_nothing_decides_is_asked(facts: RunFacts) -> None:
    verdict = check(facts, row(2, "Muscat", "Kobe", first_country="OM", second_country="Oman"))[0]
    assert verdict.outcome == Outcome.DOUBTFUL
    assert [question.text for question in verdict.questions] == ["Kobe"]


def test_a_registered_relationship_stays_untouched_and_is_linked(
    facts: RunFacts, admin: User, muscat: City, rabat: City
) -> None:
    registered = AgreementFactory(status=Status.HISTORICAL, owner_city=muscat, partners=[rabat]).relationship
    written(facts, MUSCAT_RABAT)
    reference = Relationship.objects.get(origin=Origin.REFERENCE)
    assert counterpart_of(reference, person=admin) == registered
    assert counterpart_of(registered, person=admin) == reference
    assert registered.version == Relationship.objects.get(pk=registered.pk).version


def test_undoing_takes_back_what_was_added_and_says_again_what_was_said(facts: RunFacts) -> None:
    first = written(facts, MUSCAT_RABAT)
    second = written(facts, SourceRow(2, {**MUSCAT_RABAT.values, "since": "1990"}))
    TieImporter().undo(second, facts)
    assert RelationshipSource.objects.get().since == Relationship.objects.get().since
    assert RelationshipSource.objects.get().since == PartialDate.year(1985)
    TieImporter().undo(first, facts)
    assert not Relationship.objects.exists()


def test_only_the_administrator_brings_ties_in(admin: User, officer: User, reviewer: User) -> None:
    importer = TieImporter()
    assert [bool(importer.organisations(person)) for person in (admin, officer, reviewer)] == [True, False, False]
    assert [importer.reaches(person, "") for person in (admin, officer, reviewer)] == [True, False, False]


def test_keeping_many_takes_no_more_queries_than_few(
    facts: RunFacts, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [row(n, "Muscat", name, id=f"T{n}") for n, name in enumerate(["Rabat", "Kobe", "Toulouse"] * 30)]
    with django_assert_max_num_queries(45):
        written(facts, *rows[:3])
