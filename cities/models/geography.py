"""Countries, their world regions and their first-level divisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twinning.core.models import BilingualNameModel


class Region(models.TextChoices):
    """World regions of the reports.

    Members of the Arab League are Arab states wherever they lie. Every other country takes its GeoNames continent:
    Africa is sub-Saharan Africa, South America is Latin America and the Caribbean, and North America is divided:
    Bermuda, Canada, Greenland, Saint Pierre and Miquelon and the United States stay, the rest is Latin America and the
    Caribbean. The territories GeoNames counts to Antarctica take the region of the United Nations (M49).
    """

    ARAB_STATES = "arab_states", _("Arab states")
    SUB_SAHARAN_AFRICA = "sub_saharan_africa", _("Sub-Saharan Africa")
    EUROPE = "europe", _("Europe")
    ASIA = "asia", _("Asia")
    NORTH_AMERICA = "north_america", _("North America")
    LATIN_AMERICA_CARIBBEAN = "latin_america_caribbean", _("Latin America and the Caribbean")
    OCEANIA = "oceania", _("Oceania")


class Country(BilingualNameModel):
    """A country or territory with a code of its own."""

    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)
    alpha3 = models.CharField(_("ISO code of three letters"), max_length=3, unique=True)
    region = models.CharField(_("world region"), max_length=24, choices=Region.choices)
    key = models.TextField(_("search key"), blank=True, db_collation="C", help_text=_("Names as |key|key|."))
    latitude = models.FloatField(_("latitude of the capital"), null=True, blank=True)
    longitude = models.FloatField(_("longitude of the capital"), null=True, blank=True)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]
        indexes = [models.Index(fields=["region"], name="country_region")]


class Governorate(BilingualNameModel):
    """A first-level division: governorate, region, province or state, whatever its country calls it."""

    code = models.CharField(
        _("code"),
        max_length=12,
        primary_key=True,
        help_text=_("GeoNames code of the division, such as OM.06."),
    )
    iso_code = models.CharField(_("ISO 3166-2 code"), max_length=6, blank=True)
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        related_name="governorates",
    )
    key = models.TextField(_("search key"), blank=True, db_collation="C", help_text=_("Names as |key|key|."))

    class Meta:
        verbose_name = _("governorate")
        verbose_name_plural = _("governorates")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["iso_code"],
                condition=~models.Q(iso_code=""),
                name="governorate_iso_code_is_unique",
            ),
        ]
