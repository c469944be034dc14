"""A number and the list it opens: counted by the list's own filters, so that the two always agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from agreements.filtersets import AgreementFilterSet, RegistryFilterSet, RelationshipFilterSet
from agreements.policies import AgreementPolicy, RelationshipPolicy

Values: TypeAlias = str | int | Iterable[str | int]


@dataclass(frozen=True, slots=True)
class CountedList:
    """A list under some filters: how many rows it shows to this person, and its address."""

    number: int
    url: str


def count_agreements(request: HttpRequest, **filters: Values) -> CountedList:
    """The agreements that meet `filters` (the parameters of the list) and that the person may know of."""
    query = _query(filters)
    rows = AgreementFilterSet(query, queryset=AgreementPolicy.visible_to(request.user), request=request)
    return _count(rows, query, reverse("agreements:agreement_list"))


def count_relationships(request: HttpRequest, **filters: Values) -> CountedList:
    """The relationships that meet `filters` (the parameters of the list) and that the person may know of."""
    query = _query(filters)
    rows = RelationshipFilterSet(query, queryset=RelationshipPolicy.visible_to(request.user), request=request)
    return _count(rows, query, reverse("agreements:relationship_list"))


def _query(filters: Mapping[str, Values]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, given in filters.items():
        values = [given] if isinstance(given, str | int) else given
        query.setlist(name, [str(value) for value in values])
    return query


def _count(rows: RegistryFilterSet, query: QueryDict, path: str) -> CountedList:
    problems = rows.problems()
    if problems:
        raise ValueError(f"No list takes these filters: {problems}")
    return CountedList(rows.narrowed().count(), f"{path}?{query.urlencode()}" if query else path)
