"""City networks and initiatives, which stand beside bilateral ties and are never counted as twinning."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from twinning.core.models import BilingualNameModel, PublicIdModel, TimeStampedModel


class CityNetwork(BilingualNameModel):
    """A network or initiative that cities join."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("city network")
        verbose_name_plural = _("city networks")
        ordering = ["code"]


@pghistory.track()
class NetworkMembership(PublicIdModel, TimeStampedModel):
    """A city's membership of a network, with the source that says so."""

    network = models.ForeignKey(
        CityNetwork,
        verbose_name=_("city network"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        on_delete=models.PROTECT,
        related_name="network_memberships",
    )
    joined_year = models.PositiveSmallIntegerField(_("year of joining"), null=True, blank=True)
    left_year = models.PositiveSmallIntegerField(_("year of leaving"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("network membership")
        verbose_name_plural = _("network memberships")
        constraints = [models.UniqueConstraint(fields=["network", "city"], name="city_once_per_network")]

    def __str__(self) -> str:
        return f"{self.city}: {self.network}"
