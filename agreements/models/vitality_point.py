"""The vitality of a relationship as it stood on one day: its changes, and one point a month."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import Vitality
from agreements.models.relationship import Relationship


class VitalityPoint(models.Model):
    """What was worked out for one day, for everybody and with internal facts."""

    relationship = models.ForeignKey(
        Relationship,
        verbose_name=_("relationship"),
        on_delete=models.PROTECT,
        related_name="vitality_points",
    )
    on = models.DateField(_("day"))
    vitality = models.CharField(_("vitality"), max_length=8, choices=Vitality.choices)
    whole_vitality = models.CharField(_("vitality with internal facts"), max_length=8, choices=Vitality.choices)
    # Worked out afterwards for a day that had passed, from what was known by then of that day.
    is_hindsight = models.BooleanField(_("worked out afterwards"), default=False)

    class Meta:
        verbose_name = _("point of vitality")
        verbose_name_plural = _("points of vitality")
        ordering = ["relationship", "on"]
        constraints = [models.UniqueConstraint(fields=["relationship", "on"], name="one_vitality_point_per_day")]

    def __str__(self) -> str:
        return f"{self.relationship_id} · {self.on} · {self.vitality}"
