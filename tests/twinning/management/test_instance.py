"""One instance per checkout, and what a killed one left running."""

import json
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from twinning.management.instance import Instance, ProcessIdentity
from twinning.refusal import StartRefused

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_second_instance_is_refused_and_told_where_the_first_one_is(tmp_path: Path) -> None:
    first = Instance(tmp_path)
    with first.alone():
        first.remember("http://127.0.0.1:8000/ar/", [])
        with (
            pytest.raises(StartRefused, match=r"running already at http://127\.0\.0\.1:8000/ar/: stop it first\.$"),
            Instance(tmp_path).alone(),
        ):
            pass


def test_an_instance_that_ended_well_leaves_no_record(tmp_path: Path) -> None:
    with Instance(tmp_path).alone():
        Instance(tmp_path).remember("http://127.0.0.1:8000/ar/", [])
    assert not (tmp_path / "serve.json").exists()
    assert not Instance(tmp_path).stop_leftovers()


def test_processes_of_a_killed_instance_are_stopped(tmp_path: Path) -> None:
    child = subprocess.Popen(SLEEPER)
    Instance(tmp_path).remember("http://127.0.0.1:8000/ar/", [child.pid])
    assert Instance(tmp_path).stop_leftovers()
    assert not psutil.pid_exists(child.pid)
    child.wait()


def test_a_stranger_with_a_remembered_number_is_left_alone(tmp_path: Path) -> None:
    stranger = subprocess.Popen(SLEEPER)
    started_at = ProcessIdentity.of(stranger.pid).started_at
    record = {"processes": [{"pid": stranger.pid, "started_at": started_at - 5}]}
    (tmp_path / "serve.json").write_text(json.dumps(record))
    assert Instance(tmp_path).stop_leftovers()
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_record_broken_off_by_a_kill_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "serve.json").write_text('{"processes": [{"pid":')
    assert not Instance(tmp_path).stop_leftovers()
