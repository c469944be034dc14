"""Load the vocabularies: focus areas, countries, governorates, growth models, city networks."""

from typing import Any

from django.core.management.base import BaseCommand

from cities.services.gazetteer_vocabularies import load_countries, load_governorates
from cities.services.vocabularies import load_city_networks, load_growth_models
from twinning.focus_areas.services import load_focus_areas

LOADERS = {
    "focus areas": load_focus_areas,
    "countries": load_countries,
    "governorates": load_governorates,
    "growth models": load_growth_models,
    "city networks": load_city_networks,
}


class Command(BaseCommand):
    help = "Load the vocabularies from their data files; running it again updates what changed."

    def handle(self, *_args: Any, **options: Any) -> None:
        for what, load in LOADERS.items():
            count = load()
            if options["verbosity"]:
                self.stdout.write(f"{count:,} {what}")
