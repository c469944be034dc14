"""The filters of the lists of cities, countries and governorates."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.name_lookup import Scope
from cities.vocabularies import COUNTRIES, GOVERNORATES
from twinning.core.filters import ChoiceVocabulary, CodesFilter, SearchFilter
from twinning.core.filtersets import StrictFilterSet


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
