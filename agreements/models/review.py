"""The yearly look at a relationship: asked of both sides, accepted by a reviewer."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import ReviewState, Side
from agreements.models.relationship import Relationship
from twinning.core.models import PublicIdModel, TimeStampedModel, VersionedModel


@pghistory.track()
class Review(PublicIdModel, TimeStampedModel, VersionedModel):
    """A relationship's follow-up report for one year."""

    relationship = models.ForeignKey(
        Relationship,
        verbose_name=_("relationship"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=8, choices=ReviewState.choices, default=ReviewState.ASKED)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    # What the reviewer wrote when the report went back, or was accepted.
    comment = models.TextField(_("comment of the reviewer"), blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["relationship", "-year"]
        constraints = [models.UniqueConstraint(fields=["relationship", "year"], name="one_review_per_year")]

    def __str__(self) -> str:
        return f"{self.relationship} · {self.year}"


@pghistory.track()
class ReviewAnswer(TimeStampedModel):
    """What one side of a relationship reports for the year."""

    review = models.ForeignKey(Review, verbose_name=_("review"), on_delete=models.CASCADE, related_name="answers")
    side = models.CharField(_("side"), max_length=7, choices=Side.choices)
    achieved = models.TextField(_("what was achieved"), blank=True)
    planned = models.TextField(_("what is planned"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Whoever answered by an e-mailed link has a name and no account.
    answered_name = models.CharField(_("name of whoever answered"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer to a review")
        verbose_name_plural = _("answers to a review")
        constraints = [models.UniqueConstraint(fields=["review", "side"], name="one_answer_per_side")]

    def __str__(self) -> str:
        return f"{self.review} · {self.get_side_display()}"
