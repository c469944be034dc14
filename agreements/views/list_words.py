"""The words around a filtered list: the conditions in force as chips, and the way out of an empty list."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.facets import found_without_each
from agreements.filtersets import RegistryFilterSet
from agreements.views.listing import Link, ListQuery
from cities.models import City, Country, Governorate, GrowthModel
from twinning.core.dates import PartialDate

# The names of the values of one parameter: value → words.
Names: TypeAlias = Mapping[str, str | Promise]


@dataclass(frozen=True, slots=True)
class EmptyList:
    """Why a list is empty and what to do about it."""

    title: str
    text: str
    acts: Sequence[Link]
    nearest: str = ""


def chips_of(
    query: ListQuery[RegistryFilterSet],
    closed: Mapping[str, Names],
    *,
    untold: Collection[str] = (),
) -> list[Link]:
    """The conditions in force, each with the list without it; `closed` names the values of closed vocabularies."""
    found = []
    for name, value in query.filterset.form.cleaned_data.items():
        if not value or name == "ordering" or name in untold:
            continue
        many = isinstance(value, list)
        names = closed[name] if name in closed else _kept_names(name, value) if many else {}
        for one in value if many else [value]:
            words = one.as_text() if isinstance(one, PartialDate) else names.get(str(one), one)
            found.append(Link(chip_words(query, name, words), query.without(name, one if many else None)))
    return found


def chip_words(query: ListQuery[RegistryFilterSet], name: str, words: object) -> str:
    """A condition in words: "Status: In force", "Signed since: 2000"."""
    return _("%(facet)s: %(value)s") % {"facet": query.filterset.filters[name].label, "value": words}


def _kept_names(name: str, codes: Collection[str]) -> Names:
    """The names of places and growth models that were asked for by their codes."""
    tables: dict[str, Any] = {
        "city": City,
        "kept_by": City,
        "country": Country,
        "governorate": Governorate,
        "growth_model": GrowthModel,
    }
    if name not in tables:
        return {}
    return {str(row.pk): row.name for row in tables[name].objects.filter(pk__in=codes)}


def without_nearest(
    query: ListQuery[RegistryFilterSet],
    sentence: Callable[[str, int], str],
    clear_url: str,
) -> tuple[str, list[Link]]:
    """The condition without which most rows would be found, in a sentence, and the acts that lead out.

    `sentence` says "Without the condition … there are …" of a label and a number.
    """
    clear = Link(_("Clear all filters"), clear_url)
    counts = {name: count for name, count in found_without_each(query.filterset).items() if name != "origin"}
    name = max(counts, key=lambda one: counts[one], default="")
    if not counts.get(name):
        return _("No single condition is to blame: only together they leave nothing."), [clear]
    label = str(query.filterset.filters[name].label)
    leave_out = Link(_("Leave out “%(condition)s”") % {"condition": label}, query.without(name))
    return sentence(label, counts[name]), [leave_out, clear]
