"""One file on its way into the register."""

from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from twinning.core.models import PublicIdModel, TimeStampedModel
from twinning.imports.choices import AT_WORK, FileFormat, Mode, Outcome, RunState


def import_storage() -> Storage:
    """Files of imports lie where documents lie: outside of what a web server hands out by itself."""
    return storages["documents"]


class ImportRun(PublicIdModel, TimeStampedModel):
    """One upload: the file, how its columns were understood, what the dry run found, what was applied."""

    kind = models.CharField(_("kind of rows"), max_length=20)
    # Whose import it is, such as "city:287286" or "country:OM"; empty for the register as a whole.
    organisation = models.CharField(_("organisation"), max_length=40, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    file = models.FileField(_("file"), storage=import_storage, upload_to="imports/%Y/%m/", max_length=300)
    file_name = models.CharField(_("name of the file"), max_length=200)
    file_size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    format = models.CharField(_("format"), max_length=4, choices=FileFormat.choices)
    # How the file was understood: encoding, delimiter, sheet, epoch of its serial dates, row of its headings.
    layout = models.JSONField(_("layout of the file"), default=dict, blank=True)
    headings = models.JSONField(_("headings"), default=list, blank=True)
    # The field that each column fills, by the column's place; empty for a column that is left out.
    matching = models.JSONField(_("matching of the columns"), default=list, blank=True)
    # What is to be known about the file as a whole, in both languages: hidden sheets, merged cells, a suspicious year.
    notes = models.JSONField(_("notes"), default=list, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.READING)
    mode = models.CharField(_("way of applying"), max_length=5, choices=Mode.choices, default=Mode.EACH)
    problem = models.JSONField(_("why it could not go on"), default=dict, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    done_count = models.PositiveIntegerField(_("rows done in this step"), default=0)
    step_started_at = models.DateTimeField(_("step started at"), null=True, blank=True)
    is_cancel_asked = models.BooleanField(_("cancelling was asked for"), default=False)
    counts = models.JSONField(_("rows by outcome"), default=dict, blank=True)
    result_counts = models.JSONField(_("rows by result"), default=dict, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("applied by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        indexes = [
            # The list of an organisation's imports, newest first.
            models.Index(fields=["organisation", "kind", "-id"], name="import_of_organisation"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def is_undoable(self) -> bool:
        return self.state == RunState.APPLIED and bool(self.result_counts.get("applied"))

    def count_of(self, outcome: Outcome) -> int:
        return int(self.counts.get(outcome, 0))

    def values_of(self, cells: list[str]) -> dict[str, str]:
        """The cells of a row by the field they fill; of two columns for one field the first that says something."""
        values: dict[str, Any] = {}
        for field, cell in zip(self.matching, cells, strict=False):
            if field and not values.get(field):
                values[field] = cell
        return values
