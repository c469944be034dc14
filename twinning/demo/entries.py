"""The demo's data files as records; a name that is not known in a file is refused when it is read."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self

DATA_DIR = Path(__file__).parent / "data"


class Bilingual(NamedTuple):
    """A text in Arabic and in English."""

    ar: str = ""
    en: str = ""


NO_TEXT = Bilingual()


class _Readable(Protocol):
    """A part of an entry that is made from its JSON object."""

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self: ...


class Money(NamedTuple):
    """An amount and its currency."""

    amount: int
    currency: str


class MeasurementEntry(NamedTuple):
    """A value of an indicator: when, how much, who says so."""

    day: str
    value: int
    source: str


class DocumentEntry(NamedTuple):
    """A file that is made when the demo is loaded."""

    kind: str
    title: str
    visibility: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorEntry:
    """An indicator with the values measured so far."""

    name: Bilingual
    unit: Bilingual
    target: int
    baseline: int | None = None
    due: str = ""
    groups: tuple[str, ...] = ()
    values: tuple[MeasurementEntry, ...] = ()

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        values = tuple(MeasurementEntry(*value) for value in row.pop("values", ()))
        groups = tuple(row.pop("groups", ()))
        return cls(**_paired(row, "name", "unit"), groups=groups, values=values)


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeEntry:
    """A focus area, a statement, its indicators."""

    focus: str
    statement: Bilingual
    indicators: tuple[IndicatorEntry, ...] = ()

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        indicators = tuple(IndicatorEntry.from_json(indicator) for indicator in row.pop("indicators", ()))
        return cls(**_paired(row, "statement"), indicators=indicators)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityEntry:
    """What the cities did; `people` counts by target group, `purposes` names them by place in the list."""

    type: str
    title: Bilingual
    on: str
    ends: str = ""
    city: str = ""
    place: str = ""
    people: dict[str, int] | None = None
    cost: Money | None = None
    funding: str = ""
    purposes: tuple[int, ...] = ()
    result: Bilingual = NO_TEXT

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        cost = Money(*row.pop("cost")) if "cost" in row else None
        return cls(**_paired(row, "title", "result"), cost=cost)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneEntry:
    """One step of a project."""

    name: Bilingual
    due: str
    done: str = ""

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        return cls(**_paired(row, "name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEntry:
    """An undertaking under an agreement; `at` is latitude and longitude."""

    name: Bilingual
    state: str
    city: str
    place: str
    at: tuple[float, float]
    starts: str
    ends: str
    budget: Money
    funding: str
    adaptation: Bilingual
    milestones: tuple[MilestoneEntry, ...]
    groups: tuple[str, ...] = ()
    purposes: tuple[int, ...] = ()
    spent: int | None = None
    result: Bilingual = NO_TEXT
    reason: str = ""

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        milestones = tuple(MilestoneEntry.from_json(milestone) for milestone in row.pop("milestones"))
        budget = Money(*row.pop("budget"))
        return cls(**_paired(row, "name", "adaptation", "result"), budget=budget, milestones=milestones)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyEntry:
    """An organisation beside the municipalities."""

    role: str
    side: str
    city: str
    name: Bilingual

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        return cls(**_paired(row, "name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntry:
    """A legal step of the partner's side."""

    kind: str
    authority: Bilingual

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        return cls(**_paired(row, "authority"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LikenessEntry:
    """On which facets two cities are alike, and how."""

    facets: tuple[str, ...]
    text: Bilingual

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        return cls(**_paired(row, "text"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEntry:
    """A made-up agreement with everything that hangs on it; the data's README says how dates are written."""

    key: str
    lead: str
    partners: tuple[str, ...]
    type: str
    status: str
    title: Bilingual
    day: str
    purposes: tuple[PurposeEntry, ...]
    ends: str | None = None
    acted: str = ""
    ended: str = ""
    comment: str = ""
    field_comments: dict[str, str] | None = None
    submitted_first: bool = False
    link: str = ""
    predecessor: str = ""
    visibility: str = "public"
    confirmed: str = ""
    goals: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    likeness: LikenessEntry | None = None
    implementation: Bilingual = NO_TEXT
    diligence: dict[str, str] | None = None
    others: tuple[PartyEntry, ...] = ()
    partner_steps: tuple[StepEntry, ...] = ()
    activities: tuple[ActivityEntry, ...] = ()
    projects: tuple[ProjectEntry, ...] = ()
    documents: tuple[DocumentEntry, ...] | None = None

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        parts: dict[str, Any] = {name: _read_all(kind, row.pop(name, ())) for name, kind in _PARTS.items()}
        if "documents" in row:
            parts["documents"] = tuple(DocumentEntry(*document) for document in row.pop("documents"))
        if "likeness" in row:
            parts["likeness"] = LikenessEntry.from_json(row.pop("likeness"))
        return cls(**_paired(row, "title", "implementation"), **parts)


_PARTS: dict[str, type[_Readable]] = {
    "purposes": PurposeEntry,
    "others": PartyEntry,
    "partner_steps": StepEntry,
    "activities": ActivityEntry,
    "projects": ProjectEntry,
}


def read_data(name: str) -> Any:
    """The content of one file of the demo's data."""
    return json.loads((DATA_DIR / f"{name}.json").read_text(encoding="utf-8"))


def read_agreements() -> Iterator[AgreementEntry]:
    """Every made-up agreement, earlier ones of a chain before later ones."""
    for path in sorted((DATA_DIR / "agreements").glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            yield AgreementEntry.from_json(row)


def _read_all(kind: type[_Readable], rows: Iterable[dict[str, Any]]) -> tuple[_Readable, ...]:
    return tuple(kind.from_json(row) for row in rows)


def _paired(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """The row with lists as tuples and the named pairs of texts as bilingual texts."""
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return {**values, **{name: Bilingual(*values[name]) for name in names if name in values}}
