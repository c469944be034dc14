"""What an agreement is for, and by what it will be measured."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import Direction, TargetGroup
from agreements.models.agreement import Agreement
from agreements.models.document import Document
from agreements.models.voiding import VoidableModel, VoidableQuerySet
from twinning.core.dates import Precision
from twinning.core.models import (
    PartialDateAttribute,
    PrecisionField,
    PublicIdModel,
    TimeStampedModel,
    VersionedModel,
    in_language,
    partial_date_constraint,
)
from twinning.focus_areas.models import FocusArea


@pghistory.track()
class Purpose(PublicIdModel, TimeStampedModel, VersionedModel):
    """A focus area together with a specific statement of what the cities want in it."""

    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.CASCADE,
        related_name="purposes",
    )
    focus_area = models.ForeignKey(
        FocusArea,
        verbose_name=_("focus area"),
        on_delete=models.PROTECT,
        related_name="purposes",
    )
    statement_ar = models.TextField(_("statement in Arabic"), blank=True)
    statement_en = models.TextField(_("statement in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        ordering = ["agreement", "position", "id"]

    def __str__(self) -> str:
        return self.statement

    @property
    def statement(self) -> str:
        return in_language(self.statement_ar, self.statement_en)


@pghistory.track()
class Indicator(PublicIdModel, TimeStampedModel, VersionedModel):
    """What is counted to tell whether a purpose is being reached."""

    purpose = models.ForeignKey(
        Purpose,
        verbose_name=_("purpose"),
        on_delete=models.CASCADE,
        related_name="indicators",
    )
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    unit_ar = models.CharField(_("unit in Arabic"), max_length=60, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=60, blank=True)
    # Empty baseline: recorded as not known.
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=2)
    # Told from baseline and target where both are known; without a baseline somebody has to say it.
    direction = models.CharField(_("direction"), max_length=4, choices=Direction.choices, default=Direction.RISE)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_on_precision = PrecisionField(_("precision"))
    target_groups = ArrayField(
        models.CharField(max_length=30, choices=TargetGroup.choices),
        verbose_name=_("target groups"),
        default=list,
        blank=True,
    )

    due = PartialDateAttribute("due_on")

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["purpose", "id"]
        constraints = [partial_date_constraint("indicator", "due_on")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_en)

    @property
    def unit(self) -> str:
        return in_language(self.unit_ar, self.unit_en)


@pghistory.track()
class Measurement(PublicIdModel, TimeStampedModel, VersionedModel, VoidableModel):
    """One value of an indicator as of a day, month or year, with its source."""

    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        on_delete=models.CASCADE,
        related_name="measurements",
    )
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    as_of = models.DateField(_("as of"))
    as_of_precision = PrecisionField(_("precision"), default=Precision.DAY)
    source = models.CharField(_("source"), max_length=300)
    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measurements",
    )

    measured = PartialDateAttribute("as_of")
    objects = VoidableQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["indicator", "as_of", "id"]
        constraints = [partial_date_constraint("measurement", "as_of")]

    def __str__(self) -> str:
        return f"{self.value} ({self.as_of})"
