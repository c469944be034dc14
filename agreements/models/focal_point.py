"""The person on each side whom one writes to."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import Side
from agreements.models.agreement import Agreement
from twinning.core.models import PublicIdModel, TimeStampedModel, VersionedModel


@pghistory.track()
class FocalPoint(PublicIdModel, TimeStampedModel, VersionedModel):
    """A contact on one side of an agreement; personal data, never public."""

    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.CASCADE,
        related_name="focal_points",
    )
    side = models.CharField(_("side"), max_length=7, choices=Side.choices)
    name = models.CharField(_("name"), max_length=150)
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    # When the person was last asked by e-mail whether the address and the office still hold.
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["agreement", "side", "id"]

    def __str__(self) -> str:
        return self.name
