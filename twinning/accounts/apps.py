"""Django's registration of this app and of the administration."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "twinning.accounts"
    label = "accounts"
    verbose_name = _("People")
    default = True


class AdministrationConfig(admin_apps.AdminConfig):
    default = False
    default_site = "twinning.accounts.administration.RegisterAdminSite"
