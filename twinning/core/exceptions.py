"""What domain code raises; pages and the API translate each kind into their own answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise

Message: TypeAlias = str | Promise


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field; `field` may be a path such as `parties.1.city`, or empty for the whole."""

    field: str
    code: str
    message: Message


class DomainError(Exception):
    """Something the domain refuses; `code` is fixed, `message` is in the user's language."""

    code = "refused"
    # What is wrong in particular, where there is more to say than `message`; each names the part it concerns.
    problems: Sequence[FieldProblem] = ()

    def __init__(self, message: Message, *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code


class InvalidInput(DomainError):
    """What was sent cannot be: one problem per field."""

    code = "invalid"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(problems[0].message)
        self.problems = list(problems)


class NotPermitted(DomainError):
    """This person may not do this (who)."""

    code = "not_permitted"


class Conflict(DomainError):
    """It cannot be done as things stand (state or law)."""

    code = "conflict"


class StaleVersion(DomainError):
    """Somebody else has changed the record since it was read."""

    code = "stale_version"
