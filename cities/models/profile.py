"""What a city is like on the five facets of likeness, and what it offers and seeks."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from twinning.core.models import PublicIdModel, TimeStampedModel, VersionedModel, in_language
from twinning.focus_areas.models import FocusArea


class Facet(models.TextChoices):
    """The five facets by which cities are alike (the source article's own list)."""

    CHARACTERISTICS = "characteristics", _("Characteristics")
    ADVANTAGES = "advantages", _("Advantages")
    NATURAL_RESOURCES = "natural_resources", _("Natural resources")
    CULTURAL_MAKEUP = "cultural_makeup", _("Cultural make-up")
    DEVELOPMENT_GOALS = "development_goals", _("Economic and development goals")


@pghistory.track()
class ProfileEntry(PublicIdModel, TimeStampedModel, VersionedModel):
    """One statement about a city under one facet, with its source and the day it held."""

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="profile_entries")
    facet = models.CharField(_("facet"), max_length=20, choices=Facet.choices)
    text_ar = models.TextField(_("text in Arabic"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    source = models.CharField(_("source"), max_length=300)
    as_of = models.DateField(_("as of"))
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta:
        verbose_name = _("profile entry")
        verbose_name_plural = _("profile entries")
        ordering = ["city", "facet", "id"]

    def __str__(self) -> str:
        return in_language(self.text_ar, self.text_en)


class CallDirection(models.TextChoices):
    """Whether a city gives or looks for something."""

    OFFER = "offer", _("Offers")
    NEED = "need", _("Seeks")


@pghistory.track()
class CityCall(PublicIdModel, TimeStampedModel, VersionedModel):
    """Experience a city offers, or a partner it seeks, in one focus area."""

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="calls")
    direction = models.CharField(_("direction"), max_length=5, choices=CallDirection.choices)
    focus_area = models.ForeignKey(FocusArea, verbose_name=_("focus area"), on_delete=models.PROTECT, related_name="+")
    text_ar = models.TextField(_("text in Arabic"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    is_open = models.BooleanField(_("open"), default=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta:
        verbose_name = _("offer or need")
        verbose_name_plural = _("offers and needs")
        ordering = ["city", "direction", "id"]

    def __str__(self) -> str:
        return in_language(self.text_ar, self.text_en)
