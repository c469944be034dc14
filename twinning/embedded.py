"""The database of the zero-setup start and of the tests, as the settings ask for it."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from twinning.cluster import Cluster
from twinning.database_url import POSTGRESQL, database_of_url, with_options
from twinning.refusal import StartRefused

PROJECT_DIR = Path(__file__).resolve().parents[1]
DATABASE_NAME = "twinning"
_in_use: list[Cluster] = []


def database_from_environment(*, options: Mapping[str, Any], is_disposable: bool = False) -> dict[str, Any]:
    """Return Django's entry for the default database: that of DATABASE_URL, else of the embedded cluster.

    `is_disposable` asks for the cluster of the tests, which is quick and may be lost in a power cut.

    Raises: StartRefused, with one sentence for the person at the terminal.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    database = database_of_url(url, options=options) if url else _embedded_database(options, is_disposable)
    return {**database, "TEST": {"NAME": f"test_{DATABASE_NAME}{os.environ.get('TWINNING_TEST_SUFFIX', '')}"}}


def local_secret_key(var_dir: Path) -> str:
    """Return the random key of this checkout, made on the first start and readable by its owner only."""
    key_file = var_dir / "secret-key"
    require_writable(var_dir)
    try:
        descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = key_file.read_text(encoding="ascii").strip()
        # An empty file is what a process killed between making and filling it leaves behind.
        return key or _write_key(os.open(key_file, os.O_WRONLY | os.O_TRUNC))
    return _write_key(descriptor)


def require_writable(folder: Path) -> None:
    """Make the folder where it is missing. Raises: StartRefused where nothing can be written into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        is_writable = False
    if not is_writable:
        raise StartRefused(f"The folder {folder} cannot be written to: give your account the right to write there.")


def cluster_in_use() -> Cluster | None:
    """Return the embedded cluster that the settings of this process use, if they do."""
    return _in_use[-1] if _in_use else None


def _embedded_database(options: Mapping[str, Any], is_disposable: bool) -> dict[str, Any]:
    require_writable(PROJECT_DIR / "var")
    name = "postgres-test" if is_disposable else "postgres"
    cluster = Cluster.of_project(PROJECT_DIR, name=name, is_disposable=is_disposable)
    _in_use.append(cluster)
    socket_dir = cluster.attach(database=DATABASE_NAME)
    database = {
        "ENGINE": POSTGRESQL,
        "NAME": DATABASE_NAME,
        "USER": DATABASE_NAME,
        "HOST": str(socket_dir),
        "PORT": "5432",
    }
    return with_options(database, options)


def _write_key(descriptor: int) -> str:
    key = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w", encoding="ascii") as key_file:
        key_file.write(key)
    return key
