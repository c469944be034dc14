"""Load the vocabularies: focus areas, places, growth models, traits, city networks, approval routes."""

from typing import Any

from django.core.management.base import BaseCommand

from agreements.services.approval_routes import load_approval_routes
from cities.services.gazetteer_vocabularies import load_countries, load_governorates
from cities.services.vocabularies import load_city_networks, load_growth_models, load_traits
from twinning.focus_areas.services import load_focus_areas

# In this order: governorates and approval routes point to countries.
LOADERS = {
    "focus areas": load_focus_areas,
    "countries": load_countries,
    "governorates": load_governorates,
    "growth models": load_growth_models,
    "traits": load_traits,
    "city networks": load_city_networks,
    "approval routes": load_approval_routes,
}


class Command(BaseCommand):
    """Runs every loader; each may be run again."""

    help = "Load the vocabularies from their data files; running it again updates what changed."

    def handle(self, *_args: Any, **options: Any) -> None:
        for what, load in LOADERS.items():
            count = load()
            if options["verbosity"]:
                self.stdout.write(f"{count:,} {what}")
