"""Merging a municipality into its successor and taking that back: relationships follow where the law lets them."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.choices import EDITABLE_STATUSES
from agreements.events import CITY_MERGED, CITY_MERGER_UNDONE
from agreements.models import Agreement, AgreementParty, CityMerger, Relationship, RelationshipMember
from cities.models import City, CityMembership, CityName, CityNameKind, CityStatus
from cities.policies import CityPolicy
from cities.services.gazetteer import add_alias, keep_names
from twinning.accounts.models import User
from twinning.core.exceptions import Conflict, NotPermitted, StaleVersion
from twinning.events.services import Happening, record

# The facts of which either city's may be kept; a position is one fact of two columns.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "name_ar": ("name_ar",),
    "name_en": ("name_en",),
    "population": ("population",),
    "position": ("latitude", "longitude"),
}


class MergerRefused(Conflict):
    """These two cities cannot be merged, or this merger cannot be undone."""

    code = "merger_refused"


@dataclass(frozen=True, slots=True)
class MergerPlan:
    """What a merger would do: relationships that follow, and those whose places have one already."""

    follow: tuple[Relationship, ...]
    collide: tuple[Relationship, ...]
    agreements: int
    people: int


def plan_merger(city: City, successor: City) -> MergerPlan:
    """What merging `city` into `successor` would do; nothing is changed."""
    follow, collide = _relationships(city, successor)
    return MergerPlan(
        follow=tuple(follow),
        collide=tuple(collide),
        agreements=Agreement.objects.filter(owner_city=city).count(),
        people=CityMembership.objects.filter(city=city).count(),
    )


@transaction.atomic
def merge_city(
    *,
    city: City,
    successor: City,
    taken: Collection[str],
    reason: str,
    by: User,
    at: datetime.datetime,
    expected_version: int,
) -> CityMerger:
    """Merge a city into its successor, which takes the facts named in `taken` from it.

    Raises: NotPermitted, StaleVersion, MergerRefused.
    """
    locked = {one.pk: one for one in City.objects.select_for_update().filter(pk__in=[city.pk, successor.pk])}
    old, new = locked[city.pk], locked[successor.pk]
    _require(old, new, by=by)
    if old.version != expected_version:
        raise StaleVersion(_("Somebody has changed this city since you read it. Read it again, then merge."))
    follow, collide = _relationships(old, new)
    moved = {
        "relationships": [one.pk for one in follow],
        "collisions": [one.pk for one in collide],
        "agreements": list(Agreement.objects.filter(owner_city=old).values_list("pk", flat=True)),
        "parties": _open_parties(old, new),
        "people": _people(old, new),
        "merged": list(City.objects.filter(merged_into=old).values_list("pk", flat=True)),
        "names": _lend_names(old, new),
    }
    replaced = _take_facts(old, new, taken)
    _point(moved, new)
    _rekey(follow, old, new)
    City.objects.filter(pk=old.pk).update(
        status=CityStatus.MERGED, merged_into=new, version=old.version + 1, updated_at=at
    )
    merger = CityMerger.objects.create(
        city=old, successor=new, reason=reason, replaced=replaced, moved=moved, merged_by=by
    )
    facts = {"into": new.pk, "relationships": len(follow), "collisions": len(collide), "taken": sorted(taken)}
    record(Happening(CITY_MERGED, "city", str(old.pk), old.version + 1, facts), by=by, at=at, reason=reason)
    return merger


@transaction.atomic
def undo_merger(*, merger: CityMerger, by: User, at: datetime.datetime) -> City:
    """Take a merger back: what it moved returns, unless it has moved on since. Raises: NotPermitted, MergerRefused."""
    locked = CityMerger.objects.select_for_update().get(pk=merger.pk)
    old = City.objects.select_for_update().get(pk=locked.city_id)
    new = City.objects.select_for_update().get(pk=locked.successor_id)
    if not CityPolicy.can_merge(by, old, new):
        raise NotPermitted(_("You may not merge these cities."))
    if locked.undone_at is not None or old.merged_into_id != new.pk:
        raise MergerRefused(_("This merger was undone already, or the successor was merged itself."))
    back = list(Relationship.objects.filter(pk__in=locked.moved["relationships"], members__city=new))
    _rekey(back, new, old)
    _point(locked.moved, old, since=new)
    CityName.objects.filter(pk__in=locked.moved["names"]).delete()
    for name, value in locked.replaced.items():
        setattr(new, name, value)
    new.version += 1
    new.save()
    keep_names(city=new)
    old.status, old.merged_into = CityStatus.ACTIVE, None
    old.version += 1
    old.save()
    locked.undone_at = at
    locked.save()
    record(Happening(CITY_MERGER_UNDONE, "city", str(old.pk), old.version, {"from": new.pk}), by=by, at=at)
    return old


def _require(old: City, new: City, *, by: User) -> None:
    if not CityPolicy.can_merge(by, old, new):
        raise NotPermitted(_("You may not merge these cities."))
    if old.pk == new.pk:
        raise MergerRefused(_("A city cannot be merged into itself."))
    if old.country_id != new.country_id:
        raise MergerRefused(_("Only cities of one country can be merged."))
    if old.status != CityStatus.ACTIVE or new.status != CityStatus.ACTIVE:
        raise MergerRefused(_("Both cities must be active: one of them is merged already, or only proposed."))


def _relationships(old: City, new: City) -> tuple[list[Relationship], list[Relationship]]:
    """The relationships of a city that can follow, and those whose places would have two of one origin."""
    mine = list(Relationship.objects.filter(members__city=old).prefetch_related("members").order_by("pk"))
    keys = {one.pk: _key(one, old, new) for one in mine}
    rows = Relationship.objects.filter(members_key__in=keys.values()).values_list("members_key", "origin")
    taken = set(rows)
    follow: list[Relationship] = []
    collide: list[Relationship] = []
    for one in mine:
        wanted = (keys[one.pk], one.origin)
        has_both = any(member.city_id == new.pk for member in one.members.all())
        (collide if has_both or wanted in taken else follow).append(one)
        taken.add(wanted)
    return follow, collide


def _key(relationship: Relationship, old: City, new: City) -> str:
    places = {f"c:{old.pk}": f"c:{new.pk}"}
    return "+".join(sorted({places.get(place, place) for place in relationship.members_key.split("+")}))


def _rekey(relationships: Collection[Relationship], old: City, new: City) -> None:
    for one in relationships:
        RelationshipMember.objects.filter(relationship=one, city=old).update(city=new)
        one.members_key = _key(one, old, new)
        one.version += 1
        one.save()


def _open_parties(old: City, new: City) -> list[int]:
    """The parties of records that are still written; what is signed names the municipality that signed it."""
    open_records = Agreement.objects.filter(status__in=[*EDITABLE_STATUSES, "submitted"]).exclude(parties__city=new)
    return list(AgreementParty.objects.filter(city=old, agreement__in=open_records).values_list("pk", flat=True))


def _people(old: City, new: City) -> list[int]:
    """The memberships that can follow: who has the same role in the successor keeps that."""
    there = set(CityMembership.objects.filter(city=new).values_list("user_id", "role"))
    rows = CityMembership.objects.filter(city=old).values_list("pk", "user_id", "role")
    return [pk for pk, user, role in rows if (user, role) not in there]


def _lend_names(old: City, new: City) -> list[int]:
    """The old city's names lead to the successor; returns the names that were added."""
    before = set(new.names.values_list("pk", flat=True))
    for name in filter(None, (old.name_ar, old.name_en, old.name_local)):
        added = add_alias(city=new, name=name)
        if added is not None and added.pk not in before:
            added.kind = CityNameKind.FORMER
            added.save()
    return list(new.names.exclude(pk__in=before).values_list("pk", flat=True))


def _take_facts(old: City, new: City, taken: Collection[str]) -> dict[str, object]:
    columns = [column for choice in taken for column in CHOICES[choice]]
    replaced = {column: getattr(new, column) for column in columns}
    for column in columns:
        setattr(new, column, getattr(old, column))
    if columns:
        new.version += 1
        new.save()
        keep_names(city=new)
    return replaced


def _point(moved: Mapping[str, list[int]], to: City, *, since: City | None = None) -> None:
    """Let what moved belong to a city; coming back, only what is still with the successor."""
    own = {"owner_city": since} if since else {}
    Agreement.objects.filter(pk__in=moved["agreements"], **own).update(owner_city=to)
    of_city = {"city": since} if since else {}
    AgreementParty.objects.filter(pk__in=moved["parties"], **of_city).update(city=to)
    CityMembership.objects.filter(pk__in=moved["people"], **of_city).update(city=to)
    City.objects.filter(pk__in=moved["merged"]).update(merged_into=to)
