"""The files of the project by kind, as the architecture tests read them."""

import ast
from functools import cache
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[2]
PACKAGES = ("twinning", "cities", "agreements", "tests")


@cache
def python_files() -> tuple[Path, ...]:
    """Every module that somebody wrote; migrations are written by Django."""
    found = [path for package in PACKAGES for path in (PROJECT_DIR / package).rglob("*.py")]
    return (PROJECT_DIR / "manage.py", *sorted(path for path in found if "migrations" not in path.parts))


@cache
def files_of(folder: str, *suffixes: str) -> tuple[Path, ...]:
    """The files of a folder with one of these endings, other people's work in `vendor` left out."""
    found = (path for path in (PROJECT_DIR / folder).rglob("*") if path.suffix in suffixes)
    return tuple(sorted(path for path in found if "vendor" not in path.parts))


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path), filename=str(path))


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT_DIR).as_posix()
