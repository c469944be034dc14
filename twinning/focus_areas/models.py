"""The tree of focus areas: what agreements are about."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twinning.core.models import BilingualNameModel
from twinning.focus_areas.choices import SDG_TITLES


class FocusArea(BilingualNameModel):
    """A sector of cooperation: one of four roots, or a sub-area under a root."""

    code = models.SlugField(_("code"), max_length=60, primary_key=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("root"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sub_areas",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    sdg_goals = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("SDG goals"), default=list, blank=True)
    dac_codes = ArrayField(
        models.CharField(max_length=5),
        verbose_name=_("OECD-DAC sector codes"),
        default=list,
        blank=True,
    )

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["position"]

    @property
    def root_code(self) -> str:
        """The code of the root this area lies under (its own when it is a root)."""
        return self.parent_id or self.code

    @property
    def sdg_titles(self) -> list[tuple[int, str | Promise]]:
        """The goals of the United Nations it serves, by number and title."""
        return [(number, SDG_TITLES[number]) for number in self.sdg_goals if number in SDG_TITLES]
