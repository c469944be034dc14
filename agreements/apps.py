"""Django's registration of this app."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"
