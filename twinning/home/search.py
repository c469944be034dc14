"""The search over everything: places, focus areas, relationships and agreements, each named as what it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from agreements.counted import CountedList, agreements_under, count_agreements, count_relationships
from agreements.views.agreement_rows import AgreementRow, rows_of
from cities.models import City, Country, Governorate
from cities.search import MatchKind, PlaceMatch, search_key, search_places
from twinning.core.text import with_article, words
from twinning.focus_areas.models import FocusArea

MOST_PLACES = 12
MOST_NEAR_SPELLINGS = 3
MOST_AGREEMENTS = 10
KIND_ICONS = {"city": "building-community", "country": "world", "governorate": "map"}


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A city, country or governorate found: what it is, where it lies, and its page."""

    kind: str
    kind_label: str | Promise
    icon: str
    name: str
    other_name: str
    lies_in: tuple[str, ...]
    url: str
    is_near_spelling: bool


@dataclass(frozen=True, slots=True)
class SearchResults:
    """Everything found for a text."""

    places: Sequence[FoundPlace]
    areas: Sequence[FocusArea]
    relationships: CountedList
    agreements: CountedList
    rows: Sequence[AgreementRow]

    def __bool__(self) -> bool:
        return bool(self.places or self.areas or self.relationships.number or self.agreements.number)


def is_searchable(text: str) -> bool:
    """Whether anything is left of a text once signs and marks are left aside."""
    return bool(search_key(text))


def search_everything(text: str, request: HttpRequest) -> SearchResults:
    """What goes by the text, of what this person may know."""
    return SearchResults(
        places=[_found(match) for match in _worth_showing(search_places(text, limit=MOST_PLACES))],
        areas=_areas_called(text),
        relationships=count_relationships(request, q=text),
        agreements=count_agreements(request, q=text),
        rows=rows_of(agreements_under(request, q=text).qs.with_list_parts()[:MOST_AGREEMENTS]),
    )


def _worth_showing(matches: Sequence[PlaceMatch]) -> list[PlaceMatch]:
    """What goes by the text, and a few near spellings of it; more of them only where nothing else was found."""
    near = [match for match in matches if match.matched_by == MatchKind.TYPO]
    exact = [match for match in matches if match.matched_by != MatchKind.TYPO]
    return [*exact, *near[:MOST_NEAR_SPELLINGS]] if exact else near


def _found(match: PlaceMatch) -> FoundPlace:
    place = match.place
    return FoundPlace(
        kind=match.kind.value,
        kind_label=place.get_kind_display() if isinstance(place, City) else match.kind.label,
        icon=KIND_ICONS[match.kind.value],
        name=place.name,
        other_name="" if match.name in (place.name_ar, place.name_en) else match.name,
        lies_in=_lies_in(place),
        url=_url(place),
        is_near_spelling=match.matched_by == MatchKind.TYPO,
    )


def _lies_in(place: City | Country | Governorate) -> tuple[str, ...]:
    """Where a place lies, the larger first: of a country its world region."""
    if isinstance(place, Country):
        return (str(place.get_region_display()),)
    if isinstance(place, City) and place.governorate:
        return (place.country.name, place.governorate.name)
    return (place.country.name,)


def _url(place: City | Country | Governorate) -> str:
    if isinstance(place, City):
        return reverse("cities:city_detail", args=[place.pk])
    page = "cities:country_detail" if isinstance(place, Country) else "cities:governorate_detail"
    return reverse(page, args=[place.pk])


def _areas_called(text: str) -> list[FocusArea]:
    """Focus areas in whose names, in either language, every word of the text begins a word."""
    wanted = words(text)
    if not wanted:
        return []
    areas = FocusArea.objects.select_related("parent")
    return [area for area in areas if all(_has_word(area, word) for word in wanted)]


def _has_word(area: FocusArea, beginning: str) -> bool:
    named = [*words(area.name_ar), *words(area.name_en), *words(area.code.replace("_", " "))]
    forms = (beginning, with_article(beginning))
    return any(word.startswith(forms) for word in named)
