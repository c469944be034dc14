"""A number and the list it opens: counted by the list's own filters, so that the two always agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from agreements.filtersets import AgreementFilterSet, RegistryFilterSet, RelationshipFilterSet
from agreements.policies import AgreementPolicy, RelationshipPolicy

Values: TypeAlias = str | int | Iterable[str | int]
FilterSet = TypeVar("FilterSet", bound=RegistryFilterSet)


@dataclass(frozen=True, slots=True)
class CountedList:
    """A list under some filters: how many rows it shows to this person, and its address."""

    number: int
    url: str


def agreements_under(request: HttpRequest, **filters: Values) -> AgreementFilterSet:
    """The list of agreements under `filters` (its parameters), as far as the person may know of them."""
    rows = AgreementPolicy.visible_to(request.user)
    return _understood(AgreementFilterSet(_query(filters), queryset=rows, request=request))


def relationships_under(request: HttpRequest, **filters: Values) -> RelationshipFilterSet:
    """The list of relationships under `filters` (its parameters), as far as the person may know of them."""
    rows = RelationshipPolicy.visible_to(request.user)
    return _understood(RelationshipFilterSet(_query(filters), queryset=rows, request=request))


def counted(rows: AgreementFilterSet | RelationshipFilterSet) -> CountedList:
    """How many rows a list shows, and its address."""
    is_of_agreements = isinstance(rows, AgreementFilterSet)
    name = "agreements:agreement_list" if is_of_agreements else "agreements:relationship_list"
    return CountedList(rows.narrowed().count(), _address(name, rows.data))


def count_agreements(request: HttpRequest, **filters: Values) -> CountedList:
    """How many agreements the list under `filters` shows to this person."""
    return counted(agreements_under(request, **filters))


def count_relationships(request: HttpRequest, **filters: Values) -> CountedList:
    """How many relationships the list under `filters` shows to this person."""
    return counted(relationships_under(request, **filters))


def agreements_url(**filters: Values) -> str:
    """The address of the list of agreements under `filters`."""
    return _address("agreements:agreement_list", _query(filters))


def relationships_url(**filters: Values) -> str:
    """The address of the list of relationships under `filters`."""
    return _address("agreements:relationship_list", _query(filters))


def _query(filters: Mapping[str, Values]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, given in filters.items():
        values = [given] if isinstance(given, str | int) else given
        query.setlist(name, [str(value) for value in values])
    return query


def _address(name: str, query: QueryDict) -> str:
    return f"{reverse(name)}?{query.urlencode()}" if query else reverse(name)


def _understood(rows: FilterSet) -> FilterSet:
    problems = rows.problems()
    if problems:
        raise ValueError(f"No list takes these filters: {problems}")
    return rows
