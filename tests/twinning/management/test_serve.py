"""What a person reads whose register does not start: one sentence on standard error, and status 1."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT_DIR = Path(__file__).resolve().parents[3]
NOBODY_LISTENS = "postgresql://clerk:secret-of-the-clerk@127.0.0.1:1/register"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "http"}, "PORT is 'http', but it must be a number from 1 to 65535."),
        ({"DATABASE_URL": "mysql://127.0.0.1/register"}, "DATABASE_URL is not the address of a PostgreSQL database"),
        ({}, "The database cannot be reached, so check DATABASE_URL: "),
    ],
    ids=["port", "address of another database", "nobody listens"],
)
def test_a_start_that_is_refused_says_why_in_one_sentence(environment: dict[str, str], sentence: str) -> None:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    outcome = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=PROJECT_DIR,
        env={**inherited, "DATABASE_URL": NOBODY_LISTENS, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 1
    assert outcome.stderr.startswith(sentence)
    assert outcome.stderr.count("\n") == 1
    assert "secret-of-the-clerk" not in outcome.stderr
    assert outcome.stdout == ""
