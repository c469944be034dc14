"""The append-only, hash-chained record of what happened."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One thing that happened to one record; never changed, never deleted, each sealed with the one before it.

    Events are written under one lock held until commit, so the order of `id` is the order of commits.
    """

    id = models.BigIntegerField(primary_key=True)
    type = models.CharField(_("type"), max_length=60)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    subject_type = models.CharField(_("kind of record"), max_length=40)
    subject_id = models.CharField(_("record"), max_length=40)
    subject_version = models.PositiveIntegerField(_("version of the record"), default=0)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    payload = models.JSONField(_("facts"), default=dict)
    previous_hash = models.CharField(_("hash of the event before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["id"]
        indexes = [
            # The history of one record, oldest first.
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_of_subject"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.id} {self.type}"
