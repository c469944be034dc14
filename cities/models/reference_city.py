"""The catalogue of cities that embody a growth model."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from cities.models.taxonomy import GrowthModel
from cities.querysets import ReferenceCityQuerySet
from twinning.core.models import PublicIdModel, TimeStampedModel, VersionedModel, in_language


@pghistory.track()
class ReferenceCity(PublicIdModel, TimeStampedModel, VersionedModel):
    """A city of the world that embodies a growth model; its strengths stand in its profile, each with its source."""

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="references")
    growth_model = models.ForeignKey(
        GrowthModel,
        verbose_name=_("growth model"),
        on_delete=models.PROTECT,
        related_name="reference_cities",
    )
    nickname = models.CharField(_("nickname"), max_length=120, blank=True, help_text=_("In its own language."))
    nickname_ar = models.CharField(_("meaning of the nickname in Arabic"), max_length=120, blank=True)
    nickname_en = models.CharField(_("meaning of the nickname in English"), max_length=120, blank=True)
    reason_ar = models.CharField(_("what makes it an example, in Arabic"), max_length=300)
    reason_en = models.CharField(_("what makes it an example, in English"), max_length=300)
    source = models.CharField(_("source"), max_length=300)
    as_of = models.DateField(_("as of"))
    is_listed = models.BooleanField(_("listed in the catalogue"), default=True)

    objects = ReferenceCityQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference city")
        verbose_name_plural = _("reference cities")
        ordering = ["growth_model", "city"]
        constraints = [models.UniqueConstraint(fields=["city", "growth_model"], name="reference_once_per_model")]

    def __str__(self) -> str:
        return f"{self.city}: {self.growth_model}"

    @property
    def reason(self) -> str:
        return in_language(self.reason_ar, self.reason_en)

    @property
    def nickname_meaning(self) -> str:
        return in_language(self.nickname_ar, self.nickname_en)
