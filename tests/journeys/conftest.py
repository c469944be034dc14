"""Fixtures of the browser tests: one browser per test worker, a new window per visitor."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser import Language, Screen, Theme, Visitor, new_visitor, running_browser

# Playwright's synchronous interface runs an event loop in the thread of the test, and Django refuses to ask the
# database there unless told that nobody else uses that thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

VisitorFactory = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey, and put them after all others."""
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.journey)
    # Last of all: the browser's event loop stays in the worker's main thread, where jobs and signals are tested too.
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this test worker."""
    with running_browser() as running:
        yield running


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[VisitorFactory]:
    """Open windows of visitors; at the end fail where one of them met a broken script or a CSP violation."""
    visitors: list[Visitor] = []

    def open_window(
        language: Language = "ar",
        screen: Screen = Screen.DESKTOP,
        theme: Theme = "light",
        *,
        has_scripts: bool = True,
    ) -> Visitor:
        visitor = new_visitor(
            browser, live_server.url, language=language, screen=screen, theme=theme, has_scripts=has_scripts
        )
        visitors.append(visitor)
        return visitor

    yield open_window
    for visitor in visitors:
        visitor.context.close()
    for visitor in visitors:
        visitor.assert_untroubled()
