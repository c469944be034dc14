"""Who concludes an agreement."""

from collections.abc import Iterable

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import MEMBER_ROLES, PartyRole, Side
from agreements.models.agreement import Agreement
from cities.models import City, Country, Governorate
from twinning.core.models import PublicIdModel, TimeStampedModel, in_language


@pghistory.track()
class AgreementParty(PublicIdModel, TimeStampedModel):
    """A municipality, a governorate or an organisation that concludes an agreement on one of its sides."""

    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.CASCADE,
        related_name="parties",
    )
    role = models.CharField(_("role"), max_length=22, choices=PartyRole.choices)
    side = models.CharField(_("side"), max_length=7, choices=Side.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parties",
    )
    governorate = models.ForeignKey(
        Governorate,
        verbose_name=_("governorate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parties",
    )
    # Kept beside the place so that filters and facets by country need no further join.
    country = models.ForeignKey(Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="parties")
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    signatory_ar = models.CharField(_("signatory in Arabic"), max_length=200, blank=True)
    signatory_en = models.CharField(_("signatory in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["agreement", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "city"],
                condition=models.Q(role__in=[PartyRole.LEAD_MUNICIPALITY, PartyRole.PARTNER_MUNICIPALITY]),
                name="municipality_once_per_agreement",
            ),
            models.UniqueConstraint(
                fields=["agreement", "governorate"],
                condition=models.Q(role=PartyRole.GOVERNORATE),
                name="governorate_once_per_agreement",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(role=PartyRole.LEAD_MUNICIPALITY),
                name="one_lead_per_agreement",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The organisation's own name, or the name of its place."""
        return in_language(self.name_ar, self.name_en) or str(self.city or self.governorate)

    @property
    def signatory(self) -> str:
        """Who signs, or signed, for this party; empty where it is not known."""
        return in_language(self.signatory_ar, self.signatory_en)

    @property
    def place_key(self) -> str:
        """The party's place within a relationship's `members_key`."""
        return f"c:{self.city_id}" if self.city_id else f"g:{self.governorate_id}"


def members_key_of(parties: Iterable[AgreementParty]) -> str:
    """The sorted places among `parties` that make a relationship, such as `c:250441+c:2538475`."""
    return "+".join(sorted({party.place_key for party in parties if party.role in MEMBER_ROLES}))
