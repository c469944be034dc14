"""Locks between processes that the kernel lets go of when their holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from twinning.refusal import StartRefused

POLL_SECONDS = 0.05


class FileLock:
    """An advisory lock on a file of its own: shared by many or held by one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this process took the lock through this object."""
        return self._descriptor is not None

    def share(self) -> None:
        """Hold the lock together with others, waiting for one that holds it alone."""
        fcntl.flock(self._open(), fcntl.LOCK_SH)

    def try_exclusive(self) -> bool:
        """Hold the lock alone if nobody else holds it; otherwise a share that was held is given up."""
        try:
            fcntl.flock(self._open(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            return False
        return True

    @contextmanager
    def exclusive(self, *, timeout: float) -> Iterator[None]:
        """Hold the lock alone for a block. Raises: StartRefused after `timeout` seconds of waiting."""
        give_up_at = time.monotonic() + timeout
        while not self.try_exclusive():
            if time.monotonic() > give_up_at:
                raise StartRefused(f"Another process has held {self.path} for {timeout:.0f} seconds: stop it first.")
            time.sleep(POLL_SECONDS)
        try:
            yield
        finally:
            self.release()

    def release(self) -> None:
        """Let go of the lock; nothing happens where it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> int:
        if self._descriptor is None:
            try:
                self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            except OSError as error:
                raise StartRefused(f"The file {self.path} cannot be written: {error.strerror}.") from error
        return self._descriptor
