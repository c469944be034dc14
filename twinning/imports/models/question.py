"""What only a person can decide."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from twinning.imports.models.run import ImportRun


class ImportQuestion(models.Model):
    """A name in the file that may mean several records: asked once, for all rows that have it."""

    run = models.ForeignKey(ImportRun, verbose_name=_("import"), on_delete=models.CASCADE, related_name="asked")
    key = models.CharField(_("key"), max_length=300)
    text = models.CharField(_("name in the file"), max_length=300)
    context = models.CharField(_("what stands beside it"), max_length=300, blank=True)
    # [{"value", "label": {ar, en}, "detail": {ar, en}, "score", "reasons": [{ar, en}]}], the likeliest first.
    candidates = models.JSONField(_("candidates"), default=list)
    # What whoever asked needs again to remember the answer.
    asked_of = models.JSONField(_("asked of"), default=dict)
    answer = models.CharField(_("answer"), max_length=60, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("question of an import")
        verbose_name_plural = _("questions of imports")
        ordering = ["run", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="import_question_once")]

    def __str__(self) -> str:
        return self.text
