"""The processes that serve: started as children, started again when they die, stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from twinning.refusal import StartRefused

STOP_SECONDS = 15
HEALTHY_SECONDS = 30
QUICK_FAILURES = 5
LONGEST_PAUSE_SECONDS = 30
SET_PARENT_DEATH_SIGNAL = 1


@dataclass
class Child:
    """A process that is kept running, with growing pauses between quick deaths."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0
    failures: int = 0
    start_again_at: float = 0

    def start(self) -> None:
        """Start the process in a session of its own: a Ctrl-C at the terminal is passed on by us, in order."""
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=stop_with_parent,  # noqa: PLW1509  this process has one thread; only the child itself can ask this
        )
        self.started_at = time.monotonic()

    def tend(self, now: float) -> bool:
        """Start the process again if it died and its pause is over; return whether it was started.

        Raises: StartRefused after several quick deaths in a row.
        """
        if self.process is not None:
            if self.process.poll() is None:
                return False
            self._count_death(now)
        if now < self.start_again_at:
            return False
        self.start()
        return True

    def stop(self) -> None:
        """Ask the process to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, give_up_at: float) -> None:
        """Wait for the end of the process, and end it and its children by force after the deadline."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0, give_up_at - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _count_death(self, now: float) -> None:
        status = self.process.returncode if self.process else None
        self.process = None
        self.failures = 1 if now - self.started_at > HEALTHY_SECONDS else self.failures + 1
        if self.failures >= QUICK_FAILURES:
            raise StartRefused(
                f"{self.name} ended {self.failures} times in a row (status {status}): see its output above."
            )
        self.start_again_at = now + min(2.0 ** (self.failures - 1), LONGEST_PAUSE_SECONDS)
        print(f"{self.name} ended (status {status}) and is started again.", file=sys.stderr, flush=True)  # noqa: T201


@dataclass
class Family:
    """All children, tended together."""

    children: list[Child]
    on_change: Callable[[list[int]], None]

    def tend(self) -> None:
        """Start what is not running. Raises: StartRefused where that is hopeless."""
        now = time.monotonic()
        started = [child for child in self.children if child.tend(now)]
        if started:
            self.on_change([child.process.pid for child in self.children if child.process])

    def stop(self) -> None:
        """End all children, those that do not listen by force."""
        for child in self.children:
            child.stop()
        give_up_at = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.wait(give_up_at)


def stop_with_parent() -> None:
    """Have the kernel end this process when its parent dies, even by a kill that nobody can catch (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
