"""The closed vocabularies of imports; stored in lower snake, shown through their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RunState(models.TextChoices):
    """How far a run has come. A job works while it is reading, checking, applying or undoing; else a person decides."""

    READING = "reading", _("Reading the file")
    MATCHING = "matching", _("Columns to match")
    CHECKING = "checking", _("Checking the rows")
    REVIEW = "review", _("Ready for review")
    APPLYING = "applying", _("Applying")
    APPLIED = "applied", pgettext_lazy("import", "Applied")
    UNDOING = "undoing", _("Undoing")
    UNDONE = "undone", _("Undone")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Could not be read")


AT_WORK = [RunState.READING, RunState.CHECKING, RunState.APPLYING, RunState.UNDOING]


class Outcome(models.TextChoices):
    """What the dry run says of a row; empty until it was checked."""

    NEW = "new", pgettext_lazy("rows", "New")
    CHANGED = "changed", pgettext_lazy("rows", "Changed")
    UNCHANGED = "unchanged", pgettext_lazy("rows", "Unchanged")
    DOUBTFUL = "doubtful", pgettext_lazy("rows", "Doubtful")
    WRONG = "wrong", pgettext_lazy("rows", "Wrong")


APPLICABLE = [Outcome.NEW, Outcome.CHANGED]


class Result(models.TextChoices):
    """What became of a row when the run was applied or undone; empty until then."""

    APPLIED = "applied", pgettext_lazy("rows", "Applied")
    REFUSED = "refused", pgettext_lazy("rows", "Refused")
    UNDONE = "undone", pgettext_lazy("rows", "Undone")
    KEPT = "kept", pgettext_lazy("rows", "Kept: edited since")


class Mode(models.TextChoices):
    """How a run is applied: all its rows or none, or each row for itself."""

    EACH = "each", _("Each row for itself")
    WHOLE = "whole", _("All rows or none")


class FileFormat(models.TextChoices):
    """The kinds of file that are read."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel (XLSX)"
    JSON = "json", "JSON"
