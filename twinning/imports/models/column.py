"""What an organisation's columns mean."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RememberedColumn(models.Model):
    """The field that a column with this heading filled the last time; empty where it was left out."""

    kind = models.CharField(_("kind of rows"), max_length=20)
    organisation = models.CharField(_("organisation"), max_length=40, blank=True)
    heading = models.CharField(_("heading as a search key"), max_length=200)
    field = models.CharField(_("field"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("remembered column")
        verbose_name_plural = _("remembered columns")
        constraints = [
            models.UniqueConstraint(fields=["kind", "organisation", "heading"], name="import_column_once"),
        ]

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"
