"""How many rows each choice of a filter would leave: all counts of a list page in one query.

The counts of a facet follow every condition except the facet's own; all are taken over what the person may see.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from agreements.choices import Origin
from agreements.filtersets import AgreementFilterSet, RegistryFilterSet, RelationshipFilterSet
from agreements.policies import DocumentPolicy

Counts: TypeAlias = dict[str, int]

# Stands for the rows of the list in the statements below, `readable` for the documents this person may read.
ROWS = "{rows}"
ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: its parameters, and the statement that gives (value, count) over the rows."""

    name: str
    parameters: tuple[str, ...]
    statement: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a list: rows that meet all conditions, all rows of the chosen origins, and each facet's values."""

    found: int
    everything: int
    facets: Mapping[str, Counts] = field(default_factory=dict)

    def of(self, facet: str) -> Counts:
        """The counts of one facet: value → rows; values without rows are absent."""
        return self.facets.get(facet, {})

    @property
    def relationships(self) -> int:
        """How many relationships the agreements found belong to."""
        return self.of("relationships").get("", 0)


# An agreement has several parties, purposes and steps: each is counted once per value by taking distinct pairs first,
# which the database does by hashing where count(DISTINCT …) would sort.
_TOTAL = "SELECT '', count(*) FROM {rows}"
_AGREEMENT_COLUMNS = ("pk", "relationship_id", "status", "type", "signed_on")
_AGREEMENT_FACETS = (
    Facet("found", (), _TOTAL),
    Facet("relationships", (), "SELECT '', count(DISTINCT relationship_id) FROM {rows}"),
    Facet(
        "focus_root",
        ("focus",),
        "SELECT code, count(*) FROM (SELECT DISTINCT coalesce(f.parent_id, f.code) AS code, b.pk FROM {rows} b"
        " JOIN agreements_purpose p ON p.agreement_id = b.pk"
        " JOIN focus_areas_focusarea f ON f.code = p.focus_area_id) AS each GROUP BY 1",
    ),
    Facet(
        "focus",
        ("focus",),
        "SELECT focus_area_id, count(*) FROM (SELECT DISTINCT p.focus_area_id, b.pk FROM {rows} b"
        " JOIN agreements_purpose p ON p.agreement_id = b.pk) AS each GROUP BY 1",
    ),
    Facet("status", ("status",), "SELECT status, count(*) FROM {rows} GROUP BY 1"),
    Facet("type", ("type",), "SELECT type, count(*) FROM {rows} WHERE type <> '' GROUP BY 1"),
    Facet(
        "vitality",
        ("vitality",),
        "SELECT r.vitality, count(*) FROM {rows} b JOIN agreements_relationship r ON r.id = b.relationship_id"
        " GROUP BY 1",
    ),
    Facet(
        "country",
        ("country",),
        "SELECT country_id, count(*) FROM (SELECT DISTINCT p.country_id, b.pk FROM {rows} b"
        " JOIN agreements_agreementparty p ON p.agreement_id = b.pk) AS each GROUP BY 1",
    ),
    Facet(
        "legal_basis",
        ("legal_basis",),
        "SELECT kind, count(*) FROM (SELECT DISTINCT a.kind, b.pk FROM {rows} b"
        " JOIN agreements_authorisation a ON a.agreement_id = b.pk"
        " WHERE a.state NOT IN ('refused', 'not_required')) AS each GROUP BY 1",
    ),
    Facet(
        "documented",
        ("documented",),
        "SELECT CASE WHEN d.agreement_id IS NULL THEN 'false' ELSE 'true' END, count(*) FROM {rows} b"
        " LEFT JOIN (SELECT DISTINCT agreement_id FROM readable) d ON d.agreement_id = b.pk GROUP BY 1",
    ),
    Facet(
        "year",
        ("signed_after", "signed_before"),
        "SELECT extract(year FROM signed_on)::int::text, count(*) FROM {rows} WHERE signed_on IS NOT NULL GROUP BY 1",
    ),
    Facet(
        ORIGIN,
        (ORIGIN,),
        "SELECT coalesce(r.origin, 'registered'), count(*) FROM {rows} b"
        " LEFT JOIN agreements_relationship r ON r.id = b.relationship_id GROUP BY 1",
    ),
)
_MEMBERS = (
    "{rows} b JOIN agreements_relationshipmember m ON m.relationship_id = b.pk"
    " LEFT JOIN cities_city c ON c.id = m.city_id LEFT JOIN cities_governorate g ON g.code = m.governorate_id"
)
_RELATIONSHIP_COLUMNS = ("pk", "vitality", "origin")
_RELATIONSHIP_FACETS = (
    Facet("found", (), _TOTAL),
    Facet("vitality", ("vitality",), "SELECT vitality, count(*) FROM {rows} GROUP BY 1"),
    Facet(
        "country",
        ("country",),
        f"SELECT coalesce(c.country_id, g.country_id), count(DISTINCT b.pk) FROM {_MEMBERS} GROUP BY 1",  # noqa: S608  fixed text
    ),
    Facet(
        "region",
        ("region",),
        f"SELECT n.region, count(DISTINCT b.pk) FROM {_MEMBERS}"  # noqa: S608  fixed text
        " JOIN cities_country n ON n.code = coalesce(c.country_id, g.country_id) GROUP BY 1",
    ),
    Facet(ORIGIN, (ORIGIN,), "SELECT origin, count(*) FROM {rows} GROUP BY 1"),
)


def tally_agreements(filterset: AgreementFilterSet) -> Tally:
    """All counts of the list of agreements; the filter set's query must be free of problems."""
    readable = DocumentPolicy.readable_by(filterset.person).values_list("agreement_id")
    everything = Facet("everything", _conditions(filterset), _AGREEMENT_FACETS[-1].statement)
    counter = _Counter(filterset, _AGREEMENT_COLUMNS, {"readable": (("agreement_id",), readable)})
    return _tally(filterset, counter.count([*_AGREEMENT_FACETS, everything]))


def tally_relationships(filterset: RelationshipFilterSet) -> Tally:
    """All counts of the list of relationships; the filter set's query must be free of problems."""
    everything = Facet("everything", _conditions(filterset), _RELATIONSHIP_FACETS[-1].statement)
    counter = _Counter(filterset, _RELATIONSHIP_COLUMNS, {})
    return _tally(filterset, counter.count([*_RELATIONSHIP_FACETS, everything]))


def found_without_each(filterset: RegistryFilterSet) -> Counts:
    """For each condition in force, how many rows there would be without it; the way out of an empty list."""
    droppable = [name for name in _conditions(filterset) if name != ORIGIN or filterset.form.cleaned_data[ORIGIN]]
    counted = _Counter(filterset, ("pk",), {}).count([Facet(name, (name,), _TOTAL) for name in droppable])
    return {name: counts.get("", 0) for name, counts in counted.items()}


def _tally(filterset: RegistryFilterSet, counted: Mapping[str, Counts]) -> Tally:
    origins = filterset.form.cleaned_data[ORIGIN] or [Origin.REGISTERED]
    by_origin = counted.get("everything", {})
    return Tally(
        found=counted.get("found", {}).get("", 0),
        everything=sum(by_origin.get(origin, 0) for origin in set(origins)),
        facets=counted,
    )


def _conditions(filterset: RegistryFilterSet) -> tuple[str, ...]:
    """The parameters that leave rows out; the origin always does."""
    if not filterset.form.is_valid():
        raise ValueError("Ask for `problems()` first; only a valid query can be counted.")
    given = filterset.form.cleaned_data
    return tuple(name for name, value in given.items() if name == ORIGIN or (value and name != "ordering"))


class _Counter:
    """Writes one statement for many facets; facets that follow the same conditions share their rows."""

    def __init__(
        self,
        filterset: RegistryFilterSet,
        columns: Sequence[str],
        also: Mapping[str, tuple[Sequence[str], QuerySet[Any, Any]]],
    ) -> None:
        self._filterset = filterset
        self._columns = columns
        self._also = also
        self._conditions = _conditions(filterset)

    def count(self, facets: Iterable[Facet]) -> dict[str, Counts]:
        tables = dict(self._also)
        names: dict[tuple[str, ...], str] = {}
        selects, found = [], dict[str, Counts]()
        for facet in facets:
            ignored = tuple(name for name in self._conditions if name in facet.parameters)
            table = names.setdefault(ignored, f"rows_{len(names)}")
            if table not in tables:
                rows = self._filterset.narrowed(ignoring=ignored).values_list(*self._columns)
                tables[table] = (self._columns, rows)
            statement = facet.statement.replace(ROWS, table)
            selects.append(f"SELECT '{facet.name}', x.value, x.n FROM ({statement}) AS x (value, n)")  # noqa: S608  fixed text
            found[facet.name] = {}
        if not selects:
            return found
        with_tables, parameters = _with(tables)
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {with_tables} {' UNION ALL '.join(selects)}", parameters)
            for name, value, number in cursor.fetchall():
                found[name][value] = number
        return found


def _with(tables: Mapping[str, tuple[Sequence[str], QuerySet[Any, Any]]]) -> tuple[str, tuple[Any, ...]]:
    """The common tables of the statement, each compiled from its queryset, and all their parameters in order."""
    parts, parameters = [], tuple[Any, ...]()
    for name, (columns, rows) in tables.items():
        statement, values = _compile(rows, columns)
        parts.append(f"{name} ({', '.join(columns)}) AS MATERIALIZED ({statement})")
        parameters += tuple(values)
    return ", ".join(parts), parameters


def _compile(rows: QuerySet[Any, Any], columns: Sequence[str]) -> tuple[str, Sequence[Any]]:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        # Django runs no query that it knows to find nothing, but the statement needs the columns with their types.
        nothing: QuerySet[Any, Any] = rows.model._default_manager.filter(pk__lt=0).values_list(*columns)
        return nothing.query.sql_with_params()
