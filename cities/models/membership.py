"""Where a person's role holds: for one city, for one country, or everywhere."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from cities.models.geography import Country
from twinning.accounts.roles import Role
from twinning.core.models import TimeStampedModel

CITY_ROLES = [Role.OFFICER, Role.APPROVER, Role.PARTNER]
EVERYWHERE_ROLES = [Role.ANALYST, Role.ADMIN]


@pghistory.track()
class CityMembership(TimeStampedModel):
    """A person's role in a city, a country, or (analysts, administrators) everywhere."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            # An officer without a city, or a reviewer without a country, would reach nothing or everything.
            models.CheckConstraint(
                condition=models.Q(role__in=CITY_ROLES, city__isnull=False, country__isnull=True)
                | models.Q(role=Role.REVIEWER, city__isnull=True, country__isnull=False)
                | models.Q(role__in=EVERYWHERE_ROLES, city__isnull=True, country__isnull=True),
                name="membership_reach_fits_role",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "city", "country"],
                name="membership_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} · {self.city or self.country or _('everywhere')}"
