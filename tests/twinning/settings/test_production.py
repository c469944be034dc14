"""Production settings start only with their secrets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT_DIR = Path(__file__).resolve().parents[3]
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "twinning.settings.production",
    "SECRET_KEY": "0123456789abcdefghij" * 3,
    "ALLOWED_HOSTS": "register.example",
    "DATABASE_URL": "postgresql://clerk:secret@db.example/register",
    "EMAIL_URL": "smtp://mail.example:25",
}


def start(*command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a management command as somebody would who has only this environment."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_they_pass_djangos_deployment_check() -> None:
    outcome = start("check", "--deploy", "--fail-level", "WARNING", environment=COMPLETE)
    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL"])
def test_they_refuse_to_start_without_a_secret(name: str) -> None:
    outcome = start("check", environment={key: value for key, value in COMPLETE.items() if key != name})
    assert outcome.returncode == 1
    assert name in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "1", "DEBUG must not be set with the production settings."),
        ("SECRET_KEY", "short", "SECRET_KEY must hold at least 50 characters."),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS must name the host names this installation answers to."),
        ("DATABASE_URL", "sqlite:///register.db", "DATABASE_URL is not the address of a PostgreSQL database"),
    ],
)
def test_they_refuse_what_is_not_safe(name: str, value: str, sentence: str) -> None:
    outcome = start("check", environment={**COMPLETE, name: value})
    assert outcome.returncode == 1
    assert outcome.stderr.startswith(sentence)
    assert outcome.stderr.count("\n") == 1


def test_demo_accounts_do_not_exist_there() -> None:
    outcome = start("diffsettings", "--output", "unified", environment=COMPLETE)
    assert "SITE_IS_DEMO = False" in outcome.stdout
    assert "SESSION_COOKIE_SECURE = True" in outcome.stdout
