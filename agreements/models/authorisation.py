"""The legal chain: the route a country asks for, and the steps an agreement has taken on it."""

import datetime

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import (
    AgreementType,
    AuthorisationKind,
    AuthorisationState,
    Blocks,
    ClockStart,
    Lapse,
    Side,
)
from agreements.models.agreement import Agreement
from agreements.models.document import Document
from agreements.querysets import AuthorisationQuerySet
from cities.models import Country
from twinning.accounts.roles import Role
from twinning.core.models import (
    BilingualNameModel,
    PartialDateAttribute,
    PrecisionField,
    PublicIdModel,
    TimeStampedModel,
    VersionedModel,
    in_language,
    partial_date_constraint,
)

SETTLED_STATES = (AuthorisationState.GRANTED, AuthorisationState.DEEMED, AuthorisationState.NOT_REQUIRED)


@pghistory.track()
class ApprovalRoute(BilingualNameModel, PublicIdModel, TimeStampedModel, VersionedModel):
    """The steps by which a country lets its cities conclude agreements; without a country, the default."""

    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="approval_routes",
    )
    agreement_type = models.CharField(
        _("only for agreements of type"),
        max_length=20,
        choices=AgreementType.choices,
        blank=True,
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("approval route")
        verbose_name_plural = _("approval routes")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "agreement_type"],
                name="one_route_per_country_and_type",
                nulls_distinct=False,
            ),
        ]


RECORDERS = [(Role.OFFICER.value, Role.OFFICER.label), (Role.REVIEWER.value, Role.REVIEWER.label)]


class StepModel(models.Model):
    """What a step of a route and a step taken have in common: who decides, who records it, and by when."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=22, choices=AuthorisationKind.choices)
    authority_ar = models.CharField(_("authority in Arabic"), max_length=200, blank=True)
    authority_en = models.CharField(_("authority in English"), max_length=200, blank=True)
    blocks = models.CharField(_("blocks"), max_length=7, choices=Blocks.choices, default=Blocks.SIGNING)
    recorded_by = models.CharField(_("recorded by"), max_length=10, choices=RECORDERS, default=Role.OFFICER)
    clock_days = models.PositiveSmallIntegerField(_("statutory clock in days"), null=True, blank=True)
    clock_from = models.CharField(
        _("clock counts from"),
        max_length=11,
        choices=ClockStart.choices,
        default=ClockStart.SUBMISSION,
    )
    on_lapse = models.CharField(
        _("when the clock runs out"),
        max_length=7,
        choices=Lapse.choices,
        default=Lapse.OVERDUE,
    )

    class Meta:
        abstract = True

    @property
    def authority(self) -> str:
        return in_language(self.authority_ar, self.authority_en)


@pghistory.track()
class ApprovalStep(StepModel):
    """One step of an approval route."""

    route = models.ForeignKey(
        ApprovalRoute,
        verbose_name=_("approval route"),
        on_delete=models.CASCADE,
        related_name="steps",
    )

    class Meta:
        verbose_name = _("step of an approval route")
        verbose_name_plural = _("steps of an approval route")
        ordering = ["route", "position"]
        constraints = [models.UniqueConstraint(fields=["route", "position"], name="route_step_position_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


@pghistory.track()
class Authorisation(PublicIdModel, TimeStampedModel, VersionedModel, StepModel):
    """One step of an agreement's legal chain; being authorised to sign is not being signed."""

    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.CASCADE,
        related_name="authorisations",
    )
    side = models.CharField(_("side"), max_length=7, choices=Side.choices, default=Side.LEAD)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=AuthorisationState.choices,
        default=AuthorisationState.OPEN,
    )
    number = models.CharField(_("number"), max_length=60, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    dated_on_precision = PrecisionField(_("precision"))
    gazette_reference = models.CharField(_("gazette reference"), max_length=120, blank=True)
    official_ar = models.CharField(_("official authorised to sign, in Arabic"), max_length=200, blank=True)
    official_en = models.CharField(_("official authorised to sign, in English"), max_length=200, blank=True)
    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="authorisations",
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    # Kept by the services whenever what the clock counts from changes, so that sets can be asked by it.
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)

    dated = PartialDateAttribute("dated_on")
    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("authorisation")
        verbose_name_plural = _("authorisations")
        ordering = ["agreement", "position", "id"]
        constraints = [partial_date_constraint("authorisation", "dated_on")]
        indexes = [
            models.Index(fields=["kind", "agreement"], name="authorisation_by_kind"),
            # The desks and the nightly job ask for open steps by their last day.
            models.Index(
                fields=["due_on"],
                name="open_authorisation_by_due_day",
                condition=models.Q(state=AuthorisationState.OPEN, due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_settled(self) -> bool:
        """Granted, deemed granted, not required, or not known with the reason recorded."""
        if self.state == AuthorisationState.UNKNOWN:
            return bool(self.note)
        return self.state in SETTLED_STATES

    def is_overdue(self, *, on: datetime.date) -> bool:
        """Whether the step is still open on a day after its last; a step whose silence is consent is never overdue."""
        is_late = self.state == AuthorisationState.OPEN and self.due_on is not None and self.due_on < on
        return is_late and self.on_lapse == Lapse.OVERDUE

    @property
    def official(self) -> str:
        return in_language(self.official_ar, self.official_en)
