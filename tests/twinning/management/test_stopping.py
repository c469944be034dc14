"""A request to stop is heard, at once while preparing, at the next look while serving."""

import signal
from collections.abc import Iterator

import pytest

from twinning.management.stopping import STOP_SIGNALS, StopRequest


@pytest.fixture(autouse=True)
def handlers_as_they_were() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    for number in STOP_SIGNALS:
        # Whoever runs the tests under nohup has one of them ignored already.
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", STOP_SIGNALS)
def test_the_preparation_is_broken_off(number: signal.Signals) -> None:
    request = StopRequest()
    request.listen()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)
    assert request.is_made


@pytest.mark.parametrize("number", STOP_SIGNALS)
def test_nothing_is_broken_off_while_children_run(number: signal.Signals) -> None:
    request = StopRequest()
    request.listen()
    request.only_remember()
    assert not request.is_made
    signal.raise_signal(number)
    signal.raise_signal(number)
    assert request.is_made


def test_nohup_is_obeyed_and_nothing_else_that_ignores_signals() -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    request = StopRequest()
    request.listen()
    request.only_remember()
    signal.raise_signal(signal.SIGHUP)
    assert not request.is_made
    signal.raise_signal(signal.SIGINT)
    assert request.is_made
