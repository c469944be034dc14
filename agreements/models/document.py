"""Files kept with an agreement."""

import uuid

import pghistory
from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import DocumentKind, DocumentLanguage, Visibility
from agreements.models.agreement import Agreement
from twinning.core.models import PublicIdModel, TimeStampedModel, VersionedModel


def private_storage() -> Storage:
    """The storage of documents, outside every folder that a web server hands out."""
    return storages["documents"]


def storage_path(_document: "Document", _filename: str) -> str:
    """A path that tells nothing: the name people gave the file is kept in the database alone."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


@pghistory.track()
class Document(PublicIdModel, TimeStampedModel, VersionedModel):
    """A file of an agreement: checked by content, sealed by its SHA-256, read only through policy."""

    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.PROTECT,
        related_name="documents",
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=DocumentKind.choices,
        default=DocumentKind.AGREEMENT_TEXT,
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=DocumentLanguage.choices,
        default=DocumentLanguage.ARABIC,
    )
    visibility = models.CharField(
        _("visibility"),
        max_length=8,
        choices=Visibility.choices,
        default=Visibility.INTERNAL,
    )
    file = models.FileField(_("file"), upload_to=storage_path, storage=private_storage, max_length=200)
    original_name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(_("type of content"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Nothing is deleted: a document taken out of a draft is marked, and its file stays for the record.
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["agreement", "id"]
        constraints = [
            # The same file sent twice (a double click, a retried upload) is one document.
            models.UniqueConstraint(
                fields=["agreement", "sha256"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="document_once_per_agreement",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.original_name
