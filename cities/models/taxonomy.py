"""Vocabularies of places: growth models, and which place is planned to grow by which."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from cities.models.geography import Governorate
from twinning.core.models import BilingualNameModel, PublicIdModel, TimeStampedModel


class GrowthModel(BilingualNameModel):
    """A planned way for a place to grow, such as innovation, industry or tourism."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    description_ar = models.TextField(_("description in Arabic"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("growth model")
        verbose_name_plural = _("growth models")
        ordering = ["position"]


@pghistory.track()
class PlannedGrowth(PublicIdModel, TimeStampedModel):
    """A governorate's or a city's growth model, with the plan that says so; cities inherit their governorate's."""

    growth_model = models.ForeignKey(
        GrowthModel,
        verbose_name=_("growth model"),
        on_delete=models.PROTECT,
        related_name="planned",
    )
    governorate = models.ForeignKey(
        Governorate,
        verbose_name=_("governorate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="planned_growth",
    )
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="planned_growth",
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta:
        verbose_name = _("planned growth")
        verbose_name_plural = _("planned growth")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(governorate__isnull=False, city__isnull=True)
                | models.Q(governorate__isnull=True, city__isnull=False),
                name="planned_growth_of_one_place",
            ),
            models.UniqueConstraint(fields=["growth_model", "governorate"], name="growth_once_per_governorate"),
            models.UniqueConstraint(fields=["growth_model", "city"], name="growth_once_per_city"),
        ]

    def __str__(self) -> str:
        return f"{self.city or self.governorate}: {self.growth_model}"
