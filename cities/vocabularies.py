"""The codes of places that filters take from tables."""

from django.utils.translation import gettext_lazy as _

from cities.models import City, Country, Governorate, GrowthModel
from twinning.core.filters import RowVocabulary

GROWTH_MODELS = RowVocabulary(GrowthModel.objects.all, "code", form=r"[a-z0-9_-]+")
COUNTRIES = RowVocabulary(
    Country.objects.all,
    "code",
    form=r"[A-Z]{2}",
    allowed=_("Give the two-letter code of a country (ISO 3166-1 alpha-2), such as OM."),
)
CITIES = RowVocabulary(
    City.objects.order_by().all,
    "pk",
    form=r"[1-9]\d{0,17}",
    allowed=_("Give the number (id) of a city, such as 287286."),
)
GOVERNORATES = RowVocabulary(
    Governorate.objects.all,
    "code",
    form=r"[A-Z]{2}\.[A-Z0-9]{1,9}",
    allowed=_("Give the code of a governorate, such as OM.06."),
)
