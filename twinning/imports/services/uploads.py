"""Taking a file in: early refusals, the file kept, the reading left to the background."""

import datetime
import hashlib
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from twinning.accounts.models import User
from twinning.core.display import size_words
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.core.text import clean_bidi, find_control_characters
from twinning.imports.choices import FileFormat, RunState
from twinning.imports.exceptions import FileRefused, ImportNotPermitted
from twinning.imports.importers import Importer
from twinning.imports.models import ImportRun
from twinning.imports.readers.file_kind import kind_of
from twinning.imports.services.steps import note

_LONGEST_NAME = 200


@transaction.atomic
def take_in(
    upload: File[Any],
    *,
    importer: Importer,
    organisation: str,
    by: User,
    at: datetime.datetime,
) -> ImportRun:
    """Keep a file and let it be read. Raises: ImportNotPermitted; InvalidInput (field `file`)."""
    if not importer.reaches(by, organisation):
        raise ImportNotPermitted
    file_format = _format_of(upload)
    run = ImportRun(
        kind=importer.key,
        organisation=organisation,
        created_by=by,
        file_name=_safe_name(upload.name or ""),
        file_size=upload.size,
        sha256=_checksum(upload),
        format=file_format,
        state=RunState.READING,
        step_started_at=at,
    )
    upload.seek(0)
    run.file.save(f"{run.public_id}.{file_format.value}", upload, save=False)
    run.save()
    note(run, "import.uploaded", by=by, at=at, facts={"file": run.file_name})
    return run


def _format_of(upload: File[Any]) -> FileFormat:
    limit = settings.IMPORT_MAX_BYTES
    if upload.size > limit:
        message = _("The file has %(size)s; at most %(limit)s are read at once. Divide it into several files.")
        raise _refusal("too_large", message % {"size": size_words(upload.size), "limit": size_words(limit)})
    try:
        return kind_of(upload)
    except FileRefused as error:
        raise _refusal(error.code, str(error.message)) from error


def _refusal(code: str, message: str) -> InvalidInput:
    return InvalidInput([FieldProblem("file", code, message)])


def _checksum(upload: File[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _safe_name(name: str) -> str:
    """The file's name as people know it, without what could mislead a reader."""
    cleaned = "".join(letter for letter in clean_bidi(name) if not find_control_characters(letter))
    last = cleaned.replace("\\", "/").rpartition("/")[2]
    return " ".join(last.replace('"', "").split())[-_LONGEST_NAME:] or "file"
