"""What holds for the project as a whole."""

import re

from tests.architecture.sources import PROJECT_DIR, files_of, name_of, python_files, text_of

# Written apart, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]) + r")\b")
FIRST_LEVEL = {
    "Makefile", "README.md", "LICENSE", "manage.py", "pyproject.toml", "uv.lock", "package.json",
    "agreements", "cities", "deploy", "docs", "locale", "static", "templates", "tests", "twinning",
}  # fmt: skip
MADE_BY_TOOLS = {"var", "node_modules", "staticfiles", "test-results", "__pycache__"}


def test_nothing_is_left_for_later_in_a_comment() -> None:
    written = [
        *python_files(),
        *files_of("templates", ".html", ".txt"),
        *files_of("static", ".css", ".js"),
        *files_of("docs", ".md"),
    ]
    assert {name_of(path) for path in written if UNFINISHED.search(text_of(path))} == set()


def test_the_first_level_holds_only_what_a_newcomer_expects() -> None:
    found = {path.name for path in PROJECT_DIR.iterdir() if not path.name.startswith(".")}
    assert found - MADE_BY_TOOLS <= FIRST_LEVEL
