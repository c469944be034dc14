"""One municipality that went into another: what was chosen, what was moved, and whether it was taken back."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models import City
from twinning.core.models import PublicIdModel, TimeStampedModel


@pghistory.track()
class CityMerger(PublicIdModel, TimeStampedModel):
    """A city merged into its successor, with everything that undoing it needs."""

    city = models.ForeignKey(City, verbose_name=_("merged city"), on_delete=models.PROTECT, related_name="mergers")
    successor = models.ForeignKey(City, verbose_name=_("successor"), on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    # The successor's own values that those of the merged city replaced.
    replaced = models.JSONField(_("replaced values"), default=dict)
    # The ids of what moved to the successor, and of what could not.
    moved = models.JSONField(_("moved records"), default=dict)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("merged by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merger of cities")
        verbose_name_plural = _("mergers of cities")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city"], condition=models.Q(undone_at__isnull=True), name="city_merged_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city} → {self.successor}"
