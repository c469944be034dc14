"""What must hold before anything is started; each failure is one sentence for the person at the terminal."""

import errno
import socket
import time
from pathlib import Path

import psycopg
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection

from twinning.embedded import require_writable
from twinning.refusal import StartRefused

HOST = "127.0.0.1"
OLDEST_POSTGRESQL = 15
CONNECT_SECONDS = 5
POLL_SECONDS = 0.2


def port_number(text: str) -> int:
    """Return the port that PORT or --port names. Raises: StartRefused where it is none."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise StartRefused(f"PORT is {text!r}, but it must be a number from 1 to 65535.")
    return int(text)


def require_free_port(port: int, *, patience: float = 0) -> None:
    """Raise StartRefused where the port cannot be had within `patience` seconds."""
    give_up_at = time.monotonic() + patience
    while (trouble := _trouble_with(port)) and time.monotonic() < give_up_at:
        time.sleep(POLL_SECONDS)
    if trouble == errno.EADDRINUSE:
        raise StartRefused(f"Port {port} is used by another program: stop it, or choose another with PORT={port + 1}.")
    if trouble:
        raise StartRefused(f"Port {port} may not be used by your account: choose one above 1023, such as PORT=8000.")


def require_writable_folders(var_dir: Path) -> None:
    """Raise StartRefused where documents or working files could not be kept."""
    require_writable(var_dir)
    documents = storages["documents"]
    if isinstance(documents, FileSystemStorage):
        require_writable(Path(documents.location))


def require_database() -> None:
    """Raise StartRefused where the database cannot be reached, is too old, or may not be filled."""
    parameters = connection.get_connection_params()
    for name in ("context", "cursor_factory", "client_encoding"):
        parameters.pop(name, None)
    parameters.setdefault("connect_timeout", CONNECT_SECONDS)
    try:
        with psycopg.connect(**parameters) as database:
            version, encoding = (
                database.info.server_version // 10_000,
                database.info.parameter_status("server_encoding"),
            )
            may_create = database.execute("SELECT has_schema_privilege(current_schema(), 'CREATE')").fetchone()
    except psycopg.Error as error:
        raise StartRefused(f"The database cannot be reached, so check DATABASE_URL: {_one_line(error)}") from error
    if version < OLDEST_POSTGRESQL:
        raise StartRefused(f"The database is PostgreSQL {version}, but version {OLDEST_POSTGRESQL} or newer is needed.")
    if encoding != "UTF8":
        raise StartRefused(f"The database is encoded as {encoding}: make one with ENCODING 'UTF8', Arabic needs it.")
    if not may_create or not may_create[0]:
        raise StartRefused("The account in DATABASE_URL may not create tables: give it CREATE on its schema.")


def _trouble_with(port: int) -> int:
    """Return the number of the error that binding the port gives, or 0."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.errno or errno.EADDRINUSE
    return 0


def _one_line(error: psycopg.Error) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].removesuffix(".") + "." if lines else "no reason was given."
