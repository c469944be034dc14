"""Keeping the ties that outside sources tell of, set by set; what cities register themselves is never touched."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from agreements.choices import Origin, Side
from agreements.events import REFERENCE_TIES_KEPT, REFERENCE_TIES_REMOVED
from agreements.models import Relationship, RelationshipMember, RelationshipSource
from twinning.accounts.models import User
from twinning.core.dates import PartialDate, parse_date
from twinning.events.services import Happening, record

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ToldTie:
    """A tie as one row of a source tells it; `places` are keys such as `c:287286` and `g:OM.06`."""

    places: tuple[str, ...]
    source: str
    row: str
    as_of: datetime.date
    since: PartialDate | None = None
    licence: str = ""

    @property
    def key(self) -> str:
        """The places as `Relationship.members_key` writes them."""
        return "+".join(sorted(set(self.places)))


@dataclass(frozen=True, slots=True)
class KnownTie:
    """What is on file of a told tie: its relationship, and the statement of the same row where there is one."""

    relationship: Relationship | None = None
    statement: RelationshipSource | None = None

    def says(self, told: ToldTie) -> bool:
        """Whether keeping it would change nothing."""
        one = self.statement
        return one is not None and one.since == told.since and one.licence == told.licence


@dataclass(frozen=True, slots=True)
class KeptTie:
    """What became of a told tie, with what taking it back needs."""

    relationship: Relationship
    is_new: bool
    statement_id: int
    said_before: Mapping[str, str] | None


def known_ties(ties: Sequence[ToldTie]) -> list[KnownTie]:
    """What is on file of each tie, read with two queries."""
    relationships = _relationships({tie.key for tie in ties})
    statements = {
        (one.relationship_id, one.source, one.row): one
        for one in RelationshipSource.objects.filter(
            relationship__in=relationships.values(), source__in={tie.source for tie in ties}
        ).order_by()
    }
    return [
        KnownTie(found, statements.get((found.pk, tie.source, tie.row)))
        if (found := relationships.get(tie.key))
        else KnownTie()
        for tie in ties
    ]


@transaction.atomic
def keep_ties(ties: Sequence[ToldTie], *, by: User | None, at: datetime.datetime) -> list[KeptTie]:
    """Keep each tie with its statement; a relationship begins with the earliest beginning that any source tells."""
    on_file = _relationships({tie.key for tie in ties})
    new = {tie.key: tie for tie in ties if tie.key not in on_file}
    on_file |= _make_relationships(new)
    known = known_ties(ties)
    statements = [_statement(on_file[tie.key], tie) for tie in ties]
    RelationshipSource.objects.bulk_create(
        statements,
        update_conflicts=True,
        unique_fields=["relationship", "source", "row"],
        update_fields=["since_on", "since_on_precision", "licence", "as_of", "updated_at"],
    )
    _settle_beginnings({relationship.pk for relationship in on_file.values()})
    facts = {"ties": len(ties), "new": len(new), "sources": sorted({tie.source for tie in ties})}
    record(Happening(REFERENCE_TIES_KEPT, "reference_ties", "", 0, facts), by=by, at=at)
    return [
        KeptTie(on_file[tie.key], tie.key in new, statement.pk, _said(one.statement))
        for tie, statement, one in zip(ties, statements, known, strict=True)
    ]


@transaction.atomic
def remove_statements(ids: Collection[int], *, by: User | None, at: datetime.datetime) -> set[int]:
    """Take statements back; a reference relationship that no source tells of any more goes, unless it is used.

    Returns the relationships that went.
    """
    statements = RelationshipSource.objects.filter(pk__in=ids)
    touched = set(statements.values_list("relationship_id", flat=True))
    count, _rows = statements.delete()
    unsaid = Relationship.objects.filter(
        pk__in=touched, origin=Origin.REFERENCE, sources=None, agreements=None, activities=None
    )
    gone = set(unsaid.values_list("pk", flat=True))
    RelationshipMember.objects.filter(relationship__in=gone).delete()
    Relationship.objects.filter(pk__in=gone).delete()
    _settle_beginnings(touched - gone)
    facts = {"statements": count, "ties": len(gone)}
    record(Happening(REFERENCE_TIES_REMOVED, "reference_ties", "", 0, facts), by=by, at=at)
    return gone


@transaction.atomic
def say_again(said: Mapping[int, Mapping[str, str]]) -> None:
    """Let statements, by their ids, say what they said before a run changed them."""
    statements = list(RelationshipSource.objects.filter(pk__in=said))
    for one in statements:
        before = said[one.pk]
        one.since = _date(before["since"])
        one.licence, one.as_of = before["licence"], datetime.date.fromisoformat(before["as_of"])
    RelationshipSource.objects.bulk_update(
        statements, ["since_on", "since_on_precision", "licence", "as_of"], batch_size=1000
    )
    _settle_beginnings({one.relationship_id for one in statements})


def _date(text: str) -> PartialDate | None:
    if text == UNKNOWN:
        return PartialDate.unknown()
    return parse_date(text) if text else None


def _relationships(keys: Collection[str]) -> dict[str, Relationship]:
    rows = Relationship.objects.filter(origin=Origin.REFERENCE, members_key__in=keys)
    return {row.members_key: row for row in rows}


def _make_relationships(ties: Mapping[str, ToldTie]) -> dict[str, Relationship]:
    made = Relationship.objects.bulk_create(
        [Relationship(members_key=key, origin=Origin.REFERENCE, source=tie.source) for key, tie in ties.items()],
        batch_size=1000,
    )
    members = [
        RelationshipMember(
            relationship=relationship,
            position=position,
            side=Side.PARTNER if position else Side.LEAD,
            city_id=int(place[2:]) if place.startswith("c:") else None,
            governorate_id=place[2:] if place.startswith("g:") else None,
        )
        for relationship in made
        for position, place in enumerate(dict.fromkeys(ties[relationship.members_key].places))
    ]
    RelationshipMember.objects.bulk_create(members, batch_size=2000)
    return {relationship.members_key: relationship for relationship in made}


def _statement(relationship: Relationship, tie: ToldTie) -> RelationshipSource:
    statement = RelationshipSource(
        relationship=relationship, source=tie.source, row=tie.row, licence=tie.licence, as_of=tie.as_of
    )
    statement.since = tie.since
    return statement


def _settle_beginnings(relationship_ids: Collection[int]) -> None:
    """Let each relationship begin with the earliest beginning that its sources tell."""
    told: dict[int, list[PartialDate]] = defaultdict(list)
    for one in RelationshipSource.objects.filter(relationship__in=relationship_ids, since_on__isnull=False).order_by():
        if one.since is not None:
            told[one.relationship_id].append(one.since)
    changed = []
    for relationship in Relationship.objects.filter(pk__in=relationship_ids, origin=Origin.REFERENCE):
        dates = told[relationship.pk]
        earliest = min(dates, key=lambda date: date.value or datetime.date.max) if dates else None
        if relationship.since != earliest:
            relationship.since = earliest
            relationship.version += 1
            changed.append(relationship)
    Relationship.objects.bulk_update(changed, ["since_on", "since_on_precision", "version"], batch_size=1000)


def _said(statement: RelationshipSource | None) -> dict[str, str] | None:
    if statement is None:
        return None
    since = statement.since
    return {
        "since": (since.as_text() or UNKNOWN) if since else "",
        "licence": statement.licence,
        "as_of": statement.as_of.isoformat(),
    }
