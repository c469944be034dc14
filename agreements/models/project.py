"""Larger undertakings under an agreement, with a place, milestones and money."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import ProjectState, TargetGroup, Visibility
from agreements.models.agreement import Agreement
from agreements.models.document import Document
from agreements.models.purpose import Purpose
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
class Project(PublicIdModel, TimeStampedModel, VersionedModel, VoidableModel):
    """A project such as a model neighbourhood: for whom, where, with what money, kept local how."""

    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.PROTECT,
        related_name="projects",
    )
    name_ar = models.CharField(_("name in Arabic"), max_length=300, blank=True)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=ProjectState.choices, default=ProjectState.PLANNED)
    # Why it was stopped, or taken up again.
    state_reason = models.CharField(_("reason of the state"), max_length=500, blank=True)
    purposes = models.ManyToManyField(Purpose, verbose_name=_("purposes"), related_name="projects", blank=True)
    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="projects")
    place = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    starts_on_precision = PrecisionField(_("precision"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    ends_on_precision = PrecisionField(_("precision"))
    budget = models.DecimalField(_("budget"), max_digits=16, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField(_("spent so far"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    funding_source = models.CharField(_("source of funding"), max_length=200, blank=True)
    target_groups = ArrayField(
        models.CharField(max_length=30, choices=TargetGroup.choices),
        verbose_name=_("target groups"),
        default=list,
        blank=True,
    )
    local_adaptation_ar = models.TextField(_("local adaptation in Arabic"), blank=True)
    local_adaptation_en = models.TextField(_("local adaptation in English"), blank=True)
    result_ar = models.TextField(_("result in Arabic"), blank=True)
    result_en = models.TextField(_("result in English"), blank=True)
    documents = models.ManyToManyField(Document, verbose_name=_("documents"), related_name="projects", blank=True)
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
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["agreement", "id"]
        constraints = [
            partial_date_constraint("project", "starts_on"),
            partial_date_constraint("project", "ends_on"),
            # A place on the map has both coordinates or none.
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="project_is_on_the_map",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_en)

    @property
    def local_adaptation(self) -> str:
        return in_language(self.local_adaptation_ar, self.local_adaptation_en)

    @property
    def result(self) -> str:
        return in_language(self.result_ar, self.result_en)


@pghistory.track()
class Milestone(models.Model):
    """One step of a project that can be seen to be done."""

    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="milestones",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_on_precision = PrecisionField(_("precision"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_on_precision = PrecisionField(_("precision"))

    due = PartialDateAttribute("due_on")
    done = PartialDateAttribute("done_on")

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["project", "position"]
        constraints = [
            partial_date_constraint("milestone", "due_on"),
            partial_date_constraint("milestone", "done_on"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_en)

    @property
    def is_done(self) -> bool:
        """Whether it was reached; the day of it may be unknown."""
        return bool(self.done_on_precision)
