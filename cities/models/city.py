"""Cities of the world and every name they go by."""

from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models.geography import Country, Governorate
from cities.name_keys import KEY_LENGTH, indexed_neighbours, name_key, name_rank, script_of, search_rank
from cities.querysets import CityNameQuerySet, CityQuerySet
from twinning.core.models import BilingualNameModel, TimeStampedModel, VersionedModel

FIRST_OWN_ID = 10_000_000_000


class CityKind(models.TextChoices):
    """What sort of place it is: twins are not cities only."""

    CITY = "city", pgettext_lazy("kind of place", "City")
    PART_OF_CITY = "part_of_city", _("Part of a city")
    REGION = "region", _("Region")


class CityStatus(models.TextChoices):
    """Whether a place may be chosen."""

    ACTIVE = "active", _("Active")
    PROPOSED = "proposed", _("Proposed")
    MERGED = "merged", _("Merged")


class CitySource(models.TextChoices):
    """Where the record of a place comes from."""

    GEONAMES = "geonames", _("GeoNames")
    REGISTER = "register", _("This register")


@pghistory.track(
    # The hundreds of thousands of places of the gazetteer are not news; a place entered here is.
    pghistory.InsertEvent(condition=pgtrigger.Q(new__id__gte=FIRST_OWN_ID)),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
class City(BilingualNameModel, TimeStampedModel, VersionedModel):
    """A place that can be twinned; its id is that of GeoNames, or one of the register's own range."""

    id = models.BigIntegerField(
        _("id"),
        primary_key=True,
        db_default=models.Func(
            models.Value("cities_own_city_id"),
            function="nextval",
            output_field=models.BigIntegerField(),
        ),
    )
    # The indexes below begin with these two, so neither needs one of its own.
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        related_name="cities",
        db_index=False,
    )
    governorate = models.ForeignKey(
        Governorate,
        verbose_name=_("governorate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cities",
        db_index=False,
    )
    admin1_code = models.CharField(_("GeoNames code of the division"), max_length=12, blank=True)
    name_local = models.CharField(_("name in its own language"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=CityKind.choices, default=CityKind.CITY)
    status = models.CharField(_("status"), max_length=8, choices=CityStatus.choices, default=CityStatus.ACTIVE)
    source = models.CharField(_("source"), max_length=8, choices=CitySource.choices, default=CitySource.REGISTER)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_cities",
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), default=0)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    is_capital = models.BooleanField(_("capital of its country"), default=False)
    rank = models.PositiveIntegerField(_("search rank"), default=0, editable=False)

    objects = CityQuerySet.as_manager()

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["-rank", "id"]
        indexes = [
            # Lists of places, larger first: of the world, of a country, of a governorate.
            models.Index(fields=["-rank", "id"], name="city_by_rank"),
            models.Index(fields=["country", "-rank", "id"], name="city_of_country"),
            models.Index(fields=["governorate", "-rank", "id"], name="city_of_governorate"),
            # The few places that no search shows.
            models.Index(fields=["id"], condition=~models.Q(status=CityStatus.ACTIVE), name="city_not_active"),
            # The places around a point.
            GistIndex(
                models.Func(
                    models.F("longitude"),
                    models.F("latitude"),
                    function="point",
                    output_field=models.FloatField(),
                ),
                name="city_by_position",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source=CitySource.GEONAMES, id__lt=FIRST_OWN_ID)
                | models.Q(source=CitySource.REGISTER, id__gte=FIRST_OWN_ID),
                name="city_id_fits_its_source",
            ),
            models.CheckConstraint(
                condition=models.Q(status=CityStatus.MERGED, merged_into__isnull=False)
                | (~models.Q(status=CityStatus.MERGED) & models.Q(merged_into__isnull=True)),
                name="city_merged_into_another",
            ),
            models.CheckConstraint(condition=~models.Q(merged_into=models.F("id")), name="city_not_merged_into_itself"),
            models.CheckConstraint(
                # Said of both: a condition on an unknown number is unknown, which the database takes for kept.
                condition=models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                )
                | models.Q(latitude__isnull=True, longitude__isnull=True),
                name="city_lies_on_earth",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.rank = search_rank(population=self.population, is_capital=self.is_capital)
        super().save(*args, **kwargs)


class CityNameKind(models.TextChoices):
    """How a city came by a name."""

    OFFICIAL = "official", _("Official")
    ALTERNATE = "alternate", _("Alternate")
    ALIAS = "alias", _("Alias of this register")
    FORMER = "former", _("Former")
    EXONYM = "exonym", _("Name in another language")
    TRANSLITERATION = "transliteration", _("Transliteration")
    CODE = "code", _("Code")


class CityName(models.Model):
    """One name of a city in any language; names of one city with the same search key are kept once."""

    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        on_delete=models.CASCADE,
        related_name="names",
        db_index=False,  # the unique constraint below begins with it
    )
    # The city's own country, kept here too so that a search within one country reads one stretch of one index.
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(_("search key"), max_length=KEY_LENGTH, db_collation="C", editable=False)
    kind = models.CharField(_("kind"), max_length=15, choices=CityNameKind.choices, default=CityNameKind.ALTERNATE)
    language = models.CharField(_("language"), max_length=8, blank=True)
    script = models.CharField(_("script"), max_length=4, blank=True, editable=False)
    is_preferred = models.BooleanField(_("preferred in its language"), default=False)
    rank = models.PositiveIntegerField(_("search rank"), default=0, editable=False)
    neighbours = ArrayField(models.IntegerField(), verbose_name=_("keys one letter away"), default=list, editable=False)

    objects = CityNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("city name")
        verbose_name_plural = _("city names")
        ordering = ["city", "-is_preferred", "name"]
        constraints = [models.UniqueConstraint(fields=["city", "key"], name="city_name_once")]
        indexes = [
            # A typed beginning, letters in byte order so that a range of keys is one stretch of the index.
            models.Index(fields=["key", "-rank"], include=["id"], name="city_name_key"),
            models.Index(fields=["country", "key", "-rank"], include=["id"], name="city_name_key_in_country"),
            # One to three letters begin a hundred thousand names: these give the largest places at once.
            models.Index(Left("key", 1), models.F("rank").desc(), name="city_name_letter"),
            models.Index(Left("key", 2), models.F("rank").desc(), name="city_name_two_letters"),
            models.Index(Left("key", 3), models.F("rank").desc(), name="city_name_three_letters"),
            # Any word of a name that has several.
            GinIndex(
                models.Func(
                    models.Func(models.F("key"), models.Value(" "), function="string_to_array"),
                    function="array_to_tsvector",
                ),
                condition=models.Q(key__contains=" "),
                name="city_name_words",
            ),
            # Names one typing error away share a key with one letter left out.
            GinIndex(fields=["neighbours"], name="city_name_neighbours"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = name_key(self.name)
        self.script = script_of(self.name)
        self.neighbours = indexed_neighbours(self.key, self.kind)
        self.country_id = self.city.country_id
        self.rank = name_rank(self.city.rank, self.kind)
        super().save(*args, **kwargs)
