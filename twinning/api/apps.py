"""Django's registration of this app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "twinning.api"
    label = "rest_api"
