"""Django's registration of this app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = _("Agreements and approval routes")

    def ready(self) -> None:
        # Known only once the models of all apps are.
        import_module("agreements.notice_kinds").register_kinds()
        import_module("agreements.follow_up_notices").register_kinds()
