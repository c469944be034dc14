"""Merging a municipality into its successor, and taking that back."""

import datetime

import pytest

from agreements.choices import Status
from agreements.models import CityMerger, Relationship
from agreements.places import ties_of
from agreements.services.city_mergers import MergerRefused, merge_city, plan_merger, undo_merger
from cities.models import City, CityStatus
from cities.resolution import Mention, Resolver, Verdict
from cities.search import search_cities
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User
from twinning.core.exceptions import NotPermitted, StaleVersion
from twinning.events.models import Event

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.UTC)


def merge(city: City, successor: City, by: User, taken: tuple[str, ...] = (), version: int = 1) -> CityMerger:
    return merge_city(
        city=city, successor=successor, taken=taken, reason="Decree 1", by=by, at=NOW, expected_version=version
    )


def test_relationships_records_and_names_follow(
    salalah: City, muscat: City, kobe: City, officer: User, reviewer: User
) -> None:
    record = AgreementFactory(status=Status.IN_FORCE, owner_city=salalah, partners=[kobe])
    merge(salalah, muscat, reviewer)
    relationship = Relationship.objects.get()
    assert relationship.members_key == f"c:{kobe.pk}+c:{muscat.pk}"
    assert [tie.relationship for tie in ties_of(muscat, person=reviewer)] == [relationship]
    record.refresh_from_db()
    assert record.owner_city == muscat
    assert record.parties.filter(city=salalah).exists(), "What was signed names who signed it."
    assert [match.city for match in search_cities("Salalah")] == [muscat]
    resolution = Resolver().resolve(Mention("Salalah", "OM"))
    assert (resolution.verdict, resolution.candidates[0].city_id) == (Verdict.SURE, muscat.pk)
    assert Event.objects.filter(type="city.merged", subject_id=str(salalah.pk)).count() == 1


def test_a_relationship_the_successor_has_too_is_told_and_stays(
    salalah: City, muscat: City, kobe: City, reviewer: User
) -> None:
    for city in (salalah, muscat):
        AgreementFactory(status=Status.IN_FORCE, owner_city=city, partners=[kobe])
    plan = plan_merger(salalah, muscat)
    assert (len(plan.follow), len(plan.collide)) == (0, 1)
    merge(salalah, muscat, reviewer)
    assert Relationship.objects.count() == 2
    assert len(ties_of(muscat, person=reviewer)) == 2


def test_undoing_brings_everything_back(salalah: City, muscat: City, kobe: City, reviewer: User) -> None:
    record = AgreementFactory(status=Status.IN_FORCE, owner_city=salalah, partners=[kobe])
    before = (muscat.name_en, muscat.population, Relationship.objects.get().members_key)
    merger = merge(salalah, muscat, reviewer, ("name_en", "population", "position"))
    muscat.refresh_from_db()
    assert muscat.name_en == "Salalah"
    undo_merger(merger=merger, by=reviewer, at=NOW)
    muscat.refresh_from_db()
    salalah.refresh_from_db()
    record.refresh_from_db()
    assert (muscat.name_en, muscat.population, Relationship.objects.get().members_key) == before
    assert (salalah.status, salalah.merged_into, record.owner_city) == (CityStatus.ACTIVE, None, salalah)
    assert [match.city for match in search_cities("Salalah")] == [salalah]
    with pytest.raises(MergerRefused):
        undo_merger(merger=merger, by=reviewer, at=NOW)


def test_people_keep_their_role_in_the_successor(muscat: City, salalah: City, officer: User, reviewer: User) -> None:
    merger = merge(muscat, salalah, reviewer)
    assert list(officer.memberships.values_list("city", flat=True)) == [salalah.pk]
    undo_merger(merger=merger, by=reviewer, at=NOW)
    assert list(officer.memberships.values_list("city", flat=True)) == [muscat.pk]


def test_only_the_ministry_of_both_or_the_administrator_merges(
    salalah: City, muscat: City, officer: User, jordan_reviewer: User, admin: User
) -> None:
    for person in (officer, jordan_reviewer):
        with pytest.raises(NotPermitted):
            merge(salalah, muscat, person)
    merge(salalah, muscat, admin)


@pytest.mark.parametrize("case", ["itself", "abroad", "merged already"])
def test_what_cannot_be_merged_is_refused(case: str, salalah: City, muscat: City, rabat: City, admin: User) -> None:
    if case == "merged already":
        merge(salalah, muscat, admin)
    successor = {"itself": salalah, "abroad": rabat, "merged already": muscat}[case]
    salalah.refresh_from_db()
    with pytest.raises(MergerRefused):
        merge(salalah, successor, admin, version=salalah.version)


def test_a_city_changed_meanwhile_is_not_merged(salalah: City, muscat: City, admin: User) -> None:
    with pytest.raises(StaleVersion):
        merge(salalah, muscat, admin, version=7)
