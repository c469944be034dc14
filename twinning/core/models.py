"""Abstract models without a domain: public id, timestamps, row version, bilingual names, dates with precision."""

import uuid
from typing import Any

from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twinning.core.dates import PartialDate, Precision


class PublicIdModel(models.Model):
    """A record that outsiders name by an unguessable id, never by its row number."""

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class TimeStampedModel(models.Model):
    """A record that knows when it was made and last changed."""

    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True


class VersionedModel(models.Model):
    """A record that several people edit: every saved change raises its version by one."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


def in_language(arabic: str, english: str) -> str:
    """The text in the reader's language, or in the other one where it is missing."""
    if (get_language() or "ar").startswith("ar"):
        return arabic or english
    return english or arabic


class BilingualNameModel(models.Model):
    """A record with a name in Arabic and in English."""

    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_en)


class PrecisionField(models.CharField[str | Combinable, str]):
    """The precision column beside a date column; empty means that nobody said anything about the date."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 7)
        kwargs.setdefault("choices", Precision.choices)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class PartialDateAttribute:
    """Reads and writes a date column and its precision column as one `PartialDate`, or None when not stated."""

    def __init__(self, column: str) -> None:
        self.column = column

    def __get__(self, record: Any, owner: type | None = None) -> PartialDate | None:
        if record is None:
            return self  # type: ignore[return-value]  # class access gives the descriptor itself
        precision = getattr(record, f"{self.column}_precision")
        if not precision:
            return None
        return PartialDate(getattr(record, self.column), Precision(precision))

    def __set__(self, record: Any, date: PartialDate | None) -> None:
        setattr(record, self.column, date.value if date else None)
        setattr(record, f"{self.column}_precision", date.precision.value if date else "")


def partial_date_constraint(table: str, column: str) -> models.CheckConstraint:
    """The database's guard of a date with precision: a value exactly where the precision promises one."""
    with_value = models.Q(
        **{f"{column}__isnull": False, f"{column}_precision__in": [Precision.DAY, Precision.MONTH, Precision.YEAR]},
    )
    without_value = models.Q(**{f"{column}__isnull": True, f"{column}_precision__in": ["", Precision.UNKNOWN]})
    return models.CheckConstraint(condition=with_value | without_value, name=f"{table}_{column}_has_precision")
