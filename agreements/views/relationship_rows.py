"""One relationship as a row of a list shows it, and the facets and chips of that list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse

from agreements.chain import since_of
from agreements.choices import Origin, Side, Vitality
from agreements.facets import Tally
from agreements.filtersets import RelationshipFilterSet
from agreements.models import Agreement, Relationship, RelationshipMember
from agreements.policies import AgreementPolicy, Person
from agreements.views.list_words import Names, chips_of
from agreements.views.listing import FacetGroup, Link, ListQuery, facet_group
from cities.models import Country, Region
from twinning.core.date_text import date_text


@dataclass(frozen=True, slots=True)
class RelationshipRow:
    """What a list tells of a relationship."""

    url: str
    cities: tuple[str, ...]
    countries: str
    since: str
    vitality: str
    is_reference: bool
    source: str
    agreements: int
    latest: Agreement | None


def with_row_parts(relationships: QuerySet[Relationship], person: Person) -> QuerySet[Relationship]:
    """With members and the agreements that this person may know of, oldest first."""
    members = RelationshipMember.objects.select_related("city__country", "governorate__country")
    seen = AgreementPolicy.visible_to(person).order_by(F("signed_on").asc(nulls_last=True), "pk")
    return relationships.prefetch_related(
        Prefetch("members", members),
        Prefetch("agreements", seen, to_attr="seen_agreements"),
    )


def relationship_rows(relationships: Iterable[Relationship]) -> list[RelationshipRow]:
    """Rows of relationships read `with_row_parts`."""
    return [_row(relationship) for relationship in relationships]


def ordered_members(relationship: Relationship) -> list[RelationshipMember]:
    """The places of a tie, the lead first."""
    return sorted(relationship.members.all(), key=lambda member: (member.side != Side.LEAD, member.position))


def country_name(member: RelationshipMember) -> str:
    """The country in which a member lies."""
    place = member.city or member.governorate
    return place.country.name if place else ""


def _row(relationship: Relationship) -> RelationshipRow:
    members = ordered_members(relationship)
    seen: list[Agreement] = relationship.seen_agreements  # type: ignore[attr-defined]  # the prefetch above
    return RelationshipRow(
        url=reverse("agreements:relationship_detail", args=[relationship.public_id]),
        cities=tuple(member.name for member in members),
        countries=" – ".join(dict.fromkeys(country_name(member) for member in members)),
        since=date_text(since_of(seen) or relationship.since, short=True),
        vitality=relationship.vitality,
        is_reference=relationship.origin == Origin.REFERENCE,
        source=relationship.source,
        agreements=len(seen),
        latest=seen[-1] if seen else None,
    )


class RelationshipListWords:
    """The facets and chips of the list of relationships."""

    def __init__(self, query: ListQuery[RelationshipFilterSet], tally: Tally) -> None:
        self._query = query
        self._tally = tally

    @cached_property
    def _countries(self) -> Sequence[tuple[str, str]]:
        counts = self._tally.of("country")
        named = [(c.pk, c.name) for c in Country.objects.filter(pk__in={*counts, *self._query.chosen("country")})]
        return sorted(named, key=lambda row: (-counts.get(row[0], 0), row[1]))

    def facets(self) -> list[FacetGroup]:
        groups = [
            facet_group(self._query, self._tally, "vitality", Vitality.choices, in_sight=4, kind="vitality"),
            facet_group(self._query, self._tally, "region", Region.choices, in_sight=7),
            facet_group(self._query, self._tally, "country", self._countries, in_sight=6, is_searchable=True),
        ]
        return [group for group in groups if group.options]

    def chips(self) -> list[Link]:
        """The conditions in force; the origin has its tabs."""
        names: dict[str, Names] = {
            "country": dict(self._countries),
            "vitality": dict(Vitality.choices),
            "region": dict(Region.choices),
        }
        return chips_of(self._query, names, untold=["origin"])
