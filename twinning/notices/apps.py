"""Django's registration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "twinning.notices"
    label = "notices"
    verbose_name = _("Notices")
