"""Django's registration of this app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CitiesConfig(AppConfig):
    name = "cities"
    verbose_name = _("Places and memberships")

    def ready(self) -> None:
        # Known only once the models of all apps are.
        import_module("cities.notice_kinds").register_kinds()
