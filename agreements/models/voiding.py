"""What was recorded wrongly is not deleted: it is marked as void, with the reason."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 500


class VoidableQuerySet(models.QuerySet[Any]):
    """Sets of records that may have been voided."""

    def standing(self) -> Self:
        """Those that count: the voided ones are read on their own page alone."""
        return self.filter(voided_at__isnull=True)


class VoidableModel(models.Model):
    """A record that can be taken out of every list and figure and still be read in the history."""

    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True, editable=False)
    void_reason = models.CharField(_("reason for voiding"), max_length=LONGEST_REASON, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None
