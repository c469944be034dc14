"""Django's registration of this app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "twinning.home"
    label = "home"
