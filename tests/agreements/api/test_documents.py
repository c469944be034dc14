"""Documents through the API."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from agreements.choices import Status, Visibility
from agreements.models import Agreement, Document
from tests.api_callers import BASE, Caller, caller_for, pointers_of, problem_of
from tests.factories.accounts import person
from tests.factories.agreement_parts import PDF, DocumentFactory, pdf_upload
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.roles import Role
from twinning.accounts.scopes import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.SIGNED)
    return made


@pytest.fixture
def officer() -> Caller:
    return caller_for(person(Role.OFFICER, place("muscat")))


def add(caller: Caller, agreement: Agreement, **form: Any) -> Any:
    return caller.post(f"{BASE}agreements/{agreement.public_id}/documents/", form)


def test_several_files_are_kept_with_what_is_said_about_them(agreement: Agreement, officer: Caller) -> None:
    files = [pdf_upload("النص.pdf"), pdf_upload("annex.pdf", PDF + b"%annex\n")]
    response = add(officer, agreement, files=files, kind="agreement_text", language="ar", visibility="public")
    assert response.status_code == 201, response.content
    rows = response.json()
    assert [row["file_name"] for row in rows] == ["النص.pdf", "annex.pdf"]
    assert {row["visibility"] for row in rows} == {"public"}
    assert len({row["sha256"] for row in rows}) == 2
    assert rows[0]["size"] == len(PDF)


def test_what_was_sent_is_read_back_as_a_download(agreement: Agreement, officer: Caller) -> None:
    row = add(officer, agreement, files=[pdf_upload("النص.pdf")]).json()[0]
    response: Any = officer.get(row["href"], headers={"Accept": "application/pdf"})
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_documents_are_internal_unless_told_otherwise(agreement: Agreement, officer: Caller) -> None:
    row = add(officer, agreement, files=[pdf_upload()]).json()[0]
    assert row["visibility"] == "internal"
    listed = caller_for().read(f"agreements/{agreement.public_id}/documents/").json()
    assert listed["count"] == 0
    problem_of(caller_for().get(row["href"]), 404)


def test_the_file_of_another_agreement_is_not_found_here(agreement: Agreement) -> None:
    elsewhere = DocumentFactory(agreement=AgreementFactory(status=Status.SIGNED), visibility=Visibility.PUBLIC)
    hidden = DocumentFactory(agreement=AgreementFactory(), visibility=Visibility.PUBLIC)
    caller = caller_for()
    for document_id in (elsewhere.public_id, hidden.public_id, uuid.uuid4()):
        problem_of(caller.read(f"agreements/{agreement.public_id}/documents/{document_id}/file/"), 404)
    problem_of(caller.read(f"agreements/{hidden.agreement.public_id}/documents/{hidden.public_id}/file/"), 404)


def test_a_withdrawn_document_is_gone(agreement: Agreement, officer: Caller) -> None:
    document = DocumentFactory(agreement=agreement, withdrawn_at="2026-01-01T00:00:00Z")
    path = f"agreements/{agreement.public_id}/documents/"
    assert officer.read(path).json()["count"] == 0
    problem_of(officer.read(f"{path}{document.public_id}/file/"), 404)


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (SimpleUploadedFile("empty.pdf", b""), "empty"),
        (SimpleUploadedFile("page.pdf", b"<html>not a PDF</html>"), "wrong_type"),
        (SimpleUploadedFile("agreement.exe", PDF), "wrong_type"),
    ],
)
def test_a_file_that_is_not_accepted_is_named_and_none_is_kept(
    agreement: Agreement, officer: Caller, upload: SimpleUploadedFile, code: str
) -> None:
    upload.seek(0)
    response = add(officer, agreement, files=[pdf_upload(), upload])
    assert pointers_of(response) == {"/files/1": code}
    assert not Document.objects.exists()


def test_a_file_too_large_is_refused(agreement: Agreement, officer: Caller, settings: Settings) -> None:
    settings.DOCUMENT_MAX_BYTES = 100
    assert pointers_of(add(officer, agreement, files=[pdf_upload()])) == {"/files/0": "too_large"}


def test_more_than_may_be_sent_at_once_is_not_read(agreement: Agreement, officer: Caller, settings: Settings) -> None:
    settings.DOCUMENTS_MAX_BYTES_TOGETHER = 100
    assert problem_of(add(officer, agreement, files=[pdf_upload()]), 413)["code"] == "too_large"


@pytest.mark.parametrize(
    ("form", "pointers"),
    [
        ({}, {"/files": "required"}),
        ({"files": "not a file"}, {"/files/0": "invalid"}),
        ({"files": pdf_upload(), "kind": "poem"}, {"/kind": "invalid_choice"}),
        ({"files": pdf_upload(), "language": "la"}, {"/language": "invalid_choice"}),
        ({"files": pdf_upload(), "title": "\u202e"}, {"/title": "control_character"}),
        ({"files": pdf_upload(), "title": "x" * 201}, {"/title": "max_length"}),
        ({"files": pdf_upload(), "sha256": "0"}, {"/sha256": "unknown"}),
    ],
)
def test_a_form_that_is_not_valid_is_answered_by_field(
    agreement: Agreement, officer: Caller, form: dict[str, Any], pointers: dict[str, str]
) -> None:
    for value in form.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    assert pointers_of(add(officer, agreement, **form)) == pointers


def test_files_come_as_a_form_only(agreement: Agreement, officer: Caller) -> None:
    problem_of(officer.send(f"agreements/{agreement.public_id}/documents/", {"files": []}), 415)


def test_a_form_that_is_cut_off_is_malformed(agreement: Agreement, officer: Caller) -> None:
    response = officer.post(
        f"{BASE}agreements/{agreement.public_id}/documents/", b"--x\r\nContent", content_type="multipart/form-data"
    )
    problem_of(response, 400)


def test_only_the_sides_of_an_agreement_add_documents(agreement: Agreement) -> None:
    partner = caller_for(person(Role.OFFICER, place("rabat")))
    assert add(partner, agreement, files=[pdf_upload()]).status_code == 201
    for user in (person(Role.OFFICER, place("amman")), person(Role.ANALYST)):
        problem_of(add(caller_for(user), agreement, files=[pdf_upload()]), 403)
    assert add(caller_for(), agreement, files=[pdf_upload()]).status_code == 401
    reader = caller_for(person(Role.OFFICER, place("muscat")), Scope.AGREEMENTS_READ)
    problem_of(add(reader, agreement, files=[pdf_upload()]), 403)
    hidden = AgreementFactory()
    problem_of(add(caller_for(person(Role.OFFICER, place("amman"))), hidden, files=[pdf_upload()]), 404)
