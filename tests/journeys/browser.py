"""A browser on the pages of the test server: how it is started, and what every journey asks of a page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, sync_playwright

from twinning.accounts.models import User

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES_DIR = Path(__file__).resolve().parents[2] / "test-results"
WAIT_MILLISECONDS = 10_000

Language = Literal["ar", "en"]
Theme = Literal["light", "dark"]


class Screen(Enum):
    """The two sizes every page is looked at in."""

    DESKTOP = (1280, 900)
    PHONE = (390, 844)


@dataclass
class Visitor:
    """One person's browser window: her language, screen and theme, and what went wrong in the page unseen."""

    page: Page
    context: BrowserContext
    server_url: str
    language: Language
    screen: Screen
    theme: Theme
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> Page:
        """Open a path below the page language, such as "agreements/"; a path with a leading slash is taken whole."""
        whole = path if path.startswith("/") else f"/{self.language}/{path}"
        self.page.goto(f"{self.server_url}{whole}")
        return self.page

    def sign_in(self, user: User) -> None:
        """Sign a user in without the form: the form has a journey of its own."""
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.server_url}])

    def take_picture(self, name: str) -> Path:
        """Keep a picture of the whole page, named after what it shows, in which language, size and theme."""
        PICTURES_DIR.mkdir(exist_ok=True)
        theme = "" if self.theme == "light" else f"-{self.theme}"
        path = PICTURES_DIR / f"{name}-{self.language}-{self.screen.value[0]}{theme}.png"
        self.page.screenshot(path=path, full_page=True)
        return path

    def assert_accessible(self) -> None:
        """Fail with the rule and the elements of every fault that axe finds in the page as it stands."""
        violations = Axe().run(self.page).response["violations"]
        faults = [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n    "
            + "\n    ".join(node["html"][:200] for node in violation["nodes"])
            for violation in violations
        ]
        assert not faults, f"{self.page.url} has {len(faults)} faults of accessibility:\n" + "\n".join(faults)

    def assert_fits_screen(self) -> None:
        """Fail where the page is wider than the screen and has to be pushed sideways."""
        width, seen = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
        )
        assert width <= seen, f"{self.page.url} is {width} px wide on a screen of {seen} px."

    def note(self, message: ConsoleMessage) -> None:
        """Remember an error in the console. That a page answered 4xx is for the journey to judge."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"{self.page.url}: {message.text}")

    def assert_untroubled(self) -> None:
        """Fail where a script broke or the content security policy stopped something."""
        assert not self.troubles, "The browser reported:\n" + "\n".join(self.troubles)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start Debian's Chromium for a block."""
    if not Path(CHROMIUM).exists():
        raise FileNotFoundError(f"There is no browser at {CHROMIUM}: install chromium, or name another in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def new_visitor(
    browser: Browser, server_url: str, *, language: Language, screen: Screen, theme: Theme, has_scripts: bool
) -> Visitor:
    """Open a window that shares nothing with any other."""
    width, height = screen.value
    context = browser.new_context(
        base_url=server_url,
        color_scheme=theme,
        has_touch=screen is Screen.PHONE,
        is_mobile=screen is Screen.PHONE,
        java_script_enabled=has_scripts,
        locale="ar" if language == "ar" else "en-GB",
        viewport=ViewportSize(width=width, height=height),
    )
    context.set_default_timeout(WAIT_MILLISECONDS)
    page = context.new_page()
    visitor = Visitor(page, context, server_url, language, screen, theme)
    page.on("console", visitor.note)
    page.on("pageerror", lambda error: visitor.troubles.append(f"{page.url}: {error}"))
    return visitor
