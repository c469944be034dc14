"""Who looks after an agreement, and by when notice must be given of its end."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from twinning.core.models import PublicIdModel, TimeStampedModel, VersionedModel


@pghistory.track()
class Responsibility(TimeStampedModel, VersionedModel):
    """On whose desk the dates of an agreement lie; without a row, on that of whoever submitted it."""

    agreement = models.OneToOneField(
        Agreement, verbose_name=_("agreement"), on_delete=models.CASCADE, related_name="responsibility"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    notice_days = models.PositiveSmallIntegerField(_("notice period in days"), null=True, blank=True)
    renews_automatically = models.BooleanField(_("renews itself unless notice is given"), default=False)

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.person or '–'}"


class CalendarFeed(PublicIdModel, TimeStampedModel):
    """A person's private calendar address; only a hash of its secret is kept, and it can be revoked."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    secret_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints: ClassVar = [
            # A new address takes the place of the one before.
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at__isnull=True), name="one_live_feed_per_person"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
