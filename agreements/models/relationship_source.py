"""Where the knowledge of a reference relationship comes from: one row of one outside source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.relationship import Relationship
from twinning.core.models import PartialDateAttribute, PrecisionField, TimeStampedModel, partial_date_constraint


class RelationshipSource(TimeStampedModel):
    """One statement of an outside source that the places of a relationship are tied, and since when it says so."""

    relationship = models.ForeignKey(
        Relationship,
        verbose_name=_("relationship"),
        on_delete=models.CASCADE,
        related_name="sources",
    )
    source = models.CharField(_("source"), max_length=200)
    row = models.CharField(_("row of the source"), max_length=100)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    as_of = models.DateField(_("as of"))
    since_on = models.DateField(_("since"), null=True, blank=True)
    since_on_precision = PrecisionField(_("precision"))

    since = PartialDateAttribute("since_on")

    class Meta:
        verbose_name = _("source of a relationship")
        verbose_name_plural = _("sources of relationships")
        ordering = ["relationship", "source", "row"]
        constraints = [
            models.UniqueConstraint(fields=["relationship", "source", "row"], name="relationship_source_once"),
            partial_date_constraint("relationship_source", "since_on"),
        ]

    def __str__(self) -> str:
        return f"{self.source} · {self.row}"
