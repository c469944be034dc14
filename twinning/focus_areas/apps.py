"""Django's registration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FocusAreasConfig(AppConfig):
    name = "twinning.focus_areas"
    label = "focus_areas"
    verbose_name = _("Focus areas")
