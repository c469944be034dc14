"""The codes that filters take from tables: focus areas, growth models and places."""

from cities.vocabularies import CITIES, COUNTRIES, GOVERNORATES, GROWTH_MODELS
from twinning.focus_areas.vocabularies import FOCUS_AREAS

__all__ = ["CITIES", "COUNTRIES", "FOCUS_AREAS", "GOVERNORATES", "GROWTH_MODELS"]
