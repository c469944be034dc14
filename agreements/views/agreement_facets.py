"""The facets and chips of the list of agreements: counted choices, years, and the conditions in force in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.choices import AgreementType, AuthorisationKind, Origin, Status, Vitality
from agreements.facets import Tally
from agreements.filtersets import AgreementFilterSet
from agreements.views.list_words import Names, chips_of
from agreements.views.listing import FacetGroup, Link, ListQuery, Option, facet_group
from cities.models import Country, Region
from twinning.focus_areas.choices import Axis, Goal
from twinning.focus_areas.models import FocusArea

Labels: TypeAlias = Sequence[tuple[str, str | Promise]]
MOST_BARS = 30
# What the filter form shows beside the facets.
OTHER_BOXES = ("q", "ordering", "signed_after", "signed_before")


@dataclass(frozen=True, slots=True)
class YearBars:
    """The signing years as columns: how many in each step of years, and the two ends of the axis."""

    counts: list[int]
    first: int
    last: int


class AgreementListWords:
    """The words of a list of agreements; vocabularies are read once."""

    def __init__(self, query: ListQuery[AgreementFilterSet], tally: Tally) -> None:
        self._query = query
        self._tally = tally

    @cached_property
    def _focus_areas(self) -> list[FocusArea]:
        return list(FocusArea.objects.order_by("position"))

    @cached_property
    def _countries(self) -> Labels:
        """The countries of the facet, those with most agreements first."""
        counts = self._tally.of("country")
        countries = Country.objects.filter(pk__in={*counts, *self._query.chosen("country")})
        named = [(country.pk, country.name) for country in countries]
        return sorted(named, key=lambda row: (-counts.get(row[0], 0), row[1]))

    def facets(self) -> list[FacetGroup]:
        """The facets in the order of the page; one without any choice is left out."""
        focus = self._focus()
        groups = [
            focus,
            self._facet("status", Status.choices, in_sight=5),
            self._facet("vitality", Vitality.choices, in_sight=4, kind="vitality"),
            self._facet("country", self._countries, in_sight=5, is_searchable=True),
            self._facet("type", AgreementType.choices, in_sight=4),
            self._facet("legal_basis", AuthorisationKind.choices, in_sight=4),
            self._facet("documented", self._yes_and_no(), in_sight=2),
        ]
        if self._tally.of("origin").get(Origin.REFERENCE) or Origin.REFERENCE in self._query.chosen("origin"):
            groups.append(self._facet("origin", Origin.choices, in_sight=2))
        return [group for group in groups if group.options]

    def _facet(
        self, name: str, labels: Labels, *, in_sight: int, kind: str = "", is_searchable: bool = False
    ) -> FacetGroup:
        return facet_group(
            self._query, self._tally, name, labels, in_sight=in_sight, kind=kind, is_searchable=is_searchable
        )

    def _focus(self) -> FacetGroup:
        """The four roots, always in the same order, and their sub-areas folded under them."""
        chosen = self._query.chosen("focus")
        counts = {**self._tally.of("focus"), **self._tally.of("focus_root")}
        options = [Option(a.code, a.name, counts.get(a.code, 0), a.code in chosen) for a in self._focus_areas]
        roots = {area.code for area in self._focus_areas if area.parent_id is None}
        return FacetGroup(
            name="focus",
            title=self._query.filterset.filters["focus"].label,
            options=[option for option in options if option.value in roots],
            rest=[o for o in options if o.value not in roots and (o.count or o.is_selected)],
            rest_label=_("Sub-areas"),
            kind="focus",
        )

    def _yes_and_no(self) -> Labels:
        return [("true", _("Has a document")), ("false", _("No document"))]

    def years(self) -> YearBars | None:
        """How many agreements were signed in each year, or each few years where there are many."""
        counts = {int(year): number for year, number in self._tally.of("year").items()}
        if not counts:
            return None
        first, last = min(counts), max(counts)
        step = math.ceil((last - first + 1) / MOST_BARS)
        bars = [0] * math.ceil((last - first + 1) / step)
        for year, number in counts.items():
            bars[(year - first) // step] += number
        return YearBars(bars, first, last)

    def chips(self) -> list[Link]:
        """The conditions in force; the origin that goes without saying is none."""
        is_usual = self._query.chosen("origin") == [Origin.REGISTERED]
        names: dict[str, Names] = {
            "focus": {area.code: area.name for area in self._focus_areas},
            "country": dict(self._countries),
            "status": dict(Status.choices),
            "vitality": dict(Vitality.choices),
            "type": dict(AgreementType.choices),
            "legal_basis": dict(AuthorisationKind.choices),
            "origin": dict(Origin.choices),
            "region": dict(Region.choices),
            "goal": dict(Goal.choices),
            "axis": dict(Axis.choices),
            "documented": dict(self._yes_and_no()),
        }
        return chips_of(self._query, names, untold=["origin"] if is_usual else [])
