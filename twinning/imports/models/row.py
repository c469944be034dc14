"""One row of an imported file."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from twinning.imports.choices import Outcome, Result
from twinning.imports.models.run import ImportRun


class ImportRow(models.Model):
    """One row of the file as it was read, what the dry run says of it, and what it became: its provenance."""

    run = models.ForeignKey(ImportRun, verbose_name=_("import"), on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row of the file"))
    cells = models.JSONField(_("cells"))
    # What is wrong with the cells before anything is understood: a formula, a character that is not one.
    flaws = models.JSONField(_("flaws of the cells"), default=list)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices, blank=True)
    # What the row is about, so that a second row about the same is found.
    key = models.CharField(_("key"), max_length=500, blank=True)
    target = models.CharField(_("record it is about"), max_length=60, blank=True)
    problems = models.JSONField(_("problems"), default=list)
    changes = models.JSONField(_("changes"), default=list)
    notes = models.JSONField(_("notes"), default=list)
    questions = ArrayField(models.CharField(max_length=300), verbose_name=_("questions"), default=list)
    # What the dry run worked out and the writing needs.
    content = models.JSONField(_("content"), default=dict)
    result = models.CharField(_("result"), max_length=8, choices=Result.choices, blank=True)
    subject = models.CharField(_("record written"), max_length=60, blank=True)
    # What was there before, by which the writing is taken back.
    before = models.JSONField(_("before"), default=dict)
    result_words = models.JSONField(_("words about the result"), default=dict)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [
            # The tabs of the preview, and the rows that still wait.
            models.Index(fields=["run", "outcome", "number"], name="import_row_by_outcome"),
            models.Index(fields=["run", "result", "number"], name="import_row_by_result"),
            models.Index(fields=["run", "key"], name="import_row_by_key"),
            # Where a record comes from.
            models.Index(fields=["subject"], condition=~models.Q(subject=""), name="import_row_of_subject"),
            GinIndex(fields=["questions"], name="import_row_questions"),
        ]

    def __str__(self) -> str:
        return f"{self.run}: {self.number}"
