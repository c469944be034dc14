"""What every list page of the registry does with its address: read it, say what is wrong, page, link to neighbours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.facets import Tally
from twinning.core.filtersets import StrictFilterSet

PAGE_SIZE = 20
LARGEST_PAGE = 200
PAGE_PARAMETERS = frozenset({"page", "page_size"})
FilterSet = TypeVar("FilterSet", bound=StrictFilterSet)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Problem:
    """One parameter of the address that was not understood, and what it may be."""

    parameter: str
    message: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    label: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter with the number of rows it would leave."""

    value: str
    label: str | Promise
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet as the page shows it: the first options in sight, the rest folded away."""

    name: str
    title: str | Promise
    options: Sequence[Option]
    rest: Sequence[Option] = ()
    rest_label: str = ""
    kind: str = ""
    is_searchable: bool = False


@dataclass(frozen=True, slots=True)
class ListQuery(Generic[FilterSet]):
    """The address of a list as far as it was understood, and the problems with the rest."""

    filterset: FilterSet
    problems: list[Problem]
    path: str
    page: int
    page_size: int

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What every link of the list keeps beside the conditions: the size of a page, where it was asked for."""
        return [("page_size", str(self.page_size))] if self.page_size != PAGE_SIZE else []

    def hidden(self, shown: Collection[str]) -> list[tuple[str, str]]:
        """What the filter form must send along unseen: the conditions for which it shows no box."""
        return [
            *((name, one) for name in self.data if name not in shown for one in self.data.getlist(name)),
            *self.kept,
        ]

    @property
    def status(self) -> int:
        """The HTTP status of the page: what was not understood is never passed over in silence."""
        return 400 if self.problems else 200

    @property
    def data(self) -> QueryDict:
        """The parameters that were understood, paging aside."""
        given: QueryDict = self.filterset.data
        return given

    def chosen(self, name: str) -> Any:
        """The cleaned value of a parameter."""
        return self.filterset.form.cleaned_data[name]

    def without(self, name: str, value: str | None = None) -> str:
        """The address of this list without a parameter, or without one of its values."""
        data = self.data.copy()
        kept = [given for given in data.getlist(name) if value is not None and given.strip() != value]
        data.setlist(name, kept)
        if not kept:
            del data[name]
        data.update(dict(self.kept))
        return f"{self.path}?{data.urlencode()}" if data else self.path

    def paginate(self, rows: QuerySet[Any], count: int) -> Page[Any]:
        """The page asked for; a number behind the last page is a problem, and shows the last page."""
        paginator = CountedPaginator(rows, self.page_size, count=count)
        if self.page > paginator.num_pages:
            self.problems.append(
                Problem("page", _("There are only %(pages)s pages.") % {"pages": paginator.num_pages}),
            )
        return paginator.get_page(self.page)


class CountedPaginator(Paginator[Any]):
    """A paginator that is told the number of rows, because the facets have counted them already."""

    def __init__(self, rows: QuerySet[Any], per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = count


def read_query(request: HttpRequest, filterset_class: type[FilterSet], rows: QuerySet[Any]) -> ListQuery[FilterSet]:
    """Read the address of a list; what is not understood is left out and named in `problems`."""
    asked = filterset_class(request.GET, queryset=rows, request=request)
    found = asked.problems(also_known=PAGE_PARAMETERS)
    problems = [Problem(_echo(name), " ".join(str(message) for message in found[name])) for name in found]
    data = request.GET.copy()
    numbers = {}
    for name, default, most in (("page", 1, None), ("page_size", PAGE_SIZE, LARGEST_PAGE)):
        numbers[name], problem = _whole_number(data, name, default, most)
        problems += [problem] if problem else []
    for name in {*found, *PAGE_PARAMETERS} & set(data):
        del data[name]
    if found or PAGE_PARAMETERS & set(request.GET):
        asked = filterset_class(data, queryset=rows, request=request)
        asked.problems()
    return ListQuery(asked, problems, request.path, **numbers)


def _whole_number(data: QueryDict, name: str, default: int, most: int | None) -> tuple[int, Problem | None]:
    text = data.get(name)
    if text is None:
        return default, None
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
    if number >= 1 and not (most and number > most):
        return number, None
    if most:
        return default, Problem(name, _("Give a whole number from 1 to %(largest)s.") % {"largest": most})
    return default, Problem(name, _("Give a whole number from 1."))


def _echo(name: str) -> str:
    """A parameter's name as the page may repeat it: printable and short."""
    visible = "".join(character for character in name if character.isprintable())
    return visible if len(visible) <= 40 else f"{visible[:39]}…"


def facet_group(
    query: ListQuery[Any],
    tally: Tally,
    name: str,
    labels: Sequence[tuple[str, str | Promise]],
    *,
    in_sight: int,
    kind: str = "",
    is_searchable: bool = False,
) -> FacetGroup:
    """The options of a facet that leave rows or are chosen: chosen ones first, then in the order of `labels`.

    The first `in_sight` stand open, or all where the rest would be a single one.
    """
    counts, chosen = tally.of(name), set(query.chosen(name))
    options = [
        Option(code, label, counts.get(code, 0), code in chosen)
        for code, label in labels
        if code in chosen or counts.get(code)
    ]
    options.sort(key=lambda option: not option.is_selected)
    first = max(in_sight, len(chosen))
    if len(options) <= first + 1:
        first = len(options)
    return FacetGroup(
        name=name,
        title=query.filterset.filters[name].label,
        options=options[:first],
        rest=options[first:],
        rest_label=_("All (%(number)s)") % {"number": len(options)},
        kind=kind,
        is_searchable=is_searchable,
    )


def in_sight_and_rest(rows: Sequence[Row], in_sight: int) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows that stand open and those that are folded away; a single row more is not folded."""
    if len(rows) <= in_sight + 1:
        return rows, rows[:0]
    return rows[:in_sight], rows[in_sight:]
