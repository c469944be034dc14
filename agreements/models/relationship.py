"""The lasting tie between two or more places."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import Origin, Side, Vitality
from agreements.querysets import RelationshipQuerySet
from cities.models import City, Governorate
from twinning.core.models import (
    PartialDateAttribute,
    PrecisionField,
    PublicIdModel,
    TimeStampedModel,
    VersionedModel,
    partial_date_constraint,
)

# What is computed again every night has a history of its own, `VitalityPoint`.
COMPUTED = ["vitality", "vitality_reasons", "whole_vitality", "whole_vitality_reasons", "vitality_on"]


@pghistory.track(exclude=COMPUTED)
class Relationship(PublicIdModel, TimeStampedModel, VersionedModel):
    """A tie between places, under which agreements form a chain; it carries vitality."""

    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.REGISTERED)
    # The sorted places of the tie, such as "c:250441+c:2538475": one relationship per set and origin.
    members_key = models.CharField(_("places"), max_length=500, editable=False)
    since_on = models.DateField(_("since"), null=True, blank=True)
    since_on_precision = PrecisionField(_("precision"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    # From what everybody may know; beside it, from internal facts too, for those who may read them all.
    vitality = models.CharField(_("vitality"), max_length=8, choices=Vitality.choices, default=Vitality.UNKNOWN)
    vitality_reasons = models.JSONField(_("reasons of the vitality"), default=list, blank=True)
    whole_vitality = models.CharField(
        _("vitality with internal facts"), max_length=8, choices=Vitality.choices, default=Vitality.UNKNOWN
    )
    whole_vitality_reasons = models.JSONField(_("reasons with internal facts"), default=list, blank=True)
    vitality_on = models.DateField(_("vitality computed on"), null=True, blank=True)

    since = PartialDateAttribute("since_on")
    objects = RelationshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        constraints = [
            models.UniqueConstraint(fields=["members_key", "origin"], name="one_relationship_per_places"),
            partial_date_constraint("relationship", "since_on"),
        ]

    def __str__(self) -> str:
        return " – ".join(member.name for member in self.members.all())


@pghistory.track()
class RelationshipMember(models.Model):
    """One place of a relationship: a city, or a governorate where the tie is between governorates."""

    relationship = models.ForeignKey(
        Relationship,
        verbose_name=_("relationship"),
        on_delete=models.PROTECT,
        related_name="members",
    )
    side = models.CharField(_("side"), max_length=7, choices=Side.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="relationship_memberships",
    )
    governorate = models.ForeignKey(
        Governorate,
        verbose_name=_("governorate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="relationship_memberships",
    )

    class Meta:
        verbose_name = _("place of a relationship")
        verbose_name_plural = _("places of a relationship")
        ordering = ["relationship", "position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(city__isnull=False, governorate__isnull=True)
                | models.Q(city__isnull=True, governorate__isnull=False),
                name="member_is_one_place",
            ),
            models.UniqueConstraint(fields=["relationship", "city"], name="city_once_in_relationship"),
            models.UniqueConstraint(fields=["relationship", "governorate"], name="governorate_once_in_tie"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(self.city or self.governorate)
