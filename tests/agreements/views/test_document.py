"""Handing out documents: through policy only, and never as something that could act in the page."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.choices import Status
from agreements.models import Agreement, Document
from tests.agreements.views.pages import page_url
from tests.factories.agreement_parts import PDF, DocumentFactory, pdf_upload
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db


def fetch(client: Client, url: str) -> tuple[Any, bytes]:
    """An answer and its whole body; a file that is not read to its end would stay open."""
    response: Any = client.get(url)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return response, body


def file_url(document: Document, agreement: Agreement | None = None) -> str:
    return reverse(
        "agreements:document_download", args=[(agreement or document.agreement).public_id, document.public_id]
    )


@pytest.mark.parametrize(
    ("status", "visibility", "who", "answer"),
    [
        (Status.IN_FORCE, "public", None, 200),
        (Status.IN_FORCE, "internal", None, 404),
        (Status.IN_FORCE, "internal", "officer", 200),
        (Status.IN_FORCE, "internal", "reviewer", 200),
        (Status.IN_FORCE, "internal", "analyst", 200),
        (Status.IN_FORCE, "internal", "amman_officer", 404),
        (Status.DRAFT, "public", None, 404),
        (Status.DRAFT, "public", "amman_officer", 404),
        (Status.DRAFT, "internal", "officer", 200),
        (Status.DRAFT, "public", "reviewer", 404),
        (Status.SUBMITTED, "internal", "reviewer", 200),
        (Status.SUBMITTED, "public", "jordan_reviewer", 404),
    ],
)
def test_a_file_is_handed_out_to_who_may_read_it(
    client: Client, request: pytest.FixtureRequest, status: Status, visibility: str, who: str | None, answer: int
) -> None:
    document = DocumentFactory(agreement=AgreementFactory(status=status), visibility=visibility)
    if who:
        client.force_login(request.getfixturevalue(who))
    assert fetch(client, file_url(document))[0].status_code == answer


def test_a_file_comes_whole_and_harmless(client: Client) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    document = DocumentFactory(agreement=agreement, visibility="public", original_name="نص الاتفاقية.pdf")
    response, body = fetch(client, file_url(document))
    assert body == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''%D9%86%D8%B5")


@pytest.mark.parametrize(
    ("content_type", "query", "disposition"),
    [
        ("application/pdf", "", "inline"),
        ("image/png", "", "inline"),
        ("image/jpeg", "", "inline"),
        ("application/pdf", "?download", "attachment"),
        ("application/vnd.oasis.opendocument.text", "", "attachment"),
        ("text/html", "", "attachment"),
        ("image/svg+xml", "", "attachment"),
    ],
)
def test_only_what_runs_nothing_is_shown_in_the_page(
    client: Client, content_type: str, query: str, disposition: str
) -> None:
    document = DocumentFactory(
        agreement=AgreementFactory(status=Status.IN_FORCE), visibility="public", content_type=content_type
    )
    response, _body = fetch(client, file_url(document) + query)
    assert response["Content-Disposition"].startswith(disposition)


@pytest.mark.parametrize("name", ['a"; filename="b.exe', "a\r\nSet-Cookie: x=y.pdf", "a;b\\c.pdf", "تقرير.pdf"])
def test_a_name_cannot_write_headers(client: Client, name: str) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    document = DocumentFactory(agreement=agreement, visibility="public", original_name=name)
    response, _body = fetch(client, file_url(document))
    assert response.status_code == 200
    assert not set(response["Content-Disposition"]) & {"\r", "\n"}
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("name", "kept"), [("../../etc/passwd.pdf", "passwd.pdf"), ("تقرير\u202efdp.pdf", "تقريرfdp.pdf")]
)
def test_a_misleading_name_is_kept_without_what_misleads(client: Client, officer: User, name: str, kept: str) -> None:
    client.force_login(officer)
    draft = AgreementFactory(created_by=officer)
    about = {"kind": "other", "language": "ar", "visibility": "internal"}
    client.post(page_url("draft_documents", draft), {"uploads": [pdf_upload(name)], **about})
    assert draft.documents.get().original_name == kept


def test_a_document_of_another_agreement_is_not_found_under_this_one(client: Client) -> None:
    ours, theirs = AgreementFactory(status=Status.IN_FORCE), AgreementFactory(status=Status.DRAFT)
    document = DocumentFactory(agreement=theirs, visibility="public")
    assert client.get(file_url(document, ours)).status_code == 404


def test_an_unknown_document_is_not_found(client: Client) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    url = reverse("agreements:document_download", args=[agreement.public_id, uuid.uuid4()])
    assert client.get(url).status_code == 404


def test_a_withdrawn_document_is_handed_out_no_more(client: Client, officer: User) -> None:
    client.force_login(officer)
    document = DocumentFactory(agreement=AgreementFactory(created_by=officer))
    url = f"{page_url('draft_documents', document.agreement)}{document.public_id}/withdraw/"
    assert [client.post(url).status_code for _ in range(2)] == [302, 302]
    assert client.get(file_url(document)).status_code == 404
    assert Document.objects.get().withdrawn_at is not None


def test_a_file_that_is_gone_from_the_disk_is_not_found(client: Client) -> None:
    document = DocumentFactory(agreement=AgreementFactory(status=Status.IN_FORCE), visibility="public")
    document.file.storage.delete(document.file.name)
    assert client.get(file_url(document)).status_code == 404


def test_several_files_are_kept_at_once_each_with_its_checksum(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory(created_by=officer)
    about = {"kind": "evidence", "language": "fr", "visibility": "public", "title": "Of one file only"}
    uploads = [pdf_upload("one.pdf"), pdf_upload("two.pdf", PDF + b"\n")]
    url = page_url("draft_documents", draft)
    page = client.post(url, {"uploads": uploads, **about}, follow=True).content.decode()
    kept = list(draft.documents.all())
    assert [(str(document), document.kind, document.language) for document in kept] == [
        ("one.pdf", "evidence", "fr"),
        ("two.pdf", "evidence", "fr"),
    ]
    for document in kept:
        assert document.sha256 in page


def test_the_title_is_that_of_a_single_file(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory(created_by=officer)
    about = {"kind": "evidence", "language": "fr", "visibility": "public", "title": "Text of 1988"}
    client.post(page_url("draft_documents", draft), {"uploads": [pdf_upload("one.pdf")], **about})
    assert str(draft.documents.get()) == "Text of 1988"
