"""The one running instance of a checkout: who it is, and what a killed one left behind."""

import contextlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import psutil

from twinning.file_locks import FileLock
from twinning.refusal import StartRefused

GRACE_SECONDS = 10
# The kernel counts a process's start in hundredths of a second.
SAME_START_SECONDS = 0.05


@dataclass(frozen=True)
class ProcessIdentity:
    """A process by its number and its start: the number alone may long belong to another one."""

    pid: int
    started_at: float

    @classmethod
    def of(cls, pid: int) -> Self:
        return cls(pid, psutil.Process(pid).create_time())

    def find(self) -> psutil.Process | None:
        """Return the process if it is still the same one."""
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(self.pid)
            if abs(process.create_time() - self.started_at) < SAME_START_SECONDS:
                return process
        return None


class Instance:
    """Keeps a second instance away and remembers the processes of this one for the case that it is killed."""

    def __init__(self, var_dir: Path) -> None:
        self._lock = FileLock(var_dir / "serve.lock")
        self._record = var_dir / "serve.json"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only instance for a block. Raises: StartRefused where another one is at work."""
        if not self._lock.try_exclusive():
            raise StartRefused(f"The register of this folder is running already{self._where()}: stop it first.")
        try:
            yield
            self._record.unlink(missing_ok=True)
        finally:
            self._lock.release()

    def remember(self, url: str, pids: Iterable[int]) -> None:
        """Write down the processes at work, as soon as they exist."""
        processes = []
        for pid in pids:
            with contextlib.suppress(psutil.Error):
                identity = ProcessIdentity.of(pid)
                processes.append({"pid": identity.pid, "started_at": identity.started_at})
        draft = self._record.with_suffix(".new")
        draft.write_text(json.dumps({"url": url, "processes": processes}), encoding="utf-8")
        draft.replace(self._record)

    def stop_leftovers(self) -> bool:
        """Stop what a killed instance left running; return whether there was a killed instance at all."""
        record = self._read()
        identities = [ProcessIdentity(entry["pid"], entry["started_at"]) for entry in record.get("processes", [])]
        processes = [process for identity in identities if (process := identity.find())]
        for process in processes:
            with contextlib.suppress(psutil.Error):
                process.terminate()
        _, alive = psutil.wait_procs(processes, timeout=GRACE_SECONDS)
        for process in alive:
            with contextlib.suppress(psutil.Error):
                process.kill()
        return bool(record)

    def _where(self) -> str:
        url = self._read().get("url")
        return f" at {url}" if url else ""

    def _read(self) -> dict[str, Any]:
        try:
            record = json.loads(self._record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}
