"""The short look at a relationship after somebody left: does it stand, who is the contact, what goes on?"""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import ContinuityCause, Standing
from agreements.models.relationship import Relationship
from cities.models import City
from twinning.core.models import PublicIdModel, TimeStampedModel, VersionedModel


@pghistory.track()
class ContinuityCheck(PublicIdModel, TimeStampedModel, VersionedModel):
    """Opened by a change of mayor or contact, closed by three answers; for the two sides."""

    relationship = models.ForeignKey(
        Relationship,
        verbose_name=_("relationship"),
        on_delete=models.PROTECT,
        related_name="continuity_checks",
    )
    cause = models.CharField(_("what changed"), max_length=7, choices=ContinuityCause.choices)
    city = models.ForeignKey(
        City, verbose_name=_("city"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("opened by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    standing = models.CharField(_("is the tie still in force?"), max_length=8, choices=Standing.choices, blank=True)
    contact = models.CharField(_("who is the contact now?"), max_length=300, blank=True)
    continues = models.TextField(_("what goes on?"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("closed by"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("continuity check")
        verbose_name_plural = _("continuity checks")
        ordering = ["relationship", "-id"]
        constraints = [
            # One open check a relationship is enough: a second change is answered with the first.
            models.UniqueConstraint(
                fields=["relationship"], condition=models.Q(closed_at__isnull=True), name="one_open_check_per_tie"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relationship} · {self.get_cause_display()}"
