"""Templates and style sheets obey the content security policy and both directions of writing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import files_of, name_of, text_of

LONGEST_FILE = 400
DJANGO_TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
FORBIDDEN_IN_TEMPLATES = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script without a file": re.compile(r"<script(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "file of another host": re.compile(
        r"<(?:script|link|img)[^>]*\s(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
}
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PHYSICAL = re.compile(
    r"(?:(?<![\w-])(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius\b"
    r"|(?<![\w-])(?:left|right)\s*:"
    r"|(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)\b)",
)


def places(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """The lines of all finds."""
    for found in pattern.finditer(text):
        yield text.count("\n", 0, found.start()) + 1


def blank(text: str, pattern: re.Pattern[str]) -> str:
    """Take finds out of a text without moving its lines."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


@pytest.mark.parametrize("fault", FORBIDDEN_IN_TEMPLATES)
def test_templates_need_no_exception_from_the_content_security_policy(fault: str) -> None:
    found = {
        f"{name_of(path)}:{line}"
        for path in files_of("templates", ".html")
        for line in places(FORBIDDEN_IN_TEMPLATES[fault], blank(text_of(path), DJANGO_TAG))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("fault", "markup"),
    [
        ("style attribute", '<p class="a" style="color: red">'),
        ("event attribute", "<button\n onclick=go()>"),
        ("script without a file", "<script>go()</script>"),
        ("style element", "<style>p {}</style>"),
        ("javascript address", '<a href="javascript:go()">'),
        ("file of another host", '<script src="//cdn.example/a.js"></script>'),
    ],
)
def test_the_patterns_find_what_they_are_for(fault: str, markup: str) -> None:
    assert list(places(FORBIDDEN_IN_TEMPLATES[fault], markup))


def test_style_sheets_know_no_left_and_right() -> None:
    found = {
        f"{name_of(path)}:{line}"
        for path in files_of("static/css", ".css")
        for line in places(PHYSICAL, blank(text_of(path), CSS_COMMENT))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("rule", "is_physical"),
    [
        ("margin-left: 1px", True),
        ("{right:0}", True),
        ("text-align: right", True),
        ("border-top-left-radius: 1px", True),
        ("margin-inline-start: 1px", False),
        ("inset-inline-end: 0", False),
        ("--arc-left: 1px", False),
    ],
)
def test_the_pattern_tells_physical_from_logical(rule: str, is_physical: bool) -> None:
    assert bool(PHYSICAL.search(rule)) is is_physical


def front_end_files() -> list[Path]:
    return [*files_of("templates", ".html"), *files_of("static", ".css", ".js")]


def test_no_file_of_the_front_end_is_too_long_to_read_at_once() -> None:
    lengths = {name_of(path): len(text_of(path).splitlines()) for path in front_end_files()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}
