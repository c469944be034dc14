"""What the two sides will do together until when, and how far each step has come."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import PlanProgress
from agreements.models.activity import Activity
from agreements.models.purpose import Purpose
from agreements.models.relationship import Relationship
from twinning.core.models import PublicIdModel, TimeStampedModel, VersionedModel


@pghistory.track()
class ActionPlan(PublicIdModel, TimeStampedModel, VersionedModel):
    """A plan of a relationship with a horizon; for the two sides and those who read their internal records."""

    relationship = models.ForeignKey(
        Relationship,
        verbose_name=_("relationship"),
        on_delete=models.PROTECT,
        related_name="action_plans",
    )
    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    # The day on which both sides agreed to it; from then on it counts as joint planning.
    agreed_on = models.DateField(_("agreed by both sides on"), null=True, blank=True)
    activity = models.OneToOneField(
        Activity,
        verbose_name=_("activity"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="action_plan",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["relationship", "-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="plan_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class PlanItem(PublicIdModel, TimeStampedModel):
    """One step of an action plan: what, who, by when, for which purpose."""

    plan = models.ForeignKey(ActionPlan, verbose_name=_("action plan"), on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    what = models.CharField(_("what"), max_length=300)
    who = models.CharField(_("who"), max_length=150, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    purpose = models.ForeignKey(
        Purpose,
        verbose_name=_("purpose"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="plan_items",
    )
    progress = models.CharField(_("progress"), max_length=9, choices=PlanProgress.choices, default=PlanProgress.PLANNED)

    class Meta:
        verbose_name = _("step of an action plan")
        verbose_name_plural = _("steps of an action plan")
        ordering = ["plan", "position", "id"]

    def __str__(self) -> str:
        return self.what
