"""The filters of the lists of cities, countries and governorates."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import CallDirection, City, CityCall, EntryState, ProfileEntry, ReferenceCity, Region, Trait
from cities.name_lookup import Scope
from cities.vocabularies import COUNTRIES, GOVERNORATES, GROWTH_MODELS
from twinning.core.filters import ChoiceVocabulary, CodesFilter, RowVocabulary, SearchFilter
from twinning.core.filtersets import StrictFilterSet
from twinning.focus_areas.vocabularies import FOCUS_AREAS


class CityFilterSet(StrictFilterSet):
    """Where a city lies, and what it is called; a parameter given several times means any of its values."""

    q = SearchFilter(
        label=_("Search"),
        method="by_name",
        help_text=_("A name or the beginning of one, in Arabic or Latin letters; the best match comes first."),
    )
    country = CodesFilter(
        label=_("Country"),
        vocabulary=COUNTRIES,
        fold=str.upper,
        help_text=_("ISO 3166-1 alpha-2 code of the country."),
    )
    governorate = CodesFilter(
        label=_("Governorate"),
        vocabulary=GOVERNORATES,
        fold=str.upper,
        help_text=_("Code of the governorate, such as OM.06."),
    )

    def by_name(self, rows: QuerySet[City], _name: str, _text: str) -> QuerySet[City]:
        """Names are not a condition but an order: the list asks `cities.search` for it, within `scope`."""
        return rows

    @property
    def text(self) -> str:
        """The name searched for; empty when none is."""
        return str(self.form.cleaned_data["q"] or "")

    @property
    def scope(self) -> Scope:
        countries: Sequence[str] = self.form.cleaned_data["country"]
        governorates: Sequence[str] = self.form.cleaned_data["governorate"]
        return Scope(countries=countries, governorates=governorates)


class CountryFilterSet(StrictFilterSet):
    """Countries by world region."""

    region = CodesFilter(label=_("World region"), vocabulary=ChoiceVocabulary(Region.values))


class GovernorateFilterSet(StrictFilterSet):
    """Governorates by country."""

    country = CodesFilter(
        label=_("Country"),
        vocabulary=COUNTRIES,
        fold=str.upper,
        help_text=_("ISO 3166-1 alpha-2 code of the country."),
    )


TRAITS = RowVocabulary(Trait.objects.all, "code", form=r"[a-z0-9_-]+")


class CallFilterSet(StrictFilterSet):
    """Open offers and needs by direction, focus area and place of the city."""

    direction = CodesFilter(label=_("Offers or needs"), vocabulary=ChoiceVocabulary(CallDirection.values))
    focus = CodesFilter(
        label=_("Focus area"),
        vocabulary=FOCUS_AREAS,
        method="by_focus",
        help_text=_("Code of a focus area; a root includes its sub-areas."),
    )
    country = CodesFilter(
        label=_("Country"),
        field_name="city__country",
        vocabulary=COUNTRIES,
        fold=str.upper,
        help_text=_("ISO 3166-1 alpha-2 code of the country."),
    )
    region = CodesFilter(
        label=_("World region"), field_name="city__country__region", vocabulary=ChoiceVocabulary(Region.values)
    )

    def by_focus(self, rows: QuerySet[CityCall], _name: str, codes: Sequence[str]) -> QuerySet[CityCall]:
        return rows.filter(Q(focus_area__in=codes) | Q(focus_area__parent__in=codes))


class ReferenceCityFilterSet(StrictFilterSet):
    """The catalogue by growth model, trait and world region."""

    growth_model = CodesFilter(label=_("Growth model"), vocabulary=GROWTH_MODELS)
    trait = CodesFilter(label=_("Trait"), vocabulary=TRAITS, method="by_trait")
    region = CodesFilter(
        label=_("World region"), field_name="city__country__region", vocabulary=ChoiceVocabulary(Region.values)
    )

    def by_trait(self, rows: QuerySet[ReferenceCity], _name: str, codes: Sequence[str]) -> QuerySet[ReferenceCity]:
        said = ProfileEntry.objects.filter(state=EntryState.ACCEPTED, traits__in=codes)
        return rows.filter(city__in=said.values("city"))
