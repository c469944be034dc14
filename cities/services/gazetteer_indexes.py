"""Indexes and constraints of tables set aside while they are filled, within one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import models
from django.db.backends.utils import CursorWrapper

_CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype IN ('f', 'u') AND conrelid = ANY(%s::regclass[]) ORDER BY conname
"""
_INDEXES = """
SELECT quote_ident(index.relname), pg_get_indexdef(index.oid)
FROM pg_index JOIN pg_class AS index ON index.oid = pg_index.indexrelid
WHERE pg_index.indrelid = ANY(%s::regclass[]) AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = pg_index.indexrelid)
ORDER BY index.relname
"""


@dataclass(frozen=True, slots=True)
class _Aside:
    """What to run to take one index or constraint away and to put it back."""

    name: str
    drop: str
    restore: str


@contextmanager
def set_aside(
    cursor: CursorWrapper,
    tables: Sequence[type[models.Model]],
    *,
    report: Callable[[str], None],
) -> Iterator[None]:
    """Drop foreign keys, unique constraints and indexes of the tables, and build them anew at the end."""
    names = [model._meta.db_table for model in tables]
    things = [*_constraints(cursor, names), *_indexes(cursor, names)]
    for thing in things:
        cursor.execute(thing.drop)
    yield
    for thing in things:
        cursor.execute(thing.restore)
    report(f"{len(things)} indexes and constraints built")


def _constraints(cursor: CursorWrapper, tables: list[str]) -> list[_Aside]:
    cursor.execute(_CONSTRAINTS, [tables])
    return [
        _Aside(name, f"ALTER TABLE {table} DROP CONSTRAINT {name}", f"ALTER TABLE {table} ADD CONSTRAINT {name} {what}")
        for table, name, what in cursor.fetchall()
    ]


def _indexes(cursor: CursorWrapper, tables: list[str]) -> list[_Aside]:
    cursor.execute(_INDEXES, [tables])
    return [_Aside(name, f"DROP INDEX {name}", definition) for name, definition in cursor.fetchall()]
