"""`make test`: every check and test in a fixed order, all of them even where one fails."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
HOW_TO_GET_CHROMIUM = (
    f"There is no browser at {CHROMIUM}: install Debian's (apt-get install chromium), or name another in CHROMIUM."
)
MANAGE = (sys.executable, "manage.py")
CHECKS = {
    "ruff check": (BIN / "ruff", "check"),
    "ruff format": (BIN / "ruff", "format", "--check"),
    "djlint": (BIN / "djlint", "--lint", "--quiet", "templates"),
    "mypy": (BIN / "mypy",),
    "import contracts": (BIN / "lint-imports",),
    "missing migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "missing translations": (*MANAGE, "translations", "check"),
}
PYTEST = (sys.executable, "-m", "pytest", "-n", "2")


@dataclass(frozen=True)
class Outcome:
    """How a step went."""

    name: str
    is_good: bool
    seconds: float

    def __str__(self) -> str:
        return f"{'passed' if self.is_good else 'FAILED'}  {self.seconds:6.1f} s  {self.name}"


def main() -> int:
    """Run all steps, the tests last; return the status of the whole."""
    os.chdir(PROJECT_DIR)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twinning.settings.test")
    outcomes = [_get_browser(), *(_run(name, command) for name, command in CHECKS.items())]
    _say("checks", *map(str, outcomes))
    outcomes.append(_run("tests", PYTEST))
    failed = [outcome.name for outcome in outcomes if not outcome.is_good]
    if failed:
        _say(f"FAILED: {', '.join(failed)}")
    return 1 if failed else 0


def _run(name: str, command: Sequence[str | Path]) -> Outcome:
    _say(name)
    started_at = time.monotonic()
    status = subprocess.run(command, check=False).returncode
    return Outcome(name, status == 0, time.monotonic() - started_at)


def _get_browser() -> Outcome:
    """Install Debian's Chromium where that may be done without asking; the browser tests are never skipped."""
    started_at = time.monotonic()
    if not Path(CHROMIUM).exists() and shutil.which("apt-get"):
        _say("browser")
        rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
        environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
        for act in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            with_rights = [*rights, *environment, "apt-get", "--quiet", *act]
            subprocess.run(with_rights, check=False, stdout=subprocess.DEVNULL)
    is_there = Path(CHROMIUM).exists()
    if not is_there:
        _say(HOW_TO_GET_CHROMIUM)
    return Outcome("browser", is_there, time.monotonic() - started_at)


def _say(heading: str, *lines: str) -> None:
    print(f"\n=== {heading}", *lines, sep="\n", flush=True)  # noqa: T201  this is what a person at a terminal reads


if __name__ == "__main__":
    sys.exit(main())
