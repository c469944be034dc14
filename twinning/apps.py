"""Django's registration of the project package, for its management commands."""

from django.apps import AppConfig


class TwinningConfig(AppConfig):
    name = "twinning"
