"""Statements about a city: who proposes, who decides, and what each state allows."""

import dataclasses
import datetime

import pytest

from cities.models import City, EntryState, Facet, ProfileEntry, Trait
from cities.policies import ProfilePolicy
from cities.services.profiles import EntryInput, amend_entry, decide_entry, propose_entry, withdraw_entry
from cities.services.vocabularies import load_traits
from tests.factories.accounts import person
from tests.factories.places import country
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.exceptions import Conflict, InvalidInput, NotPermitted, StaleVersion
from twinning.events.models import Event

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)
TODAY = NOW.date()
STATEMENT = EntryInput(
    facet=Facet.ADVANTAGES,
    text_ar="مرفأ تاريخي لسفن السياحة",
    text_en="A historic harbour for cruise ships",
    source="Port authority, annual report",
    as_of=datetime.date(2025, 12, 31),
    traits=("cruise_harbour",),
)


@pytest.fixture(autouse=True)
def traits(db: None) -> None:
    load_traits()


def proposed(city: City, officer: User, replaces: ProfileEntry | None = None) -> ProfileEntry:
    return propose_entry(STATEMENT, city=city, by=officer, at=NOW, today=TODAY, replaces=replaces)


def accept(entry: ProfileEntry, reviewer: User) -> ProfileEntry:
    return decide_entry(entry, is_accepted=True, comment="", by=reviewer, at=NOW, expected_version=entry.version)


def test_what_an_officer_proposes_is_public_once_the_ministry_accepts_it(
    muscat: City, officer: User, reviewer: User, analyst: User
) -> None:
    entry = proposed(muscat, officer)
    assert not ProfilePolicy.visible_to(analyst, muscat).exists()
    assert ProfilePolicy.visible_to(reviewer, muscat).get() == entry
    accept(entry, reviewer)
    assert ProfilePolicy.visible_to(analyst, muscat).get() == entry
    assert [trait.pk for trait in entry.traits.all()] == ["cruise_harbour"]
    assert list(Event.objects.order_by("id").values_list("type", flat=True)) == [
        "city.profile_proposed",
        "city.profile_accepted",
    ]


def test_an_accepted_new_wording_supersedes_the_old_one_which_stands_until_then(
    muscat: City, officer: User, reviewer: User
) -> None:
    first = accept(proposed(muscat, officer), reviewer)
    second = proposed(muscat, officer, replaces=first)
    first.refresh_from_db()
    assert first.state == EntryState.ACCEPTED
    with pytest.raises(Conflict):
        proposed(muscat, officer, replaces=first)
    accept(second, reviewer)
    first.refresh_from_db()
    assert first.state == EntryState.SUPERSEDED


def test_a_returned_statement_is_worded_anew_and_sent_again(muscat: City, officer: User, reviewer: User) -> None:
    entry = proposed(muscat, officer)
    with pytest.raises(InvalidInput) as refusal:
        decide_entry(entry, is_accepted=False, comment=" ", by=reviewer, at=NOW, expected_version=1)
    assert [problem.field for problem in refusal.value.problems] == ["comment"]
    returned = decide_entry(
        entry, is_accepted=False, comment="Name the report’s year.", by=reviewer, at=NOW, expected_version=1
    )
    assert (returned.state, returned.comment) == (EntryState.RETURNED, "Name the report’s year.")
    better = dataclasses.replace(STATEMENT, source="Port authority, annual report 2025")
    with pytest.raises(StaleVersion):
        amend_entry(entry, better, by=officer, at=NOW, today=TODAY, expected_version=1)
    again = amend_entry(entry, better, by=officer, at=NOW, today=TODAY, expected_version=2)
    assert (again.state, again.source, again.comment) == (EntryState.PROPOSED, better.source, "")


@pytest.mark.parametrize("who", ["amman_officer", "analyst", "reviewer", "jordan_reviewer", "partner"])
def test_only_those_who_write_for_the_city_propose(muscat: City, who: str, request: pytest.FixtureRequest) -> None:
    somebody = request.getfixturevalue(who)
    if who == "partner":
        assert proposed(muscat, somebody).state == EntryState.PROPOSED
        return
    with pytest.raises(NotPermitted):
        proposed(muscat, somebody)


@pytest.mark.parametrize("who", ["officer", "analyst", "jordan_reviewer", "approver"])
def test_only_the_countrys_reviewer_decides(
    muscat: City, officer: User, who: str, request: pytest.FixtureRequest
) -> None:
    entry = proposed(muscat, officer)
    with pytest.raises(NotPermitted):
        accept(entry, request.getfixturevalue(who))


def test_nobody_decides_about_her_own_words(muscat: City) -> None:
    both = person(Role.OFFICER, muscat)
    both.memberships.create(role=Role.REVIEWER, country=country("OM"))
    entry = proposed(muscat, both)
    with pytest.raises(NotPermitted):
        accept(entry, both)
    assert entry not in ProfilePolicy.awaiting(both)


def test_the_city_takes_back_what_waits_and_the_ministry_what_it_accepted(
    muscat: City, officer: User, reviewer: User
) -> None:
    waiting = proposed(muscat, officer)
    assert withdraw_entry(waiting, reason="", by=officer, at=NOW, expected_version=1).state == EntryState.WITHDRAWN
    accepted = accept(proposed(muscat, officer), reviewer)
    with pytest.raises(NotPermitted):
        withdraw_entry(accepted, reason="wrong", by=officer, at=NOW, expected_version=2)
    with pytest.raises(InvalidInput):
        withdraw_entry(accepted, reason="", by=reviewer, at=NOW, expected_version=2)
    withdraw_entry(accepted, reason="The harbour has closed.", by=reviewer, at=NOW, expected_version=2)
    assert not ProfilePolicy.visible_to(reviewer, muscat).exists()
    with pytest.raises(Conflict):
        accept(ProfileEntry.objects.get(pk=accepted.pk), reviewer)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text_ar": "", "text_en": " "}, "text_ar"),
        ({"source": ""}, "source"),
        ({"as_of": None}, "as_of"),
        ({"as_of": datetime.date(2027, 1, 1)}, "as_of"),
        ({"facet": "beauty"}, "facet"),
        ({"traits": ("long_beaches",)}, "traits"),
        ({"traits": ("no_such_trait",)}, "traits"),
        ({"text_en": "x" * 1001}, "text_en"),
        ({"text_ar": "نص\u202eمقلوب"}, "text_ar"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(
    muscat: City, officer: User, change: dict[str, object], field: str
) -> None:
    content = dataclasses.replace(STATEMENT, **change)  # type: ignore[arg-type]  # one field of any type
    with pytest.raises(InvalidInput) as refusal:
        propose_entry(content, city=muscat, by=officer, at=NOW, today=TODAY)
    assert field in [problem.field for problem in refusal.value.problems]
    assert not ProfileEntry.objects.exists()
    assert Trait.objects.exists()
