"""Locks that end with their holder."""

import subprocess
import sys
from pathlib import Path

import pytest

from twinning.file_locks import FileLock
from twinning.refusal import StartRefused

HOLDER = """
import sys
from pathlib import Path
from twinning.file_locks import FileLock
lock = FileLock(Path(sys.argv[1]))
assert lock.try_exclusive()
print("held", flush=True)
sys.stdin.read()
"""


def test_many_share_a_lock_but_one_alone_keeps_all_others_out(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    first.share()
    second.share()
    assert not FileLock(tmp_path / "lock").try_exclusive()
    first.release()
    assert second.try_exclusive()
    assert not first.try_exclusive()


def test_a_lock_that_is_not_let_go_is_refused_in_one_sentence(tmp_path: Path) -> None:
    holder = FileLock(tmp_path / "lock")
    holder.share()
    with (
        pytest.raises(StartRefused, match=r"Another process has held .*/lock for 0 seconds"),
        FileLock(tmp_path / "lock").exclusive(timeout=0.1),
    ):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "lock")],
        cwd=Path(__file__).resolve().parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    lock = FileLock(tmp_path / "lock")
    assert not lock.try_exclusive()
    holder.kill()
    holder.communicate(timeout=10)
    assert lock.try_exclusive()


def test_a_folder_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StartRefused, match=r"cannot be written: No such file or directory\."):
        FileLock(tmp_path / "nowhere" / "lock").share()
