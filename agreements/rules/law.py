"""What a law of the registry is: a class whose docstring is the law, whose message is what people read."""

import abc
import datetime
from collections.abc import Iterable
from typing import ClassVar

from django.utils.functional import Promise

from agreements.exceptions import Violation
from agreements.models import Agreement


class Rule(abc.ABC):
    """A law; `is_met` answers for one agreement on one day.

    `part` is the task of the form that mends it, `field` the field of the record where it is not the part's own.
    """

    code: ClassVar[str]
    message: ClassVar[Promise]
    part: ClassVar[str]
    field: ClassVar[str] = ""

    @classmethod
    @abc.abstractmethod
    def is_met(cls, agreement: Agreement, *, on: datetime.date) -> bool:
        """Whether the law is met."""

    @classmethod
    def violation(cls) -> Violation:
        return Violation(cls.code, cls.message, cls.part, cls.field)

    @classmethod
    def violation_by(cls, agreement: Agreement) -> Violation:
        """The law in the words that fit this agreement, such as the names of what is missing."""
        return cls.violation()


def violations_of(rules: Iterable[type[Rule]], agreement: Agreement, *, on: datetime.date) -> list[Violation]:
    """Every law among `rules` that `agreement` does not meet on that day, in the order given."""
    return [rule.violation_by(agreement) for rule in rules if not rule.is_met(agreement, on=on)]
