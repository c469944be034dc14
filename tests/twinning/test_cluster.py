"""The embedded server: shared by many processes, stopped by the last, healed after any kill."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from twinning.cluster import LONGEST_SOCKET_PATH, SOCKET_NAME, Cluster
from twinning.refusal import StartRefused
from twinning.system_account import ACCOUNT_FOLDER, account_for_root

PROJECT_DIR = Path(__file__).resolve().parents[2]
ACCOUNT = account_for_root() if os.geteuid() == 0 else None
USER_OF_THE_SERVER = """
import sys
from pathlib import Path
from twinning.cluster import Cluster
from twinning.system_account import account_for_root
account = account_for_root() if sys.argv[2] == "root" else None
Cluster(Path(sys.argv[1]), is_disposable=True, account=account).attach(database="twinning")
print("attached", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that the account of the server can reach: root's own temporary folders are closed to it."""
    if not ACCOUNT:
        yield tmp_path
        return
    ACCOUNT_FOLDER.mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="test-", dir=ACCOUNT_FOLDER))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    made = Cluster(folder / "postgres", is_disposable=True, account=ACCOUNT)
    yield made
    with made._guard.exclusive(timeout=30):
        made._stop()


class Companion:
    """Another process that uses the server until it is told to leave."""

    def __init__(self, cluster: Cluster) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", USER_OF_THE_SERVER, str(cluster.data), "root" if ACCOUNT else "user"],
            cwd=PROJECT_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout
        assert self._process.stdout.readline() == b"attached\n"

    def leave(self) -> None:
        self._process.communicate(timeout=60)
        assert self._process.returncode == 0

    def die(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=60)


def answer(cluster: Cluster) -> object:
    with psycopg.connect(host=str(cluster.socket_dir), user="twinning", dbname="twinning") as connection:
        row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return row and row[0]


def kill_server(cluster: Cluster) -> int:
    pid = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    give_up_at = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < give_up_at
        time.sleep(0.05)
    return pid


def test_the_last_user_stops_the_server_and_no_other(cluster: Cluster) -> None:
    first, second = Companion(cluster), Companion(cluster)
    first.leave()
    assert cluster.is_running()
    assert answer(cluster) is False, "the role of the application must not be a superuser"
    second.leave()
    assert not cluster.is_running()


def test_a_killed_user_does_not_keep_the_server_running(cluster: Cluster) -> None:
    killed, other = Companion(cluster), Companion(cluster)
    killed.die()
    assert cluster.is_running()
    other.leave()
    assert not cluster.is_running()


def test_a_killed_server_is_started_again_under_its_users(cluster: Cluster) -> None:
    companion = Companion(cluster)
    kill_server(cluster)
    assert not cluster.is_running()
    assert cluster.ensure_running()
    assert not cluster.ensure_running(), "a running server is left alone"
    assert answer(cluster) is False
    companion.leave()


def test_a_stale_pid_file_does_not_pass_for_a_running_server(cluster: Cluster) -> None:
    companion = Companion(cluster)
    kill_server(cluster)
    companion.die()
    pid_file = cluster.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    # This very process now has the number that the server had.
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert not cluster.is_running()
    Companion(cluster).leave()


@pytest.mark.parametrize("content", ["", "12", "not a number\n"], ids=["empty", "broken off", "nonsense"])
def test_a_spoilt_pid_file_is_no_obstacle(cluster: Cluster, content: str) -> None:
    Companion(cluster).leave()
    (cluster.data / "postmaster.pid").write_text(content)
    companion = Companion(cluster)
    assert answer(cluster) is False
    companion.leave()


def test_a_setting_up_that_was_broken_off_is_begun_anew(cluster: Cluster) -> None:
    half_made = cluster.data.with_name("postgres.new")
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")
    companion = Companion(cluster)
    assert answer(cluster) is False
    companion.leave()


def test_spoilt_data_of_tests_is_made_anew(cluster: Cluster) -> None:
    Companion(cluster).leave()
    (cluster.data / "global" / "pg_control").write_bytes(b"")
    companion = Companion(cluster)
    assert answer(cluster) is False
    companion.leave()


def test_data_of_another_version_is_refused_in_one_sentence(cluster: Cluster) -> None:
    Companion(cluster).leave()
    (cluster.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(StartRefused, match=r"written by PostgreSQL 15, but version 18"):
        cluster.attach(database="twinning")


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder: Path) -> None:
    cluster = Cluster(folder / ("long" * 25) / "postgres", is_disposable=True, account=ACCOUNT)
    assert len(str(cluster.socket_dir / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
    companion = Companion(cluster)
    assert answer(cluster) is False
    assert cluster.socket_dir.stat().st_mode & 0o777 == 0o700
    companion.leave()
    shutil.rmtree(cluster.socket_dir)


def test_the_server_listens_to_nobody_outside_the_machine(cluster: Cluster) -> None:
    companion = Companion(cluster)
    pid = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    kinds = {connection.family for connection in psutil.Process(pid).net_connections(kind="inet")}
    assert kinds == set()
    companion.leave()
