"""What was looked into before an agreement was submitted."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from twinning.core.models import TimeStampedModel, VersionedModel

HEADINGS = ("political", "cultural", "economic", "community_readiness", "local_adaptation")


@pghistory.track()
class DueDiligence(TimeStampedModel, VersionedModel):
    """The note on the other city's determinants, the community's readiness, and what must stay local."""

    agreement = models.OneToOneField(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.CASCADE,
        related_name="due_diligence",
    )
    political = models.TextField(_("political determinants"), blank=True)
    cultural = models.TextField(_("cultural determinants"), blank=True)
    economic = models.TextField(_("economic determinants"), blank=True)
    community_readiness = models.TextField(_("community readiness"), blank=True)
    local_adaptation = models.TextField(_("local adaptation"), blank=True)

    class Meta:
        verbose_name = _("due diligence")
        verbose_name_plural = _("due diligence")

    def __str__(self) -> str:
        return str(self.agreement)
