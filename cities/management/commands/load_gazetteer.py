"""Load the places of the world from GeoNames, and our own additions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cities.models.geography import Country
from cities.services.gazetteer_load import has_gazetteer, load_gazetteer
from cities.services.gazetteer_source import read_places


class Command(BaseCommand):
    help = "Load all places of GeoNames; running it again updates what changed and deletes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--min-population",
            type=int,
            default=0,
            metavar="N",
            help="only places of at least N inhabitants, and capitals",
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing where places are there already")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["if_empty"] and has_gazetteer():
            self.stdout.write("The gazetteer is there already.")
            return
        if not Country.objects.exists():
            raise CommandError("There are no countries yet: run load_vocabularies first.")
        places = read_places(min_population=options["min_population"])
        count = load_gazetteer(places, report=self.stdout.write)
        self.stdout.write(self.style.SUCCESS(f"{count:,} places loaded"))
