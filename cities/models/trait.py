"""The words by which cities are compared: the five facets of likeness and the traits under each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twinning.core.models import BilingualNameModel


class Facet(models.TextChoices):
    """The five facets by which cities are alike (the source article's own list)."""

    CHARACTERISTICS = "characteristics", _("Characteristics")
    ADVANTAGES = "advantages", _("Advantages")
    NATURAL_RESOURCES = "natural_resources", _("Natural resources")
    CULTURAL_MAKEUP = "cultural_makeup", _("Cultural make-up")
    DEVELOPMENT_GOALS = "development_goals", _("Economic and development goals")


class Trait(BilingualNameModel):
    """One comparable trait under a facet, such as a natural harbour: two cities that have it are alike in it."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    facet = models.CharField(_("facet"), max_length=20, choices=Facet.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("trait")
        verbose_name_plural = _("traits")
        ordering = ["position"]
