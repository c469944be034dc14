"""`manage.py import`: the same engine from the shell; a dry run unless told to apply."""  # noqa: N999  the word that people type

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from twinning.accounts.models import User
from twinning.core.exceptions import DomainError
from twinning.imports.choices import Mode, Outcome, RunState
from twinning.imports.importers import Importer, importer_of, importers
from twinning.imports.models import ImportRun
from twinning.imports.services.applying import start_applying
from twinning.imports.services.matching import match_columns
from twinning.imports.services.uploads import take_in
from twinning.imports.services.working import work_on
from twinning.imports.sheets import problem_text, wrong_rows
from twinning.imports.words import read
from twinning.imports.writers import csv_chunks

_SHOWN_PROBLEMS = 20


class Command(BaseCommand):
    """Reads, checks and, when told to, applies one file."""

    help = "Import rows from a CSV, XLSX or JSON file. Without --apply nothing is written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[importer.key for importer in importers()])
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="write the new and changed rows")
        parser.add_argument("--whole", action="store_true", help="write all rows or none")
        parser.add_argument("--as", dest="email", default="", help="e-mail of the person who imports")
        parser.add_argument("--for", dest="organisation", default="", help="city:287286 or country:OM; else everywhere")
        parser.add_argument("--wrong", type=Path, help="write the wrong rows to this CSV file")
        parser.add_argument("--lang", choices=["ar", "en"], default="en", help="language of the messages")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"]):
            try:
                self._import(**options)
            except DomainError as error:
                raise CommandError(str(error.message)) from error

    def _import(self, *, file: Path, kind: str, **options: Any) -> None:
        by = _person(options["email"])
        importer = importer_of(kind)
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        with file.open("rb") as opened:
            upload = File(opened, name=file.name)
            run = take_in(upload, importer=importer, organisation=options["organisation"], by=by, at=timezone.now())
        run = self._checked(run, by)
        self._report(run, importer)
        if options["wrong"]:
            options["wrong"].write_bytes(b"".join(csv_chunks(wrong_rows(run, options["lang"]))))
        if options["apply"]:
            self._apply(run, by, Mode.WHOLE if options["whole"] else Mode.EACH)

    def _checked(self, run: ImportRun, by: User) -> ImportRun:
        run = _worked(run)
        if run.state == RunState.MATCHING:
            run = _worked(match_columns(run, run.matching, by=by, at=timezone.now()))
        if run.state == RunState.FAILED:
            raise CommandError(read(run.problem.get("words")))
        return run

    def _report(self, run: ImportRun, importer: Importer) -> None:
        counts = [f"{outcome.value} {run.counts.get(outcome.value, 0)}" for outcome in Outcome]
        self.stdout.write(" / ".join(counts))
        for row in run.rows.filter(outcome=Outcome.WRONG).order_by("number")[:_SHOWN_PROBLEMS]:
            self.stdout.write(f"  {row.number}: {problem_text(run, row)}")
        for question in run.asked.filter(answer="")[:_SHOWN_PROBLEMS]:
            offered = ", ".join(read(one["label"]) for one in question.candidates[:3])
            self.stdout.write(f"  ? {question.text} ({question.context}): {offered}")
        for note in run.notes:
            self.stdout.write(f"  ! {read(note)}")

    def _apply(self, run: ImportRun, by: User, mode: Mode) -> None:
        run = _worked(start_applying(run, mode=mode, by=by, at=timezone.now()))
        if run.state != RunState.APPLIED:
            raise CommandError(read(run.problem.get("words")) or run.get_state_display())
        results = [f"{name} {count}" for name, count in sorted(run.result_counts.items())]
        self.stdout.write("written: " + (" / ".join(results) or "nothing"))


def _worked(run: ImportRun) -> ImportRun:
    return work_on(run, at=timezone.now(), today=timezone.localdate())


def _person(email: str) -> User:
    """The person named, else the first administrator. Raises: CommandError."""
    people = User.objects.filter(is_active=True)
    found = people.filter(email__iexact=email).first() if email else people.filter(memberships__role="admin").first()
    if found is None:
        raise CommandError("Name the person who imports: --as somebody@example.org")
    return found
