"""What the registry knows of a place: its relationships with their chains, and what came of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from agreements.choices import Origin, Vitality
from agreements.models import Activity, Agreement, Relationship, RelationshipMember
from agreements.policies import ActivityPolicy, AgreementPolicy, Person, RelationshipPolicy
from cities.models import City, Country, Governorate
from cities.querysets import CityQuerySet

MOST_RESULTS = 3


@dataclass(frozen=True, slots=True)
class Tie:
    """One relationship as the page of one of its places shows it."""

    relationship: Relationship
    partners: tuple[RelationshipMember, ...]
    first: Agreement | None
    last_activity: Activity | None


@dataclass(frozen=True, slots=True)
class TieSummary:
    """How many relationships a place has, with how many countries, and how many of them live."""

    relationships: int
    countries: int
    living: int


def members_in(place: City | Country | Governorate) -> Q:
    """The members of relationships that are this place or lie in it."""
    if isinstance(place, City):
        return Q(city=place) | Q(city__merged_into=place)
    if isinstance(place, Governorate):
        return Q(governorate=place) | Q(city__governorate=place)
    return Q(city__country=place) | Q(governorate__country=place)


def relationships_of(place: City | Country | Governorate, *, person: Person) -> QuerySet[Relationship]:
    """The relationships of a place that a person may know of, registered and reference ones."""
    member = RelationshipMember.objects.filter(members_in(place), relationship=OuterRef("pk"))
    return RelationshipPolicy.visible_to(person).filter(Exists(member))


def counterpart_of(relationship: Relationship, *, person: Person) -> Relationship | None:
    """The registered relationship of the places of a reference one, and the other way round, if it may be known."""
    others = RelationshipPolicy.visible_to(person).exclude(pk=relationship.pk)
    return others.filter(members_key=relationship.members_key).first()


def ties_of(city: City, *, person: Person, origin: Origin = Origin.REGISTERED) -> list[Tie]:
    """A city's relationships of one origin, oldest first, those of unknown beginning last."""
    agreements = AgreementPolicy.visible_to(person).order_by(F("signed_on").asc(nulls_last=True), "pk")
    substantive = ActivityPolicy.substantive_for(person).order_by(F("starts_on").desc(nulls_last=True), "-pk")
    relationships = (
        relationships_of(city, person=person)
        .filter(origin=origin)
        .prefetch_related(
            Prefetch("members", RelationshipMember.objects.select_related("city__country", "governorate__country")),
            Prefetch("agreements", agreements, to_attr="seen_agreements"),
            Prefetch("activities", substantive, to_attr="seen_activities"),
        )
        .order_by(F("since_on").asc(nulls_last=True), "pk")
    )
    return [_tie(relationship, city) for relationship in relationships]


def summary_of(ties: Iterable[Tie], home: Country) -> TieSummary:
    """The figures of a city's own page; its own country is not counted among those it is tied with."""
    shown = list(ties)
    countries = {country_of(member).pk for tie in shown for member in tie.partners} - {home.pk}
    living = sum(tie.relationship.vitality == Vitality.LIVING for tie in shown)
    return TieSummary(relationships=len(shown), countries=len(countries), living=living)


def country_of(member: RelationshipMember) -> Country:
    """The country in which a member lies."""
    place = member.city or member.governorate
    assert place is not None, "A database constraint gives every member one place."  # noqa: S101  narrows the type
    return place.country


def results_of(city: City, *, person: Person) -> list[Activity]:
    """The latest things that came of a city's relationships."""
    return list(
        ActivityPolicy.substantive_for(person)
        .filter(relationship__in=relationships_of(city, person=person))
        .prefetch_related("relationship__members__city", "relationship__members__governorate")
        .order_by(F("starts_on").desc(nulls_last=True), "-pk")[:MOST_RESULTS],
    )


def tied_cities(cities: CityQuerySet, *, person: Person) -> CityQuerySet:
    """Those of `cities` with a relationship this person may know of, with the number of registered and other ones.

    Those with most registered relationships come first, then the largest.
    """
    seen = RelationshipPolicy.visible_to(person)
    origin = "relationship_memberships__relationship__origin"
    return (
        cities.filter(relationship_memberships__relationship__in=seen)
        .annotate(
            registered_count=Count(
                "relationship_memberships__relationship", filter=Q(**{origin: Origin.REGISTERED}), distinct=True
            ),
            reference_count=Count(
                "relationship_memberships__relationship", filter=Q(**{origin: Origin.REFERENCE}), distinct=True
            ),
        )
        .order_by("-registered_count", "-rank", "pk")
    )


def _tie(relationship: Relationship, home: City) -> Tie:
    agreements: list[Agreement] = relationship.seen_agreements  # type: ignore[attr-defined]  # the prefetch above
    activities: list[Activity] = relationship.seen_activities  # type: ignore[attr-defined]  # the prefetch above
    return Tie(
        relationship=relationship,
        partners=tuple(member for member in relationship.members.all() if not _is_of(member, home)),
        first=agreements[0] if agreements else None,
        last_activity=activities[0] if activities else None,
    )


def _is_of(member: RelationshipMember, home: City) -> bool:
    return member.city is not None and home.pk in (member.city_id, member.city.merged_into_id)
