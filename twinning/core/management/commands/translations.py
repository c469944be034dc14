"""`manage.py translations`: keep the Arabic catalogue complete; needs no gettext tools."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from twinning.core.catalogue_checks import catalogue_faults
from twinning.core.catalogue_sources import catalogue_of_sources
from twinning.core.catalogues import (
    compile_catalogues,
    merge_translations,
    read_catalogue,
    read_translations,
    update_catalogue,
)


class Command(BaseCommand):
    """Brings the catalogue up to date, checks, fills and compiles it."""

    help = "Bring the Arabic catalogue up to date, check it, fill it from a list, or compile it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("update", help="Take up new strings of the sources and drop those that are gone.")
        acts.add_parser("check", help="Fail where a string is missing, untranslated, fuzzy or has other placeholders.")
        acts.add_parser("compile", help="Write the compiled catalogue that Django reads.")
        merge = acts.add_parser("merge", help="Fill the catalogue from lists of translators.")
        merge.add_argument(
            "files", nargs="+", type=Path, help="Lines of `English<TAB>Arabic`; see read_translations()."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        match options["act"]:
            case "update":
                self.stdout.write(f"The catalogue holds {len(update_catalogue())} strings.")
            case "check":
                self._check()
            case "compile":
                self.stdout.write("\n".join(str(path) for path in compile_catalogues()) or "Nothing to compile.")
            case "merge":
                self._merge(options["files"])

    def _check(self) -> None:
        faults = catalogue_faults(read_catalogue(), catalogue_of_sources(settings.BASE_DIR))
        if faults:
            raise CommandError("\n".join([*faults, f"{len(faults)} faults: run `manage.py translations update`."]))
        self.stdout.write("Every string is translated.")

    def _merge(self, files: list[Path]) -> None:
        translations = [line for path in files for line in read_translations(path.read_text(encoding="utf-8"))]
        left_over = merge_translations(translations)
        for translation in left_over:
            self.stderr.write(f"not taken: {' ||| '.join(translation.ids)}")
        self.stdout.write(f"{len(translations) - len(left_over)} translations taken, {len(left_over)} left over.")
