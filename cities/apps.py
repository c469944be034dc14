"""Django's registration of this app."""

from django.apps import AppConfig


class CitiesConfig(AppConfig):
    name = "cities"
