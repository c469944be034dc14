"""Django's registration of this app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "twinning.events"
    label = "events"
