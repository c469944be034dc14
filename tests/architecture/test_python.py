"""Python modules stay small, named after what they hold, and import at their top."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import name_of, python_files, text_of, tree_of

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
SAYS_NOTHING = frozenset(
    {"utils", "util", "helpers", "helper", "misc", "common", "base", "manager", "managers", "handler", "handlers"}
)
SETTINGS_BASE = "twinning/settings/base.py"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> Iterator[tuple[Path, FunctionNode]]:
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, FunctionNode):
                yield path, node


def test_there_are_modules_to_look_at() -> None:
    assert len(python_files()) > 100


def test_no_file_is_too_long_to_read_at_once() -> None:
    lengths = {name_of(path): len(text_of(path).splitlines()) for path in python_files()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {f"{name_of(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1 for path, node in functions()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_import_hides_inside_a_function() -> None:
    hidden = {
        f"{name_of(path)}:{inner.lineno}"
        for path, node in functions()
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert hidden == set()


def test_every_import_is_absolute() -> None:
    relative = {
        f"{name_of(path)}:{node.lineno}"
        for path in python_files()
        if path.parent.name != "settings"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.level
    }
    assert relative == set()


def test_every_module_says_what_lives_in_it() -> None:
    silent = {name_of(path) for path in python_files() if not ast.get_docstring(tree_of(path))}
    assert silent == set()


def test_no_file_has_a_name_that_says_nothing() -> None:
    nameless = {name_of(path) for path in python_files() if path.stem in SAYS_NOTHING}
    assert nameless - {SETTINGS_BASE} == set()


def test_every_exception_to_a_check_gives_its_reason() -> None:
    mute = {
        f"{name_of(path)}:{number}"
        for path in python_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if line.rstrip().endswith(("# noqa", "# type: " + "ignore"))
    }
    assert mute == set()
