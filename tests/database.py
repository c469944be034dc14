"""The test database: a copy of one that was migrated once, for migrating takes longer than most tests."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from twinning.file_locks import FileLock

PREFIX = "template_twinning_"
WAIT_SECONDS = 600


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Give each test worker a database of its own; `--create-db` migrates anew."""
    original = connection.settings_dict["NAME"]
    name = connection.settings_dict["TEST"]["NAME"]
    with django_db_blocker.unblock():
        with FileLock(Path(settings.VAR_DIR) / "test-template.lock").exclusive(timeout=WAIT_SECONDS):
            _copy(_ready_template(is_anew=request.config.getoption("create_db")), name)
        _use(name)
    yield
    with django_db_blocker.unblock():
        _use(original)
        with connection._nodb_cursor() as cursor:
            _drop(cursor, name)


def _ready_template(*, is_anew: bool) -> str:
    """Return the name of a migrated database for the migrations as they stand; others are removed."""
    template = f"{PREFIX}{_digest_of_migrations()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        found = {row[0] for row in cursor.fetchall()}
        for outdated in found - (set() if is_anew else {template}):
            _drop(cursor, outdated)
    if template not in found or is_anew:
        _migrate(template)
    return template


def _migrate(template: str) -> None:
    """Migrate under another name, so that what is broken off never passes for ready."""
    draft = f"{template}_new"
    test_name, connection.settings_dict["TEST"]["NAME"] = connection.settings_dict["TEST"]["NAME"], draft
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.settings_dict["TEST"]["NAME"] = test_name
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(template))
        )


def _copy(template: str, name: str) -> None:
    with connection._nodb_cursor() as cursor:
        _drop(cursor, name)
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def _drop(cursor: CursorWrapper, name: str) -> None:
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _digest_of_migrations() -> str:
    """Return a fingerprint of our migrations and of the versions of everybody else's."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    ours = [folder for folder in folders if folder.is_relative_to(settings.BASE_DIR) and ".venv" not in folder.parts]
    digest = hashlib.sha256((settings.BASE_DIR / "uv.lock").read_bytes())
    for path in sorted(path for folder in ours for path in folder.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
