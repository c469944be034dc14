"""Doing several things at the same moment, each in a thread with a database connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

PATIENCE_SECONDS = 30


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Start all acts together; return what each gave, or the exception it ended with, in their order."""
    start = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(PATIENCE_SECONDS)
            outcomes[number] = act()
        except Exception as error:  # noqa: BLE001  the test judges what came of each
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return outcomes
