"""What the settings get: a database, a key, or one sentence."""

import stat
from pathlib import Path

import pytest

from twinning.embedded import database_from_environment, local_secret_key, require_writable
from twinning.refusal import StartRefused


def test_the_key_of_a_checkout_is_long_stable_and_for_its_owner_only(tmp_path: Path) -> None:
    key = local_secret_key(tmp_path / "var")
    assert len(key) >= 50
    assert local_secret_key(tmp_path / "var") == key
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600


def test_two_checkouts_have_two_keys(tmp_path: Path) -> None:
    assert local_secret_key(tmp_path / "one") != local_secret_key(tmp_path / "other")


def test_a_key_file_left_empty_by_a_kill_is_filled(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch(mode=0o600)
    key = local_secret_key(tmp_path)
    assert len(key) >= 50
    assert local_secret_key(tmp_path) == key


def test_a_folder_that_is_a_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    with pytest.raises(
        StartRefused, match=r"^The folder .*/var/documents cannot be written to: give your account the right"
    ):
        require_writable(tmp_path / "var" / "documents")


def test_database_url_comes_before_the_embedded_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://clerk:secret@db.example:5433/register?sslmode=require")
    monkeypatch.setenv("TWINNING_TEST_SUFFIX", "_other")
    database = database_from_environment(options={"pool": {"max_size": 3}})
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "register")
    assert database["OPTIONS"] == {"sslmode": "require", "pool": {"max_size": 3}}
    assert database["TEST"] == {"NAME": "test_twinning_other"}


@pytest.mark.parametrize(
    "url",
    [
        "mysql://db.example/register",
        "sqlite:///register.db",
        "nonsense",
        "postgresql://db.example",
        "postgresql://a:b/c",
    ],
)
def test_an_address_that_is_not_of_postgresql_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(StartRefused, match=r"^DATABASE_URL is not the address of a PostgreSQL database"):
        database_from_environment(options={})
