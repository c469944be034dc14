"""Children that are kept running, and the end of those that cannot be."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from twinning.management.processes import QUICK_FAILURES, Child, Family
from twinning.refusal import StartRefused

PROJECT_DIR = Path(__file__).resolve().parents[3]
SLEEPER = (sys.executable, "-c", "import time; time.sleep(60)")
DEAF = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
)
PARENT = """
import sys, time
from twinning.management.processes import Child
child = Child("child", [sys.executable, "-c", "import time; time.sleep(60)"])
child.start()
print(child.process.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child("The sleeper", SLEEPER)
    yield made
    made.stop()
    made.wait(time.monotonic() + 5)


def kill(child: Child) -> None:
    assert child.process
    child.process.kill()
    child.process.wait()


def test_a_running_child_is_left_alone(child: Child) -> None:
    assert child.tend(time.monotonic())
    assert not child.tend(time.monotonic())


def test_a_dead_child_is_started_again_after_a_pause(child: Child) -> None:
    now = time.monotonic()
    child.tend(now)
    kill(child)
    assert not child.tend(now), "the pause is not over"
    assert child.tend(now + 1.1)


def test_pauses_grow_until_it_is_given_up_in_one_sentence(child: Child) -> None:
    now, pauses = time.monotonic(), []
    child.tend(now)
    for _ in range(QUICK_FAILURES - 1):
        kill(child)
        child.tend(now)
        pauses.append(child.start_again_at - now)
        now = child.start_again_at
        child.tend(now)
    assert pauses == sorted(set(pauses))
    kill(child)
    with pytest.raises(StartRefused, match=r"^The sleeper ended 5 times in a row \(status -9\)"):
        child.tend(now)


def test_a_child_that_lived_long_is_forgiven_its_earlier_deaths(child: Child) -> None:
    child.tend(time.monotonic())
    child.failures = QUICK_FAILURES - 1
    kill(child)
    child.tend(time.monotonic() + 3600)
    assert child.failures == 1


def test_a_family_tells_of_every_change_and_stops_together() -> None:
    changes: list[list[int]] = []
    family = Family([Child("one", SLEEPER), Child("other", SLEEPER)], on_change=changes.append)
    family.tend()
    family.tend()
    assert [len(pids) for pids in changes] == [2]
    family.stop()
    assert not any(psutil.pid_exists(pid) for pid in changes[0])


def test_a_child_that_does_not_listen_is_ended_by_force() -> None:
    child = Child("The deaf one", DEAF)
    child.start()
    time.sleep(0.5)
    child.stop()
    child.wait(time.monotonic() + 0.2)
    assert child.process
    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_child_dies_with_a_parent_that_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=PROJECT_DIR, stdout=subprocess.PIPE)
    assert parent.stdout
    grandchild = psutil.Process(int(parent.stdout.readline()))
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate(timeout=5)
    gone, _ = psutil.wait_procs([grandchild], timeout=5)
    assert gone == [grandchild]
