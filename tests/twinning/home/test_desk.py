"""My work: each role finds its own, and every number is that of the list it opens."""

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agreements.choices import ActivityType, Origin, Status, Visibility, Vitality
from agreements.counted import CountedList
from agreements.models import Agreement, FieldComment, Submission
from tests.factories.accounts import CityMembershipFactory, UserFactory
from tests.factories.agreement_parts import ActivityFactory, DocumentFactory
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import Precision
from twinning.home.desk import Desk

pytestmark = pytest.mark.django_db
EVERYBODY = ["officer", "approver", "amman_officer", "reviewer", "jordan_reviewer", "analyst", "partner", "admin"]


def make(status: Status, owner: str, *partners: str, **fields: Any) -> Agreement:
    agreement: Agreement = AgreementFactory(
        status=status, owner_city=place(owner), partners=[place(name) for name in partners], **fields
    )
    return agreement


def ends_in(days: int) -> dict[str, Any]:
    return {"ends_on": timezone.localdate() + datetime.timedelta(days=days), "ends_on_precision": Precision.DAY}


@pytest.fixture
def register() -> None:
    """A little of everything, of Muscat, of Amman, and of both together."""
    make(Status.DRAFT, "muscat", "kobe")
    make(Status.DRAFT, "muscat", "kyoto")
    make(Status.DRAFT, "amman", "ankara")
    make(Status.RETURNED, "muscat", "sydney")
    make(Status.SUBMITTED, "muscat", "chicago", submitted_at=timezone.now() - datetime.timedelta(days=9))
    make(Status.SUBMITTED, "amman", "istanbul")
    make(Status.AUTHORISED, "muscat", "toulouse")
    make(Status.SIGNED, "muscat", "cork")
    make(Status.SIGNED, "amman", "muscat", focus=("water", "heritage"))
    make(Status.IN_FORCE, "muscat", "rabat", focus=("water",), **ends_in(6))
    make(Status.IN_FORCE, "amman", "muscat", visibility=Visibility.INTERNAL, **ends_in(40))
    make(Status.SUSPENDED, "muscat", "doha", **ends_in(90))
    make(Status.IN_FORCE, "muscat", "salalah", **ends_in(91))
    make(Status.IN_FORCE, "amman", "rabat", **ends_in(-3))
    make(Status.EXPIRED, "muscat", "vina_del_mar")
    make(Status.HISTORICAL, "muscat", "casablanca")
    DocumentFactory(agreement=make(Status.IN_FORCE, "nizwa", "kyoto"), visibility=Visibility.PUBLIC)
    relationship_of(place("muscat"), place("kobe"), origin=Origin.REFERENCE)


def counted_lists(value: object) -> Iterator[CountedList]:
    """Every number with its list within a tree of dataclasses and sequences."""
    if isinstance(value, CountedList):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from counted_lists(getattr(value, field.name))
        if hasattr(value, "number") and hasattr(value, "url"):
            yield CountedList(value.number, value.url)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from counted_lists(item)


def rows_shown(client: Client, url: str) -> int:
    """How many rows the list behind an address says it has."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    if url.endswith("#countries"):
        return sum(
            len(facet.options) + len(facet.rest) for facet in answer.context["facets"] if facet.name == "country"
        )
    if "/calendar/" in url:
        return len(answer.context["late"]) + len(answer.context["rows"])
    page = answer.context["page"]
    return int(page.paginator.count)


def desk_of(client: Client, person: User) -> Desk:
    client.force_login(person)
    desk = client.get(reverse("home:home")).context["desk"]
    assert isinstance(desk, Desk)
    return desk


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_number_is_that_of_the_list_it_opens(
    client: Client, register: None, who: str, request: pytest.FixtureRequest
) -> None:
    desk = desk_of(client, request.getfixturevalue(who))
    numbers = list(counted_lists(desk))
    assert numbers
    assert {counted.url: counted.number for counted in numbers} == {
        counted.url: rows_shown(client, counted.url) for counted in numbers
    }


def test_what_everybody_reads_first_counts_its_lists_too(client: Client, register: None) -> None:
    landing = client.get(reverse("home:home")).context["landing"]
    numbers = {counted.url: counted.number for counted in counted_lists(landing)}
    assert numbers[reverse("agreements:agreement_list")] == 9
    assert numbers == {url: rows_shown(client, url) for url in numbers}


def tiles(desk: Desk) -> list[int]:
    assert desk.municipality is not None
    return [tile.counted.number for tile in desk.municipality.tiles]


def test_an_officer_finds_what_her_city_has_to_do(client: Client, register: None, officer: User) -> None:
    drafts, returned, awaiting, ending, _silent = tiles(desk_of(client, officer))
    assert (drafts, returned, awaiting, ending) == (2, 1, 1, 3)


def test_an_approver_also_waits_for_what_is_signed_and_kept_by_her_city(
    client: Client, register: None, approver: User
) -> None:
    desk = desk_of(client, approver)
    assert tiles(desk)[2] == 2
    assert desk.municipality is not None
    acts = [str(waiting.act) for waiting in desk.municipality.awaiting.agreements]
    assert len(set(acts)) == 2


def test_the_windows_of_what_ends_hold_each_other(client: Client, register: None, officer: User) -> None:
    municipality = desk_of(client, officer).municipality
    assert municipality is not None
    assert [(window.days, window.counted.number) for window in municipality.ending.windows] == [
        (7, 1),
        (30, 1),
        (90, 3),
    ]
    assert [(row.days, row.tone) for row in municipality.ending.agreements] == [
        (6, "bad"), (40, "neutral"), (90, "neutral"),
    ]  # fmt: skip


def test_a_returned_agreement_shows_what_the_ministry_says(client: Client, officer: User) -> None:
    returned = make(Status.RETURNED, "muscat", "sydney")
    submission = Submission.objects.get(agreement=returned)
    FieldComment.objects.create(submission=submission, field="purposes", text="Say how it is measured.")
    client.force_login(officer)
    page = client.get(reverse("home:home")).content.decode()
    assert submission.comment in page
    assert "Say how it is measured." in page
    assert reverse("agreements:draft_purposes", args=[returned.public_id]) in page


def test_a_draft_shows_how_far_it_has_come(client: Client, officer: User) -> None:
    make(Status.DRAFT, "muscat", "kobe")
    municipality = desk_of(client, officer).municipality
    assert municipality is not None
    [draft] = municipality.drafts
    assert 0 < draft.done < draft.total == 7


@pytest.mark.parametrize(
    ("kind", "months_ago", "is_silent"),
    [
        (ActivityType.TRAINING, 3, False),
        (ActivityType.TRAINING, 14, True),
        (ActivityType.COURTESY_VISIT, 3, True),
        (ActivityType.SIGNING, 0, True),
        (None, 0, True),
    ],
)
def test_visits_and_signings_are_no_follow_up(
    client: Client, officer: User, kind: ActivityType | None, months_ago: int, is_silent: bool
) -> None:
    tie = make(Status.IN_FORCE, "muscat", "rabat").relationship
    if kind:
        day = timezone.localdate() - datetime.timedelta(days=31 * months_ago)
        ActivityFactory(relationship=tie, type=kind, starts_on=day, visibility=Visibility.INTERNAL)
    desk = desk_of(client, officer)
    assert tiles(desk)[4] == int(is_silent)
    assert desk.municipality is not None
    assert len(desk.municipality.silent) == int(is_silent)


def test_the_four_states_of_vitality_add_up(client: Client, register: None, officer: User) -> None:
    tie = make(Status.IN_FORCE, "muscat", "kobe").relationship
    assert tie is not None
    tie.vitality = Vitality.LIVING
    tie.save()
    municipality = desk_of(client, officer).municipality
    assert municipality is not None
    bars = {bar.code: bar.counted.number for bar in municipality.vitality.bars}
    assert bars["living"] == 1
    assert sum(bars.values()) == municipality.vitality.total.number


def test_a_reviewer_finds_her_countrys_queue_with_the_days_waited(
    client: Client, register: None, reviewer: User
) -> None:
    ministry = desk_of(client, reviewer).ministry
    assert ministry is not None
    assert [(waiting.agreement.owner_city_id, waiting.days) for waiting in ministry.waiting] == [
        (place("muscat").pk, 9)
    ]


@pytest.mark.parametrize(
    ("who", "sections"),
    [
        ("officer", {"municipality"}),
        ("approver", {"municipality"}),
        ("reviewer", {"ministry"}),
        ("analyst", {"figures"}),
        ("partner", {"partner"}),
        ("admin", {"figures"}),
    ],
)
def test_each_role_finds_its_own_sections(
    client: Client, who: str, sections: set[str], request: pytest.FixtureRequest
) -> None:
    desk = desk_of(client, request.getfixturevalue(who))
    found = {name for name in ("municipality", "ministry", "partner", "figures") if getattr(desk, name)}
    assert found == sections
    assert desk.is_administrator is (who == "admin")


def test_an_officer_who_is_also_an_analyst_keeps_her_drafts(client: Client, register: None, officer: User) -> None:
    CityMembershipFactory(user=officer, role=Role.ANALYST)
    desk = desk_of(client, officer)
    assert desk.figures is not None
    assert tiles(desk)[0] == 2


def test_no_number_of_one_city_tells_of_anothers_drafts(client: Client, register: None, amman_officer: User) -> None:
    assert tiles(desk_of(client, amman_officer))[:2] == [1, 0]


def test_somebody_without_a_role_reads_the_public_register_and_is_told_why(client: Client) -> None:
    client.force_login(UserFactory())
    answer = client.get("/en/")
    assert "Your account has no role yet" in answer.content.decode()
    assert "landing" in answer.context


def test_the_number_of_queries_does_not_grow_with_the_register(
    client: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for partner in ("rabat", "doha", "kobe", "cork", "kyoto"):
        make(Status.IN_FORCE, "muscat", partner, **ends_in(20))
        make(Status.DRAFT, "muscat", partner)
    client.force_login(officer)
    with django_assert_max_num_queries(68):
        client.get(reverse("home:home"))
