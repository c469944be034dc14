"""Django's registration of this app."""

from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "twinning.api"
    label = "rest_api"

    def ready(self) -> None:
        # Extensions of the OpenAPI generator register themselves when their module is read.
        import_module("twinning.api.schema_extensions")
