"""Load the catalogue of cities that embody a growth model."""

from typing import Any

from django.core.management.base import BaseCommand

from cities.services.reference_cities import load_reference_cities


class Command(BaseCommand):
    help = "Add the reference cities that are missing; what was edited stays."

    def handle(self, *_args: Any, **_options: Any) -> None:
        loaded = load_reference_cities()
        self.stdout.write(self.style.SUCCESS(f"{loaded.added} reference cities added"))
        if loaded.unknown:
            self.stdout.write(f"{loaded.unknown} are not in the gazetteer: load it without --min-population.")
