"""Every log line names its request."""

import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
import structlog

from twinning.core.logs import logging_settings


@pytest.fixture(autouse=True)
def handlers_of_pytest() -> Iterator[None]:
    """Give the root logger back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_for_a_collector_is_json_with_the_request_id(capsys: pytest.CaptureFixture[str]) -> None:
    logging.config.dictConfig(logging_settings(as_json=True))
    with structlog.contextvars.bound_contextvars(request_id="one"):
        logging.getLogger("agreements").warning("%s was refused", "عمّان")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["request_id"], line["level"]) == ("عمّان was refused", "one", "warning")
    assert line["logger"] == "agreements"


def test_a_failure_is_one_line_of_json_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    logging.config.dictConfig(logging_settings(as_json=True))
    try:
        int("x")
    except ValueError:
        logging.getLogger("agreements").exception("failed")
    line = json.loads(capsys.readouterr().err)
    assert line["exception"][0]["exc_type"] == "ValueError"


def test_a_line_for_a_terminal_names_the_request_too(capsys: pytest.CaptureFixture[str]) -> None:
    logging.config.dictConfig(logging_settings(as_json=False))
    with structlog.contextvars.bound_contextvars(request_id="one"):
        logging.getLogger("agreements").warning("refused")
    assert "refused" in (line := capsys.readouterr().err)
    assert "request_id=one" in line


def test_chatter_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    logging.config.dictConfig(logging_settings(as_json=True))
    logging.getLogger("agreements").info("nothing of note")
    assert capsys.readouterr().err == ""
