"""What kind of file it is, told from its content and never from its name; what could do harm is refused unread."""

import zipfile
from typing import IO

import filetype
from django.utils.translation import gettext_lazy as _

from twinning.imports.choices import FileFormat
from twinning.imports.exceptions import FileRefused

MOST_ZIP_ENTRIES = 2_000
MOST_UNPACKED_BYTES = 150_000_000
MOST_ZIP_RATIO = 200
SMALL_ENTRY_BYTES = 1_000_000  # a small file packs well without meaning harm
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD_BYTES = 8192


def kind_of(file: IO[bytes]) -> FileFormat:
    """The format of a file.

    Raises: FileRefused with code `empty`, `old_excel`, `wrong_type` or `unsafe`.
    """
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise FileRefused(_("The file is empty."), code="empty")
    if head.startswith(_OLD_OFFICE):
        message = _("This is an old or locked Excel file. Open it in Excel and save it as XLSX without a password.")
        raise FileRefused(message, code="old_excel")
    if head.startswith(b"PK"):
        return _kind_of_archive(file)
    if not head.startswith(_UTF16) and (_is_binary(head) or filetype.guess(head) is not None):
        raise _wrong_type()
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return FileFormat.JSON if first in (b"{", b"[") else FileFormat.CSV


def _is_binary(head: bytes) -> bool:
    """Many bytes that no text has; a single NUL is a fault of one cell, and is named as such."""
    strange = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return strange > max(4, len(head) // 50)


def _kind_of_archive(file: IO[bytes]) -> FileFormat:
    try:
        with zipfile.ZipFile(file) as archive:
            names = {entry.filename for entry in archive.infolist()}
            if "xl/workbook.xml" not in names:
                raise _wrong_type()
            _refuse_harm(archive)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused(_("The Excel file is damaged and cannot be opened."), code="damaged") from error
    finally:
        file.seek(0)
    return FileFormat.XLSX


def _refuse_harm(archive: zipfile.ZipFile) -> None:
    """Judged from the directory and the first bytes of each part: nothing is unpacked as a whole."""
    entries = archive.infolist()
    is_bomb = (
        len(entries) > MOST_ZIP_ENTRIES
        or sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES
        or any(
            entry.file_size > SMALL_ENTRY_BYTES and entry.file_size > MOST_ZIP_RATIO * max(entry.compress_size, 1)
            for entry in entries
        )
    )
    if is_bomb:
        raise FileRefused(_("The file unpacks to far more than it should hold, and is not opened."), code="unsafe")
    for entry in entries:
        name = entry.filename.lower()
        if entry.flag_bits & 1 or name.endswith(("vbaproject.bin", ".exe", ".dll")):
            raise FileRefused(_("The file holds macros or is locked. Save it as plain XLSX."), code="unsafe")
        if name.endswith(".xml"):
            with archive.open(entry) as part:
                if b"<!DOCTYPE" in part.read(1024).upper():
                    raise FileRefused(_STRANGE, code="unsafe")


_STRANGE = _("The file holds parts that no spreadsheet needs, and is not opened.")


def _wrong_type() -> FileRefused:
    return FileRefused(_("This is no table. Send a CSV, XLSX or JSON file, whatever its name."), code="wrong_type")
