"""What the cities did together."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import GRADE_OF, ActivityType, Grade, TargetGroup, Visibility
from agreements.models.agreement import Agreement
from agreements.models.document import Document
from agreements.models.purpose import Purpose
from agreements.models.relationship import Relationship
from agreements.models.voiding import VoidableModel, VoidableQuerySet
from cities.models import City
from twinning.core.models import (
    PartialDateAttribute,
    PrecisionField,
    PublicIdModel,
    TimeStampedModel,
    VersionedModel,
    in_language,
    partial_date_constraint,
)


@pghistory.track()
class Activity(PublicIdModel, TimeStampedModel, VersionedModel, VoidableModel):
    """Something that happened under a relationship, from a courtesy visit to a delivered project."""

    relationship = models.ForeignKey(
        Relationship,
        verbose_name=_("relationship"),
        on_delete=models.PROTECT,
        related_name="activities",
    )
    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
    )
    type = models.CharField(_("type"), max_length=24, choices=ActivityType.choices)
    title_ar = models.CharField(_("title in Arabic"), max_length=300, blank=True)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    starts_on_precision = PrecisionField(_("precision"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    ends_on_precision = PrecisionField(_("precision"))
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    purposes = models.ManyToManyField(Purpose, verbose_name=_("purposes"), related_name="activities", blank=True)
    cost = models.DecimalField(_("cost"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    funding_source = models.CharField(_("source of funding"), max_length=200, blank=True)
    result_ar = models.TextField(_("result in Arabic"), blank=True)
    result_en = models.TextField(_("result in English"), blank=True)
    documents = models.ManyToManyField(Document, verbose_name=_("evidence"), related_name="activities", blank=True)
    visibility = models.CharField(
        _("visibility"),
        max_length=8,
        choices=Visibility.choices,
        default=Visibility.PUBLIC,
    )
    is_fictional = models.BooleanField(_("made up for the demo"), default=False, editable=False)

    starts = PartialDateAttribute("starts_on")
    ends = PartialDateAttribute("ends_on")
    objects = VoidableQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-starts_on", "-id"]
        constraints = [
            partial_date_constraint("activity", "starts_on"),
            partial_date_constraint("activity", "ends_on"),
        ]
        indexes = [models.Index(fields=["relationship", "-starts_on"], name="activity_of_relationship")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_ar, self.title_en)

    @property
    def result(self) -> str:
        return in_language(self.result_ar, self.result_en)

    @property
    def grade(self) -> Grade:
        return GRADE_OF[self.type]


@pghistory.track()
class ActivityParticipants(models.Model):
    """How many people of one target group (or of none in particular) took part in an activity."""

    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        on_delete=models.CASCADE,
        related_name="participants",
    )
    target_group = models.CharField(_("target group"), max_length=30, choices=TargetGroup.choices, blank=True)
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("participants")
        verbose_name_plural = _("participants")
        constraints = [models.UniqueConstraint(fields=["activity", "target_group"], name="group_once_per_activity")]

    def __str__(self) -> str:
        return f"{self.people} {self.get_target_group_display()}"
