"""The codes that filters take from tables: focus areas, growth models and places."""

from cities.vocabularies import CITIES, COUNTRIES, GOVERNORATES, GROWTH_MODELS
from twinning.core.filters import RowVocabulary
from twinning.focus_areas.models import FocusArea

__all__ = ["CITIES", "COUNTRIES", "FOCUS_AREAS", "GOVERNORATES", "GROWTH_MODELS"]

FOCUS_AREAS = RowVocabulary(FocusArea.objects.order_by("position").all, "code", form=r"[a-z0-9_-]+")
