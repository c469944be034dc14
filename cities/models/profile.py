"""What a city is like on the five facets of likeness, and what it offers and seeks."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from cities.models.trait import Facet, Trait
from cities.querysets import CityCallQuerySet
from twinning.core.models import PublicIdModel, TimeStampedModel, VersionedModel, in_language
from twinning.focus_areas.models import FocusArea


class EntryState(models.TextChoices):
    """Where a statement about a city stands: its officer proposes it, the ministry's reviewer accepts it."""

    PROPOSED = "proposed", _("Awaiting review")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Returned")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@pghistory.track()
class ProfileEntry(PublicIdModel, TimeStampedModel, VersionedModel):
    """One statement about a city under one facet, with its source and the day it held."""

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="profile_entries")
    facet = models.CharField(_("facet"), max_length=20, choices=Facet.choices)
    text_ar = models.TextField(_("text in Arabic"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    source = models.CharField(_("source"), max_length=300)
    as_of = models.DateField(_("as of"))
    traits = models.ManyToManyField(Trait, verbose_name=_("traits"), related_name="profile_entries", blank=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=EntryState.choices, default=EntryState.ACCEPTED)
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successors",
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    comment = models.CharField(_("comment"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("profile entry")
        verbose_name_plural = _("profile entries")
        ordering = ["city", "facet", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["replaces"],
                condition=models.Q(state="proposed"),
                name="one_proposed_change_per_entry",
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.text_ar, self.text_en)

    @property
    def trait_codes(self) -> list[str]:
        return [trait.pk for trait in self.traits.all()]


class CallDirection(models.TextChoices):
    """Whether a city gives or looks for something."""

    OFFER = "offer", _("Offers")
    NEED = "need", _("Seeks")


@pghistory.track()
class CityCall(PublicIdModel, TimeStampedModel, VersionedModel):
    """Experience a city offers, or a partner it seeks, in one focus area."""

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="calls")
    direction = models.CharField(_("direction"), max_length=5, choices=CallDirection.choices)
    focus_area = models.ForeignKey(FocusArea, verbose_name=_("focus area"), on_delete=models.PROTECT, related_name="+")
    text_ar = models.TextField(_("text in Arabic"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    is_open = models.BooleanField(_("open"), default=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = CityCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer or need")
        verbose_name_plural = _("offers and needs")
        ordering = ["city", "direction", "id"]

    def __str__(self) -> str:
        return in_language(self.text_ar, self.text_en)


class ReplyState(models.TextChoices):
    """Whether the sender of an answer has proved the address it came from."""

    SENT = "sent", _("Awaiting the sender’s confirmation")
    CONFIRMED = "confirmed", _("Confirmed by the sender")


class CallReply(PublicIdModel, TimeStampedModel):
    """An answer to a call from somebody without an account; the city reads it once the sender's address is proved.

    It has no row history: an answer whose sender never proves the address is forgotten for good.
    """

    call = models.ForeignKey(CityCall, verbose_name=_("call"), on_delete=models.PROTECT, related_name="replies")
    name = models.CharField(_("name"), max_length=150)
    organisation = models.CharField(_("city or organisation"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    message = models.TextField(_("message"))
    language = models.CharField(_("language"), max_length=2)
    state = models.CharField(_("state"), max_length=9, choices=ReplyState.choices, default=ReplyState.SENT)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer to a call")
        verbose_name_plural = _("answers to calls")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.name}"
