"""What somebody is told, how she wants to be told, and the letters that leave the house."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twinning.core.models import PublicIdModel


class Notice(PublicIdModel, models.Model):
    """One thing one person is told, once (`key`); its words are made when they are read, in her language of then."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.CASCADE,
        related_name="notices",
        db_index=False,  # both indexes below begin with it
    )
    kind = models.SlugField(_("kind"), max_length=40)
    subject_type = models.SlugField(_("kind of record"), max_length=30)
    subject_id = models.UUIDField(_("record"))
    key = models.CharField(_("key"), max_length=200)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now())
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("put into a letter at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_told_once")]
        indexes = [models.Index(fields=["recipient", "-created_at", "-id"], name="notices_of_person")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"


class Way(models.TextChoices):
    """How somebody wants to hear of one kind of notice."""

    NONE = "none", _("Not at all")
    IN_APP = "in_app", _("Only here")
    DAILY = "daily", _("Here and by e-mail, daily")
    WEEKLY = "weekly", _("Here and by e-mail, weekly")


class Weekday(models.IntegerChoices):
    """The day of a weekly letter, as Python counts days."""

    MONDAY = 0, pgettext_lazy("weekday", "Monday")
    TUESDAY = 1, pgettext_lazy("weekday", "Tuesday")
    WEDNESDAY = 2, pgettext_lazy("weekday", "Wednesday")
    THURSDAY = 3, pgettext_lazy("weekday", "Thursday")
    FRIDAY = 4, pgettext_lazy("weekday", "Friday")
    SATURDAY = 5, pgettext_lazy("weekday", "Saturday")
    SUNDAY = 6, pgettext_lazy("weekday", "Sunday")


class NoticePreferences(models.Model):
    """What one person chose: a way for kinds of notices (the others have their kind's own), and the day of the week."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="notice_preferences",
    )
    ways = models.JSONField(_("ways by kind"), default=dict, blank=True)
    weekday = models.PositiveSmallIntegerField(_("day of the weekly letter"), choices=Weekday.choices, default=6)
    unsubscribe_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("preferences of notices")
        verbose_name_plural = _("preferences of notices")

    def __str__(self) -> str:
        return str(self.user)


class Letter(PublicIdModel, models.Model):
    """One e-mail that leaves the house once: written in the transaction of its cause, sent by the worker.

    A worker that is killed between handing a letter over and noting it hands it over again, under the same
    Message-ID, by which mail systems know it for the same letter: never lost, never two different ones.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    to_email = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=2)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("as a page"))
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-id"]
        indexes = [
            # The few that still wait.
            models.Index(fields=["id"], condition=models.Q(sent_at__isnull=True), name="letter_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.to_email}: {self.subject}"
