"""One legal instrument of a relationship."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import EDITABLE_STATUSES, AgreementType, Link, Status, Visibility
from agreements.models.relationship import Relationship
from agreements.querysets import AgreementQuerySet
from cities.models import City, Country, Facet
from twinning.core.models import (
    PartialDateAttribute,
    PrecisionField,
    PublicIdModel,
    TimeStampedModel,
    VersionedModel,
    in_language,
    partial_date_constraint,
)
from twinning.focus_areas.choices import Axis, Goal

STATUSES_WITHOUT_REFERENCE = [Status.DRAFT, Status.WITHDRAWN]
SIGNED_STATUSES = [Status.SIGNED]
FORCE_STATUSES = [Status.IN_FORCE, Status.SUSPENDED]


@pghistory.track(exclude=["search_key"])
class Agreement(PublicIdModel, TimeStampedModel, VersionedModel):
    """A twinning agreement, charter, memorandum or the like, from draft to its end."""

    reference = models.CharField(_("reference"), max_length=20, unique=True, null=True, blank=True, editable=False)
    relationship = models.ForeignKey(
        Relationship,
        verbose_name=_("relationship"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
    )
    owner_city = models.ForeignKey(
        City,
        verbose_name=_("city that keeps the record"),
        on_delete=models.PROTECT,
        related_name="kept_agreements",
    )
    type = models.CharField(_("type"), max_length=20, choices=AgreementType.choices, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    is_historical = models.BooleanField(_("old instrument recorded from what is known"), default=False)
    title_ar = models.CharField(_("title in Arabic"), max_length=300, blank=True)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    visibility = models.CharField(
        _("visibility"),
        max_length=8,
        choices=Visibility.choices,
        default=Visibility.PUBLIC,
    )

    predecessor = models.ForeignKey(
        "self",
        verbose_name=_("earlier agreement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successors",
    )
    link = models.CharField(_("link to what is on file"), max_length=8, choices=Link.choices, blank=True)
    link_reason = models.CharField(_("reason for a separate agreement"), max_length=500, blank=True)

    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_on_precision = PrecisionField(_("precision"))
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    in_force_on_precision = PrecisionField(_("precision"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    ends_on_precision = PrecisionField(_("precision"))
    has_no_end = models.BooleanField(_("has no end date"), default=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_on_precision = PrecisionField(_("precision"))

    likeness_facets = ArrayField(
        models.CharField(max_length=20, choices=Facet.choices),
        verbose_name=_("basis of likeness"),
        default=list,
        blank=True,
    )
    likeness_ar = models.TextField(_("basis of likeness in Arabic"), blank=True)
    likeness_en = models.TextField(_("basis of likeness in English"), blank=True)
    goals = ArrayField(
        models.CharField(max_length=20, choices=Goal.choices),
        verbose_name=_("goals of urbanism diplomacy"),
        default=list,
        blank=True,
    )
    axes = ArrayField(
        models.CharField(max_length=20, choices=Axis.choices),
        verbose_name=_("axes"),
        default=list,
        blank=True,
    )
    implementation_ar = models.TextField(_("implementation mechanism in Arabic"), blank=True)
    implementation_en = models.TextField(_("implementation mechanism in English"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_fictional = models.BooleanField(_("made up for the demo"), default=False, editable=False)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    # A draft in the trash: out of every list, and restored with all it held.
    discarded_at = models.DateTimeField(_("put in the trash at"), null=True, blank=True, editable=False)
    search_key = models.TextField(_("search key"), blank=True, editable=False)

    signed = PartialDateAttribute("signed_on")
    in_force = PartialDateAttribute("in_force_on")
    ends = PartialDateAttribute("ends_on")
    ended = PartialDateAttribute("ended_on")
    objects = AgreementQuerySet.as_manager()

    DATE_COLUMNS: ClassVar[tuple[str, ...]] = ("signed_on", "in_force_on", "ends_on", "ended_on")

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            *(partial_date_constraint("agreement", c) for c in ("signed_on", "in_force_on", "ends_on", "ended_on")),
            # The law of the statuses: what is signed has a signing date, what came into force a day of force.
            models.CheckConstraint(
                condition=~models.Q(status__in=[*SIGNED_STATUSES, *FORCE_STATUSES]) | models.Q(signed_on__isnull=False),
                name="signed_status_has_signing_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=FORCE_STATUSES) | models.Q(in_force_on__isnull=False),
                name="force_status_has_force_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.EXPIRED) | models.Q(ends_on__isnull=False),
                name="expired_status_has_end_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.TERMINATED) | models.Q(ended_on__isnull=False),
                name="terminated_status_has_ended_date",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=STATUSES_WITHOUT_REFERENCE)
                | models.Q(reference__isnull=False, relationship__isnull=False),
                name="submitted_has_reference_and_tie",
            ),
            models.CheckConstraint(
                condition=models.Q(discarded_at__isnull=True) | models.Q(status=Status.DRAFT, reference__isnull=True),
                name="only_drafts_in_the_trash",
            ),
            models.CheckConstraint(
                condition=~models.Q(has_no_end=True) | models.Q(ends_on__isnull=True),
                name="no_end_has_no_end_date",
            ),
        ]
        indexes = [
            # The list, newest first, within a status.
            models.Index(fields=["status", "-signed_on", "-id"], name="agreement_by_status"),
            models.Index(fields=["-signed_on", "-id"], name="agreement_newest_first"),
            # The nightly expiry and the renewal desk.
            models.Index(fields=["ends_on"], name="agreement_by_end"),
            GinIndex(SearchVector("search_key", config="simple"), name="agreement_words"),
        ]

    def __str__(self) -> str:
        return self.title or self.reference or str(self.public_id)

    @property
    def title(self) -> str:
        return in_language(self.title_ar, self.title_en)

    @property
    def likeness(self) -> str:
        return in_language(self.likeness_ar, self.likeness_en)

    @property
    def implementation(self) -> str:
        return in_language(self.implementation_ar, self.implementation_en)

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE_STATUSES and self.discarded_at is None


class ReferenceSerial(models.Model):
    """The last serial given in a country and year; its locked row keeps references without gaps."""

    country = models.ForeignKey(Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last serial"), default=0)

    class Meta:
        verbose_name = _("reference serial")
        verbose_name_plural = _("reference serials")
        constraints = [models.UniqueConstraint(fields=["country", "year"], name="one_serial_per_country_year")]

    def __str__(self) -> str:
        return f"{self.country_id}-{self.year}: {self.last}"
