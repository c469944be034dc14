"""What keeps the register from starting is said in one sentence."""

import errno
import socket
from pathlib import Path
from typing import Any
from unittest import mock

import psycopg
import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection

from twinning.management import preflight
from twinning.refusal import StartRefused


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "8000.5", "٨٠٠٠"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(StartRefused, match=r"must be a number from 1 to 65535\.$"):
        preflight.port_number(text)


def test_a_port_is_read_as_a_number() -> None:
    assert preflight.port_number("8001") == 8001


def test_a_busy_port_is_refused_and_a_free_one_taken() -> None:
    with socket.socket() as other:
        other.bind((preflight.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(StartRefused, match=rf"^Port {port} is used by another program: .* PORT={port + 1}\.$"):
            preflight.require_free_port(port)
    preflight.require_free_port(port)


def test_a_port_for_root_only_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "_trouble_with", lambda _port: errno.EACCES)
    with pytest.raises(StartRefused, match=r"^Port 80 may not be used by your account"):
        preflight.require_free_port(80)


def test_folders_are_made_where_they_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = FileSystemStorage(location=tmp_path / "elsewhere" / "documents")
    monkeypatch.setattr(preflight, "storages", {"documents": documents})
    preflight.require_writable_folders(tmp_path / "var")
    assert (tmp_path / "var").is_dir()
    assert (tmp_path / "elsewhere" / "documents").is_dir()


@pytest.mark.django_db
def test_the_database_of_the_tests_is_accepted() -> None:
    preflight.require_database()


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_refused_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    parameters = {**connection.get_connection_params(), "host": "/nowhere"}
    monkeypatch.setattr(connection, "get_connection_params", lambda: parameters)
    with pytest.raises(StartRefused, match=r"^The database cannot be reached, so check DATABASE_URL: .*\.$"):
        preflight.require_database()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"version": 140011}, r"^The database is PostgreSQL 14, but version 15 or newer is needed\.$"),
        ({"encoding": "SQL_ASCII"}, r"^The database is encoded as SQL_ASCII"),
        ({"may_create": False}, r"^The account in DATABASE_URL may not create tables"),
    ],
)
def test_a_database_that_will_not_do_is_refused(
    answers: dict[str, Any], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = {"version": 150000, "encoding": "UTF8", "may_create": True, **answers}
    database = mock.MagicMock()
    database.__enter__.return_value = database
    database.info.server_version = server["version"]
    database.info.parameter_status.return_value = server["encoding"]
    database.execute.return_value.fetchone.return_value = (server["may_create"],)
    monkeypatch.setattr(psycopg, "connect", lambda **_parameters: database)
    with pytest.raises(StartRefused, match=sentence):
        preflight.require_database()
