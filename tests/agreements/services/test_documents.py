"""Files: told by content, kept once and privately, refused where they could harm."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.choices import Status
from agreements.exceptions import ActNotPermitted
from agreements.models import Agreement, Document
from agreements.services.documents import DocumentInput, add_documents, check_upload, withdraw_document
from tests.agreements.services.acting import AT, codes, events_of
from tests.factories.agreement_parts import PDF, pdf_upload
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User
from twinning.core.exceptions import InvalidInput

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 64
WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
EXCEL = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"}
EXECUTABLE = b"MZ\x90\x00" + b"\x00" * 128
HTML = b"<!doctype html><script>alert(1)</script>"


def zipped(entries: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, content in entries.items():
            # A fixed day: the bytes name the tests, and both workers must find the same names.
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 20, 0, 0, 0)), content, packing)
    return packed.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def refusal_of(name: str, content: bytes) -> str:
    with pytest.raises(InvalidInput) as refusal:
        check_upload(upload(name, content))
    return codes(refusal.value)["file"]


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("نص الاتفاقية.pdf", PDF, "application/pdf"),
        ("SCAN.PDF", PDF, "application/pdf"),
        ("scan.png", PNG, "image/png"),
        ("scan.jpg", JPEG, "image/jpeg"),
        ("scan.jpeg", JPEG, "image/jpeg"),
        ("note.docx", zipped(WORD), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("list.xlsx", zipped(EXCEL), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("note.odt", zipped(ODT, zipfile.ZIP_STORED), "application/vnd.oasis.opendocument.text"),
    ],
)
def test_a_file_is_told_by_its_content(name: str, content: bytes, content_type: str) -> None:
    assert check_upload(upload(name, content)) == content_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("agreement.docx", PDF),
        ("agreement.pdf", PNG),
        ("agreement.exe", PDF),
        ("agreement", PDF),
        ("agreement.pdf", EXECUTABLE),
        ("agreement.pdf", HTML),
        ("agreement.pdf", b"just text"),
        ("agreement.pdf", b"\n\n" + PDF),
        ("list.docx", zipped(EXCEL)),
        ("agreement.docm", zipped(WORD)),
        ("agreement.docx", zipped({"anything.txt": b"text"})),
        ("agreement.docx", zipped(WORD)[:40]),
        ("agreement.docx", b"PK\x03\x04" + b"\xff" * 200),
        ("agreement.zip", zipped({"a.pdf": PDF})),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("agreement.pdf\u202efdp.exe", EXECUTABLE),
    ],
)
def test_another_kind_of_file_is_refused_whatever_its_name_says(name: str, content: bytes) -> None:
    assert refusal_of(name, content) == "wrong_type"


def test_an_empty_file_is_refused() -> None:
    assert refusal_of("agreement.pdf", b"") == "empty"


def test_a_file_that_is_too_large_is_refused(settings: Any) -> None:
    settings.DOCUMENT_MAX_BYTES = len(PDF)
    assert check_upload(pdf_upload()) == "application/pdf"
    assert refusal_of("agreement.pdf", PDF + b" ") == "too_large"


@pytest.mark.parametrize(
    "harmful",
    [
        {**WORD, "word/media/zeros.bin": b"\x00" * 30_000_000},
        {**WORD, "word/vbaProject.bin": b"macro"},
        {**WORD, "word/embeddings/inner.zip": b"PK"},
        {**WORD, "word/setup.EXE": b"MZ"},
        {**WORD, **{f"word/{number}.xml": b"" for number in range(5001)}},
    ],
    ids=["a bomb", "macros", "an archive inside", "a program inside", "thousands of entries"],
)
def test_an_office_file_that_could_harm_is_refused(harmful: dict[str, bytes]) -> None:
    assert refusal_of("agreement.docx", zipped(harmful)) == "unsafe"


def test_an_opendocument_file_with_macros_is_refused() -> None:
    with_macro = {**ODT, "Basic/Standard/Module1.xml": b"Sub Main"}
    assert refusal_of("agreement.odt", zipped(with_macro, zipfile.ZIP_STORED)) == "unsafe"


@pytest.mark.parametrize(("name", "content"), [("agreement.pdf", PDF), ("scan.png", PNG), ("scan.jpg", JPEG)])
def test_a_file_that_is_an_archive_as_well_is_refused(name: str, content: bytes) -> None:
    assert refusal_of(name, content + zipped({"payload.js": b"alert(1)"})) == "unsafe"


def test_an_encrypted_archive_is_refused_and_breaks_nothing() -> None:
    locked = bytearray(zipped(ODT, zipfile.ZIP_STORED))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = locked.find(mark)
        locked[at + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    assert refusal_of("agreement.odt", bytes(locked)) in {"wrong_type", "unsafe"}


@pytest.fixture
def agreement(db: None) -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


def add(agreement: Agreement, by: User, *uploads: SimpleUploadedFile, **said: Any) -> list[Document]:
    return add_documents(agreement, [DocumentInput(upload=file, **said) for file in uploads], by=by, at=AT)


def test_files_are_kept_with_their_checksum_and_under_a_name_that_tells_nothing(
    agreement: Agreement, officer: User
) -> None:
    (document,) = add(agreement, officer, pdf_upload("اتفاقية سرية.pdf"), title=" نص الاتفاقية ")
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert document.size == len(PDF)
    assert document.title == "نص الاتفاقية"
    assert document.original_name == "اتفاقية سرية.pdf"
    assert document.visibility == "internal"
    path = str(document.file.name)
    assert path.isascii()
    assert "pdf" not in path
    with document.file.open() as kept:
        assert kept.read() == PDF


def test_several_files_are_kept_or_none(agreement: Agreement, officer: User) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(agreement, officer, pdf_upload(), upload("note.txt", b"text"), upload("empty.pdf", b""))
    assert codes(refusal.value) == {"files.1": "wrong_type", "files.2": "empty"}
    assert not agreement.documents.exists()


def test_the_same_file_is_kept_once(agreement: Agreement, officer: User) -> None:
    first = add(agreement, officer, pdf_upload("first.pdf"), pdf_upload("second.pdf"))
    again = add(agreement, officer, pdf_upload("third.pdf"))
    assert {document.pk for document in [*first, *again]} == {first[0].pk}
    assert agreement.documents.count() == 1


def test_a_file_taken_out_stays_marked_and_may_be_added_again(agreement: Agreement, officer: User) -> None:
    (document,) = add(agreement, officer, pdf_upload())
    withdraw_document(document, by=officer, at=AT)
    withdraw_document(document, by=officer, at=AT)
    document.refresh_from_db()
    assert document.withdrawn_at == AT
    assert document.file.storage.exists(str(document.file.name))
    assert events_of(agreement) == ["agreement.documents_added", "agreement.document_withdrawn"]
    (again,) = add(agreement, officer, pdf_upload())
    assert again.pk != document.pk


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ('contract".pdf', "contract.pdf"),
        ("a\u202egnp.pdf", "agnp.pdf"),
        ("line\nbreak.pdf", "line break.pdf"),
        ("ا" * 300 + ".pdf", None),
    ],
)
def test_a_misleading_name_is_cleaned(agreement: Agreement, officer: User, name: str, kept_as: str | None) -> None:
    file = pdf_upload()
    file._name = name  # type: ignore[attr-defined]  # what a request of its own making may carry
    (document,) = add(agreement, officer, file)
    assert len(document.original_name) <= 255
    assert document.original_name.endswith(".pdf")
    if kept_as is not None:
        assert document.original_name == kept_as


@pytest.mark.parametrize(("title", "code"), [("ا" * 201, "max_length"), ("نص\u202e", "control_character")])
def test_a_title_that_cannot_be_is_refused(agreement: Agreement, officer: User, title: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(agreement, officer, pdf_upload(), title=title)
    assert codes(refusal.value) == {"files.0.title": code}


def test_strangers_add_and_withdraw_nothing(
    agreement: Agreement, officer: User, amman_officer: User, reviewer: User
) -> None:
    (document,) = add(agreement, officer, pdf_upload())
    for stranger in (amman_officer, reviewer):
        with pytest.raises(ActNotPermitted):
            add(agreement, stranger, pdf_upload("other.pdf"))
        with pytest.raises(ActNotPermitted):
            withdraw_document(document, by=stranger, at=AT)
    assert agreement.documents.get().withdrawn_at is None
