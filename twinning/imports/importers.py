"""What the engine asks of an importer, and which importers there are.

The engine knows files, rows, columns, outcomes and progress. What a row means, who may write it and what a name stands
for is said by an importer of the apps above: one per kind of rows, named in the settings.
"""

import abc
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from twinning.accounts.models import User
from twinning.core.exceptions import Message
from twinning.core.text import normalise
from twinning.imports.choices import Outcome
from twinning.imports.words import Words

Person = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Column:
    """One field that a column of a file can fill.

    `spellings` are headings it is known by, in any language. A `read_only` one is written by exports and not read.
    """

    field: str
    label: str | Promise
    label_ar: str
    label_en: str
    spellings: tuple[str, ...] = ()
    is_required: bool = False
    is_read_only: bool = False
    explanation: str | Promise = ""
    example_ar: str = ""
    example_en: str = ""

    def heading_keys(self) -> set[str]:
        """The search keys of all its headings."""
        return {normalise(text) for text in (self.field, self.label_ar, self.label_en, *self.spellings)}


@dataclass(frozen=True, slots=True)
class Organisation:
    """On whose behalf rows are imported; `key` is kept with the run."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row by the fields its cells fill."""

    number: int
    values: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What an importer may know of the run: for whom, by whom, when, from where, and what people have decided."""

    organisation: str
    by: User | None
    at: datetime.datetime
    today: datetime.date
    source: str = ""
    uses_1904_dates: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    run_id: str = ""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a row, at the field whose column has to be mended; empty for the row as a whole."""

    field: str
    code: str
    message: Message | Words


@dataclass(frozen=True, slots=True)
class Change:
    """What one field would become."""

    field: str
    before: Message | Words
    after: Message | Words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a name may mean."""

    value: str
    label: Words
    detail: Words
    score: int = 0
    reasons: Sequence[Words] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A name that only a person can decide; the same `key` is asked once in a run."""

    key: str
    text: str
    context: str = ""
    candidates: Sequence[Candidate] = ()
    asked_of: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the dry run says of a row. `content` is what the writing needs, so that nothing is worked out twice."""

    outcome: Outcome
    key: str = ""
    target: str = ""
    problems: Sequence[CellProblem] = ()
    changes: Sequence[Change] = ()
    questions: Sequence[Question] = ()
    notes: Sequence[Words] = ()
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row that is to be written, as the dry run left it."""

    number: int
    outcome: str
    target: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a row; `before` is what undoing needs. With `refused` nothing was written."""

    number: int
    subject: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    words: Message | Words = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row that was written, to be taken back."""

    number: int
    subject: str
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Undone:
    """Whether a row was taken back, and why not."""

    number: int
    is_undone: bool
    words: Message | Words = ""


class Importer(abc.ABC):
    """One kind of rows."""

    key: ClassVar[str]
    label: ClassVar[str | Promise]
    explanation: ClassVar[str | Promise]
    columns: ClassVar[Sequence[Column]]
    rows_at_once: ClassVar[int] = 500

    @abc.abstractmethod
    def organisations(self, person: Person) -> list[Organisation]:
        """On whose behalf this person may import rows of this kind; empty for nobody's."""

    @abc.abstractmethod
    def reaches(self, person: Person, organisation: str) -> bool:
        """Whether this person may import on behalf of this organisation now."""

    @abc.abstractmethod
    def check(self, rows: Sequence[SourceRow], facts: RunFacts) -> list[Verdict]:
        """What each row would do; changes nothing."""

    @abc.abstractmethod
    def write(self, rows: Sequence[CheckedRow], facts: RunFacts) -> list[Written]:
        """Write rows inside the engine's transaction. Raises: DomainError, whereupon none of them is written."""

    @abc.abstractmethod
    def undo(self, rows: Sequence[WrittenRow], facts: RunFacts) -> list[Undone]:
        """Take rows back that nobody has edited since; the others are left and said why."""

    def remember(self, asked_of: Mapping[str, Any], answer: str, facts: RunFacts) -> None:
        """Keep a person's choice for the next file."""
        return

    def notes(self, contents: Sequence[Mapping[str, Any]]) -> list[Words]:
        """What is to be known of all rows together, from a sample of their contents."""
        return []

    def address_of(self, subject: str) -> str:
        """The page of a record that was written, empty where it has none."""
        return ""

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.field == name)


@cache
def _importers() -> dict[str, Importer]:
    found: list[Importer] = [import_string(path)() for path in settings.IMPORTERS]
    return {importer.key: importer for importer in found}


def importer_of(kind: str) -> Importer:
    """The importer of this kind. Raises: KeyError."""
    return _importers()[kind]


def importers() -> list[Importer]:
    """Every importer, in the order of the settings."""
    return list(_importers().values())
