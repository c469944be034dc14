"""Steps of the start are done once."""

import io
from pathlib import Path

from django.core.management.base import OutputWrapper

from twinning.management.preparation import Steps


def steps_in(folder: Path, stdout: io.StringIO) -> Steps:
    return Steps(folder / "prepared.json", OutputWrapper(stdout))


def test_a_step_is_named_before_and_after(tmp_path: Path) -> None:
    stdout = io.StringIO()
    steps_in(tmp_path, stdout).do("Setting up the tables", lambda: None)
    assert stdout.getvalue() == "Setting up the tables …\nSetting up the tables: done in 0.0 s\n"


def test_a_step_is_done_again_only_when_things_have_changed(tmp_path: Path) -> None:
    done: list[str] = []
    for state in ("first", "first", "second"):
        steps_in(tmp_path, io.StringIO()).do_once("data", lambda: state, "Loading", lambda: done.append("loaded"))  # noqa: B023  called at once
    assert done == ["loaded", "loaded"]


def test_a_step_that_failed_is_done_again(tmp_path: Path) -> None:
    done: list[str] = []

    def fail() -> None:
        raise OSError

    steps = steps_in(tmp_path, io.StringIO())
    try:
        steps.do_once("data", lambda: "state", "Loading", fail)
    except OSError:
        steps.do_once("data", lambda: "state", "Loading", lambda: done.append("loaded"))
    assert done == ["loaded"]


def test_a_memory_that_cannot_be_read_means_that_nothing_was_done(tmp_path: Path) -> None:
    (tmp_path / "prepared.json").write_text("{broken off")
    done: list[str] = []
    steps_in(tmp_path, io.StringIO()).do_once("data", lambda: "state", "Loading", lambda: done.append("loaded"))
    assert done == ["loaded"]
