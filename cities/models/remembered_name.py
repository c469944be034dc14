"""What an organisation means by a name: a person's choice, kept for the next table that writes it so."""

from dataclasses import dataclass

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from cities.models.geography import Country, Governorate
from cities.name_keys import KEY_LENGTH
from twinning.core.models import TimeStampedModel


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose word a choice is: a city's, a country's, or the whole register's where neither is given."""

    city_id: int | None = None
    country_code: str | None = None


@pghistory.track()
class RememberedName(TimeStampedModel):
    """The place somebody chose for a name that no rule could tell."""

    owner_city = models.ForeignKey(
        City,
        verbose_name=_("city that chose"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    owner_country = models.ForeignKey(
        Country,
        verbose_name=_("country that chose"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(_("search key"), max_length=KEY_LENGTH, db_collation="C")
    country_key = models.CharField(_("country as written"), max_length=KEY_LENGTH, blank=True)
    region_key = models.CharField(_("region as written"), max_length=KEY_LENGTH, blank=True)
    wikidata_id = models.CharField(_("Wikidata number"), max_length=20, blank=True)
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="remembered_names",
    )
    governorate = models.ForeignKey(
        Governorate,
        verbose_name=_("governorate"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="remembered_names",
    )
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("chosen by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("remembered name")
        verbose_name_plural = _("remembered names")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "country_key", "region_key", "wikidata_id", "owner_city", "owner_country"],
                name="name_remembered_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(city__isnull=False, governorate__isnull=True)
                | models.Q(city__isnull=True, governorate__isnull=False),
                name="remembered_is_one_place",
            ),
        ]
        indexes = [
            models.Index(fields=["wikidata_id"], condition=~models.Q(wikidata_id=""), name="remembered_by_wikidata"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.city or self.governorate}"
