"""Everything that must be there before the first page: translations, tables, places, demo data, style sheets."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import OutputWrapper
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min

from twinning.core.catalogues import compile_catalogues
from twinning.demo.accounts import demo_accounts_file

APP_FOLDERS = ("twinning", "cities", "agreements")


class Steps:
    """Does pieces of work, says so before and after, and remembers in a file what state of things each left."""

    def __init__(self, memory: Path, stdout: OutputWrapper) -> None:
        self._memory = memory
        self._stdout = stdout

    def do(self, label: str, work: Callable[[], object]) -> None:
        """Do a step and tell how long it took: some need a minute."""
        started_at = time.monotonic()
        self._say(f"{label} …")
        work()
        self._say(f"{label}: done in {time.monotonic() - started_at:.1f} s")

    def do_once(self, name: str, state: Callable[[], str], label: str, work: Callable[[], object]) -> None:
        """Do a step unless things are as it left them."""
        if self._read().get(name) != state():
            self.do(label, work)
            self._memory.write_text(json.dumps({**self._read(), name: state()}), encoding="utf-8")

    def _say(self, line: str) -> None:
        self._stdout.write(line)
        self._stdout.flush()

    def _read(self) -> dict[str, str]:
        try:
            done = json.loads(self._memory.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return done if isinstance(done, dict) else {}


def prepare(stdout: OutputWrapper) -> None:
    """Bring translations, database and static files up to date, without repeating what was done."""
    steps = Steps(settings.VAR_DIR / "prepared.json", stdout)
    compile_catalogues()
    if _has_waiting_migrations():
        steps.do("Setting up the tables", lambda: call_command("migrate", verbosity=0))
    _load_data(steps, stdout)
    _collect_static_files(steps)


def _load_data(steps: Steps, stdout: OutputWrapper) -> None:
    # What was loaded is true of one database only: another one, or a new one, is loaded again.
    birth = _birth_of_database()
    steps.do_once(
        "vocabularies",
        lambda: f"{birth} {_digest(_vocabulary_files())}",
        "Loading vocabularies and countries",
        lambda: call_command("load_vocabularies", verbosity=0),
    )
    steps.do_once(
        "gazetteer",
        lambda: birth,
        "Loading the places of the world",
        lambda: call_command("load_gazetteer", if_empty=True, stdout=stdout),
    )
    steps.do_once(
        "reference cities",
        lambda: f"{birth} {_digest(_vocabulary_files())}",
        "Loading the catalogue of reference cities",
        lambda: call_command("load_reference_cities", stdout=stdout),
    )
    if settings.SITE_IS_DEMO:
        steps.do_once(
            "demo",
            lambda: f"{birth} {demo_accounts_file().exists()}",
            "Making the demo data",
            lambda: call_command("load_demo", stdout=stdout),
        )


def _collect_static_files(steps: Steps) -> None:
    sources = [*Path(settings.BASE_DIR, "static").rglob("*"), Path(settings.BASE_DIR, "uv.lock")]
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    steps.do_once(
        "static",
        lambda: f"{_digest(sources)} {manifest.exists()}",
        "Collecting style sheets, scripts and fonts",
        lambda: call_command("collectstatic", interactive=False, clear=True, verbosity=0),
    )


def _vocabulary_files() -> list[Path]:
    folders = [Path(settings.BASE_DIR, name) for name in APP_FOLDERS]
    return [path for folder in folders for path in folder.rglob("data/*.json")]


def _has_waiting_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _birth_of_database() -> str:
    """Return what no two databases share: the moment of the first migration."""
    migrations = MigrationRecorder(connection).migration_qs
    return str(migrations.aggregate(birth=Min("applied"))["birth"])


def _digest(paths: Iterable[Path]) -> str:
    """Return a fingerprint of files by name, size and time; their contents would take too long to read."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            status = path.stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]
