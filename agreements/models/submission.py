"""Each time an agreement was put before the ministry, and what the ministry said."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement


@pghistory.track()
class Submission(models.Model):
    """One round of review: what was submitted, by whom, and how it was decided."""

    class Outcome(models.TextChoices):
        """How a round ended."""

        RETURNED = "returned", _("Returned")
        AUTHORISED = "authorised", _("Authorised")
        REJECTED = "rejected", _("Rejected")
        CONFIRMED = "confirmed", _("Confirmed as historical")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.CASCADE,
        related_name="submissions",
    )
    round = models.PositiveSmallIntegerField(_("round"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    # The record as it was put before the reviewer, so that the next round can show what changed.
    snapshot = models.JSONField(_("record as submitted"), default=dict)
    # Who is reading it now, so that two reviewers do not do the same work; it binds nobody.
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("being read by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reading_since = models.DateTimeField(_("being read since"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["agreement", "round"]
        constraints = [models.UniqueConstraint(fields=["agreement", "round"], name="submission_round_once")]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.round}"


@pghistory.track()
class FieldComment(models.Model):
    """A reviewer's remark on one part of what was submitted."""

    submission = models.ForeignKey(
        Submission,
        verbose_name=_("submission"),
        on_delete=models.CASCADE,
        related_name="field_comments",
    )
    field = models.CharField(_("field"), max_length=60)
    text = models.TextField(_("comment"))

    class Meta:
        verbose_name = _("comment on a field")
        verbose_name_plural = _("comments on fields")
        ordering = ["submission", "id"]

    def __str__(self) -> str:
        return self.text
