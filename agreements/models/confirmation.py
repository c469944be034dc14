"""Whether the other side says the same of an agreement as the record does."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from twinning.core.models import PublicIdModel, TimeStampedModel, VersionedModel


class RoundState(models.TextChoices):
    """How far one asking has come."""

    ASKED = "asked", _("Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    DISPUTED = "disputed", _("Disputed")
    SETTLED = "settled", _("Dispute settled")


class ConfirmedPart(models.TextChoices):
    """A part of a record that the other side confirms or says to be wrong."""

    TITLE = "title", _("Title")
    TYPE = "type", _("Type")
    PARTIES = "parties", _("Parties")
    SIGNED = "signed", _("Day of signing")
    IN_FORCE = "in_force", _("In force from")
    ENDS = "ends", _("End")
    PURPOSES = "purposes", _("Purposes")
    LEGAL_BASIS = "legal_basis", _("Legal basis")
    OTHER = "other", _("Anything else")


@pghistory.track()
class Confirmation(PublicIdModel, TimeStampedModel, VersionedModel):
    """One asking of the other side, and what it answered: who, when, about which version of the record."""

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("agreement"), on_delete=models.CASCADE, related_name="confirmations"
    )
    state = models.CharField(_("state"), max_length=9, choices=RoundState.choices, default=RoundState.ASKED)
    asked_at = models.DateTimeField(_("asked at"))
    asked_times = models.PositiveSmallIntegerField(_("times asked"), default=1)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Empty where people of the partner city have accounts here and were told there.
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="ar")

    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answered by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_name = models.CharField(_("name"), max_length=150, blank=True)
    answered_version = models.PositiveIntegerField(_("version of the record"), null=True, blank=True)
    fingerprint = models.CharField(_("fingerprint of the facts"), max_length=64, blank=True)

    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("settled by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    settlement = models.TextField(_("answer to the dispute"), blank=True)

    class Meta:
        verbose_name = _("confirmation by the other side")
        verbose_name_plural = _("confirmations by the other side")
        ordering: ClassVar = ["agreement", "id"]
        constraints: ClassVar = [
            # Two askings at once would let one side answer twice.
            models.UniqueConstraint(
                fields=["agreement"], condition=models.Q(state=RoundState.ASKED), name="one_open_asking_per_agreement"
            ),
            models.CheckConstraint(
                condition=models.Q(state=RoundState.ASKED, answered_at__isnull=True)
                | (~models.Q(state=RoundState.ASKED) & models.Q(answered_at__isnull=False) & ~models.Q(fingerprint="")),
                name="answer_has_its_day_and_facts",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RoundState.SETTLED, settled_at__isnull=False)
                | (~models.Q(state=RoundState.SETTLED) & models.Q(settled_at__isnull=True)),
                name="settled_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.get_state_display()}"


@pghistory.track()
class DisputedPart(models.Model):
    """What the other side says is wrong with one part of the record."""

    confirmation = models.ForeignKey(
        Confirmation, verbose_name=_("confirmation"), on_delete=models.CASCADE, related_name="disputed_parts"
    )
    part = models.CharField(_("part"), max_length=12, choices=ConfirmedPart.choices)
    text = models.TextField(_("what is wrong"))

    class Meta:
        verbose_name = _("disputed part")
        verbose_name_plural = _("disputed parts")
        ordering: ClassVar = ["confirmation", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["confirmation", "part"], name="part_disputed_once"),
        ]

    def __str__(self) -> str:
        return self.get_part_display()
