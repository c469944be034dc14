"""`manage.py serve`: database, migrations, data, web server and background worker with one command."""

import os
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from twinning.demo.accounts import demo_accounts_file
from twinning.embedded import cluster_in_use
from twinning.management.announcement import accounts_table, answers
from twinning.management.instance import Instance
from twinning.management.preflight import (
    HOST,
    port_number,
    require_database,
    require_free_port,
    require_writable_folders,
)
from twinning.management.preparation import prepare
from twinning.management.processes import Child, Family, stop_with_parent
from twinning.management.stopping import StopRequest
from twinning.refusal import StartRefused

DEFAULT_PORT = "8000"
WEB_WORKERS = 2
WEB_THREADS = 4
TEND_SECONDS = 1.0
ANSWER_SECONDS = 90
PATIENCE_AFTER_KILL_SECONDS = 15


class Command(BaseCommand):
    """Prepares and supervises everything until it is told to stop."""

    help = "Prepare the register and serve it, with its background worker, until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT") or DEFAULT_PORT, help="default: PORT, else 8000")
        parser.add_argument(
            "--with-parent", action="store_true", help="Stop when the process that started this one dies."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["with_parent"]:
            stop_with_parent()
        stop = StopRequest()
        stop.listen()
        try:
            self._serve(port_number(str(options["port"])), stop)
        except KeyboardInterrupt:
            stop.only_remember()
        except PermissionError as error:
            message = f"The file {error.filename} is closed to your account: give it the right to write there."
            raise StartRefused(message) from error
        self.stdout.write("Stopped.")

    def _serve(self, port: int, stop: StopRequest) -> None:
        require_writable_folders(settings.VAR_DIR)
        require_database()
        instance = Instance(settings.VAR_DIR)
        with instance.alone():
            was_killed = instance.stop_leftovers()
            require_free_port(port, patience=PATIENCE_AFTER_KILL_SECONDS if was_killed else 0)
            prepare(self.stdout)
            _let_go_of_database()
            stop.only_remember()
            family = Family(
                [Child("The web server", _web_command(port))],
                on_change=lambda pids: instance.remember(_url(port), [os.getpid(), *pids]),
            )
            try:
                self._supervise(family, port, stop)
            finally:
                family.stop()

    def _supervise(self, family: Family, port: int, stop: StopRequest) -> None:
        is_announced, give_up_at = False, time.monotonic() + ANSWER_SECONDS
        while not stop.is_made:
            _revive_database()
            family.tend()
            if not is_announced:
                is_announced = self._announce(port)
                if is_announced:
                    # Later than the web server, so that the two do not compete while somebody waits for the first page.
                    family.children.append(Child("The background worker", _worker_command()))
                elif time.monotonic() > give_up_at:
                    raise StartRefused(
                        f"The pages did not answer within {ANSWER_SECONDS} seconds: see the output above."
                    )
            time.sleep(TEND_SECONDS if is_announced else TEND_SECONDS / 4)

    def _announce(self, port: int) -> bool:
        if not answers(port):
            return False
        accounts = accounts_table(demo_accounts_file()) if settings.SITE_IS_DEMO else []
        lines = ["", f"The register is at {_url(port)}", ""]
        if accounts:
            lines += ["Demo accounts (fictional people, only on this machine):", *accounts, ""]
        self.stdout.write("\n".join([*lines, "Ctrl-C stops it."]))
        self.stdout.flush()
        return True


def _url(port: int) -> str:
    return f"http://{HOST}:{port}/ar/"


def _web_command(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "twinning.wsgi:application", "--bind", f"{HOST}:{port}"),
        *("--worker-class", "gthread", "--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS)),
        *("--preload", "--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket"),
        *("--chdir", str(settings.BASE_DIR)),
    ]


def _worker_command() -> list[str]:
    manage = str(settings.BASE_DIR / "manage.py")
    return [sys.executable, manage, "procrastinate", "worker", "--shutdown-graceful-timeout", "10"]


def _let_go_of_database() -> None:
    """Close the connections of the preparation: children must not be started beside the threads of a pool."""
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


def _revive_database() -> None:
    cluster = cluster_in_use()
    if cluster is not None:
        cluster.ensure_running()
