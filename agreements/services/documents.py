"""Keeping files: type by content, size, checksum; private storage, read only through policy."""

import datetime
import hashlib
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

import filetype
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from agreements.checks import check_texts
from agreements.choices import DocumentKind, DocumentLanguage, Visibility
from agreements.exceptions import ActNotPermitted
from agreements.models import Agreement, Document
from agreements.policies import AgreementPolicy
from agreements.services.records import lock, save_changed
from twinning.accounts.models import User
from twinning.core.display import size_words
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.core.text import clean_bidi, find_control_characters

# What municipalities keep: PDF, scans, Office and OpenDocument files. Macro-enabled formats are not among them.
ALLOWED_TYPES: dict[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
}
ZIPPED_TYPES = {name for name in ALLOWED_TYPES if name.startswith("application/vnd")}
MOST_ZIP_RATIO = 200  # unpacked bytes per packed byte; honest office files stay under 50
MOST_ZIP_ENTRIES = 5000
MACROS_AND_PROGRAMS = (".zip", "vbaproject.bin", ".exe", ".dll")
MACRO_FOLDERS = ("basic/", "scripts/")  # where OpenDocument keeps macros
# What Python's zip reader raises over files that are broken on purpose: bad sizes, unknown packing, a password.
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)
LONGEST_NAME = 255
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class DocumentInput:
    """A file with what people say about it."""

    upload: UploadedFile[bytes]
    kind: DocumentKind = DocumentKind.AGREEMENT_TEXT
    language: DocumentLanguage = DocumentLanguage.ARABIC
    visibility: Visibility = Visibility.INTERNAL
    title: str = ""


@transaction.atomic
def add_documents(
    agreement: Agreement,
    documents: list[DocumentInput],
    *,
    by: User,
    at: datetime.datetime,
) -> list[Document]:
    """Keep several files with an agreement, all or none; a file that is already there is not kept twice.

    Its keeper may add documents at any time, also to an agreement in force; either side may add evidence once it is
    published. Raises: ActNotPermitted, InvalidInput.
    """
    locked = lock(agreement)
    if not (AgreementPolicy.can_change(by, locked) or AgreementPolicy.can_follow_up(by, locked)):
        raise ActNotPermitted
    checked = []
    problems: list[FieldProblem] = []
    for index, document in enumerate(documents):
        try:
            checked.append((document, check_upload(document.upload)))
        except InvalidInput as error:
            problems += [FieldProblem(f"files.{index}", p.code, p.message) for p in error.problems]
        problems += check_texts([(f"files.{index}.title", document.title, LONGEST_TITLE)])
    if problems:
        raise InvalidInput(problems)
    kept = [_keep(locked, document, content_type, by) for document, content_type in checked]
    facts = {"documents": [{"id": str(row.public_id), "sha256": row.sha256} for row in kept]}
    save_changed(locked, "agreement.documents_added", by=by, at=at, facts=facts)
    return kept


@transaction.atomic
def withdraw_document(document: Document, *, by: User, at: datetime.datetime) -> None:
    """Take a document out of a record; the file and its row stay, marked. Done twice it changes nothing more.

    Raises: ActNotPermitted.
    """
    locked = lock(document.agreement)
    if not AgreementPolicy.can_change(by, locked):
        raise ActNotPermitted
    still_there = Document.objects.filter(pk=document.pk, withdrawn_at__isnull=True)
    if not still_there.update(withdrawn_at=at, version=F("version") + 1):
        return
    facts = {"documents": [{"id": str(document.public_id), "sha256": document.sha256}]}
    save_changed(locked, "agreement.document_withdrawn", by=by, at=at, facts=facts)


def check_upload(upload: UploadedFile[bytes]) -> str:
    """The content type of an acceptable file, told from its content, never from its name.

    Raises: InvalidInput with code `empty`, `too_large`, `wrong_type` or `unsafe`.
    """
    name = clean_bidi(upload.name or "")
    size = upload.size or 0
    if size == 0:
        raise _refusal("empty", _("The file “%(name)s” is empty.") % {"name": name})
    if size > settings.DOCUMENT_MAX_BYTES:
        limit = size_words(settings.DOCUMENT_MAX_BYTES)
        message = _("The file “%(name)s” is larger than %(limit)s.") % {"name": name, "limit": limit}
        raise _refusal("too_large", message)
    content_type = _content_type(upload)
    extension = name.rpartition(".")[2].lower()
    if content_type not in ALLOWED_TYPES or extension not in ALLOWED_TYPES[content_type]:
        message = _("The file “%(name)s” is not a PDF, Word, Excel, OpenDocument, JPEG or PNG file.") % {"name": name}
        raise _refusal("wrong_type", message)
    is_harmless = _is_harmless_zip(upload) if content_type in ZIPPED_TYPES else not _hides_archive(upload)
    if not is_harmless:
        raise _refusal("unsafe", _("The file “%(name)s” is packed in a way that is not accepted.") % {"name": name})
    return content_type


def _content_type(upload: UploadedFile[bytes]) -> str:
    upload.seek(0)
    guessed = filetype.guess_mime(upload.read(8192)) or ""
    upload.seek(0)
    # Word and Excel files are told apart by what is in the zip, which the first bytes do not always show.
    return _zipped_type(upload) if guessed == "application/zip" or guessed in ZIPPED_TYPES else str(guessed)


def _zipped_type(upload: IO[bytes] | UploadedFile[bytes]) -> str:
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            if "xl/workbook.xml" in names:
                return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except UNREADABLE:
        return ""
    finally:
        upload.seek(0)
    return ""


def _is_harmless_zip(upload: UploadedFile[bytes]) -> bool:
    """No zip bomb, no nested archive, no macros: judged from the directory, nothing is unpacked."""
    try:
        with zipfile.ZipFile(upload) as archive:
            entries = archive.infolist()
            packed = sum(entry.compress_size for entry in entries) or 1
            unpacked = sum(entry.file_size for entry in entries)
            unwanted = any(
                entry.filename.lower().endswith(MACROS_AND_PROGRAMS)
                or entry.filename.lower().startswith(MACRO_FOLDERS)
                or entry.flag_bits & 1
                for entry in entries
            )
            return len(entries) <= MOST_ZIP_ENTRIES and unpacked / packed <= MOST_ZIP_RATIO and not unwanted
    finally:
        upload.seek(0)


def _hides_archive(upload: UploadedFile[bytes]) -> bool:
    """Whether a PDF or a picture is an archive as well: zip readers look for theirs from the end of a file."""
    try:
        return zipfile.is_zipfile(upload)
    finally:
        upload.seek(0)


def _keep(agreement: Agreement, document: DocumentInput, content_type: str, by: User) -> Document:
    checksum = hashlib.sha256()
    for chunk in document.upload.chunks():
        checksum.update(chunk)
    sha256 = checksum.hexdigest()
    existing = agreement.documents.filter(sha256=sha256, withdrawn_at__isnull=True).first()
    if existing is not None:
        return existing
    document.upload.seek(0)
    return Document.objects.create(
        agreement=agreement,
        kind=document.kind,
        title=document.title.strip(),
        language=document.language,
        visibility=document.visibility,
        file=document.upload,
        original_name=_safe_name(document.upload.name or ""),
        content_type=content_type,
        size=document.upload.size or 0,
        sha256=sha256,
        uploaded_by=by,
    )


def _safe_name(name: str) -> str:
    """The file's name as people know it, without what could mislead a reader or a header."""
    cleaned = "".join(character for character in clean_bidi(name) if not find_control_characters(character))
    cleaned = " ".join(cleaned.replace('"', "").replace("/", "").replace("\\", "").split()) or "document"
    stem, dot, extension = cleaned.rpartition(".")
    return f"{stem[: LONGEST_NAME - 10]}{dot}{extension}" if dot else cleaned[:LONGEST_NAME]


def _refusal(code: str, message: str) -> InvalidInput:
    return InvalidInput([FieldProblem("file", code, message)])
