"""Django's registration of this app."""

from django.apps import AppConfig


class FocusAreasConfig(AppConfig):
    name = "twinning.focus_areas"
    label = "focus_areas"
