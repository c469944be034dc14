"""Whatever is typed or sent: an error that names the field in the reader's language, nothing lost, never a 500."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from agreements.models import Agreement
from tests.agreements.views.pages import page_url, send, text_of
from tests.factories.agreement_parts import PDF, pdf_upload
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
TERMS = {"is_historical": "no", "type": "twinning", "title_ar": "توأمة", "title_en": "Twinning", "visibility": "public"}
PURPOSE = {"focus_area": "heritage", "statement_ar": "ترميم الأحياء التاريخية", "indicators-count": "1", "key": "k"}
INDICATOR = {
    "indicators-0-name_ar": "مبانٍ",
    "indicators-0-baseline": "0",
    "indicators-0-target": "12",
}
STEP = {"kind": "royal_decree", "side": "lead", "blocks": "signing", "state": "granted"}

# page, what is typed on top of what is right, English words, Arabic words
CASES: list[tuple[str, dict[str, str], str, str]] = [
    ("draft_parties", {"city": "Atlantis"}, "No city is known by the name “Atlantis”", "«Atlantis»"),
    ("draft_parties", {"city": "Muscat"}, "This party is already in the agreement.", "هذا الطرف"),
    ("draft_terms", {"signed": "2020", "ends": "2019"}, "The end cannot lie before the signing.", "التوقيع"),
    ("draft_terms", {"signed": "31/2/2020"}, "Signed on does not exist: there is no day 31", "لا يوم 31 في فبراير"),
    ("draft_terms", {"ends": "٣١/٢/٢٠٣٠"}, "Ends on does not exist: there is no day 31", "لا يوم 31 في فبراير"),
    ("draft_terms", {"signed": "1/1/2099"}, "The day of signing cannot lie in the future.", "المستقبل"),
    ("draft_terms", {"signed": "soon"}, "Signed on: write a date such as", "5/3/2026"),
    ("draft_terms", {"ends": "2030", "has_no_end": "on"}, "Give an end date or choose", "تاريخ"),
    ("draft_terms", {"title_ar": "ع" * 10_000}, "Title in Arabic: at most 300 characters; this has 10,000.", "10,000"),
    (
        "draft_terms",
        {"title_en": "a\u202eb"},
        "Title in English holds a character",
        "محرف غير مرئي",
    ),
    ("draft_terms", {"type": "treaty"}, "Type: choose from the list.", "النوع"),
    ("draft_purpose_add", {"focus_area": ""}, "Choose the focus area.", "مجال التركيز"),
    ("draft_purpose_add", {"focus_area": "astrology"}, "Focus area: choose from the list.", "مجال التركيز"),
    ("draft_purpose_add", {"statement_ar": ""}, "Write what exactly is wanted, in one sentence.", "جملة"),
    ("draft_purpose_add", {"statement_ar": "ا" * 5001}, "at most 5,000 characters; this has 5,001", "5,001"),
    ("draft_purpose_add", {"indicators-0-baseline": ""}, "Give the baseline, or tick “not known”", "غير معروف"),
    ("draft_purpose_add", {"indicators-0-target": "ستون"}, "Target must be a number, such as 60 or 12.5", "رقمًا"),
    ("draft_purpose_add", {"indicators-0-target": "9" * 20}, "Target is too large.", "المستهدف"),
    ("draft_purpose_add", {"indicators-0-due": "31/2/2029"}, "Due date does not exist", "لا يوم 31 في فبراير"),
    ("draft_purpose_add", {"indicators-0-name_ar": ""}, "Name the indicator.", "المؤشر"),
    ("draft_step_add", {"dated": "1/1/2099"}, "The date of a legal step cannot lie in the future.", "المستقبل"),
    ("draft_step_add", {"dated": "30/2/1984"}, "there is no day 30 in February", "لا يوم 30 في فبراير"),
    ("draft_step_add", {}, "A granted step has a number or a date", "رقم"),
    ("draft_step_add", {"state": "not_required"}, "Say why this step is not required.", "الخطوة"),
    ("draft_step_add", {"kind": ""}, "Fill in: Kind of step", "نوع الخطوة"),
    ("draft_step_add", {"number": "1", "document": "f" * 32}, "Document: choose from the list.", "القائمة"),
    ("draft_due_diligence", {"political": "x" * 5001}, "Political determinants: at most 5,000", "5,001"),
    ("draft_due_diligence", {"cultural": "a\u2066b"}, "Cultural determinants holds a character", "محرف غير مرئي"),
]
# What is sent past a closed list has no box to stay in.
CLOSED_LISTS = {"type", "focus_area", "document"}
RIGHT: Mapping[str, Mapping[str, str]] = {
    "draft_parties": {"act": "add"},
    "draft_terms": TERMS,
    "draft_purpose_add": {**PURPOSE, **INDICATOR},
    "draft_step_add": STEP,
    "draft_due_diligence": {},
}


@pytest.fixture
def draft(client: Client, officer: User) -> Agreement:
    focus_area("heritage")
    client.force_login(officer)
    agreement: Agreement = AgreementFactory(partners=[], focus=(), created_by=officer)
    return agreement


def facts_of(draft: Agreement) -> dict[str, Any]:
    """Everything a refused page must leave as it was."""
    fresh = Agreement.objects.get(pk=draft.pk)
    return {
        "version": fresh.version,
        "title": fresh.title_ar,
        "parts": [fresh.parties.count(), fresh.purposes.count(), fresh.authorisations.count(), fresh.documents.count()],
    }


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("page", "wrong", "english", "arabic"), CASES)
def test_what_cannot_be_is_refused_by_name_and_stays_in_its_box(
    client: Client,
    draft: Agreement,
    page: str,
    wrong: dict[str, str],
    english: str,
    arabic: str,
    language: str,
) -> None:
    before = facts_of(draft)
    response = send(client, page, draft, language=language, **{**RIGHT[page], **wrong})
    text = text_of(response)
    assert response.status_code == 422
    assert "data-error-summary" in text
    assert (english if language == "en" else arabic) in text
    for name, value in wrong.items():
        assert value in text or name in CLOSED_LISTS
    assert facts_of(draft) == before


def test_every_error_of_the_summary_leads_to_a_box_of_the_page(client: Client, draft: Agreement) -> None:
    wrong = {"indicators-0-baseline": "", "indicators-0-target": "ستون", "indicators-0-due": "31/2/2029"}
    text = text_of(send(client, "draft_purpose_add", draft, **{**PURPOSE, **INDICATOR, **wrong, "focus_area": ""}))
    anchors = ["id_focus_area", *(f"id_indicators-0-{name}" for name in ("baseline", "target", "due"))]
    for anchor in anchors:
        assert f'href="#{anchor}"' in text
        assert f'id="{anchor}"' in text


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("name", "content", "english"),
    [
        ("empty.pdf", b"", "The file “empty.pdf” is empty."),
        ("large.pdf", PDF + b"x" * 2000, "The file “large.pdf” is larger than"),
        ("program.exe", b"MZ\x90\x00" + b"\x00" * 60, "The file “program.exe” is not a PDF, Word"),
        ("renamed.pdf", b"MZ\x90\x00" + b"\x00" * 60, "The file “renamed.pdf” is not a PDF, Word"),
        ("page.pdf", b"<html><script>alert(1)</script>", "The file “page.pdf” is not a PDF, Word"),
    ],
)
def test_a_file_that_cannot_be_kept_is_named_and_the_others_are_kept(
    client: Client,
    draft: Agreement,
    settings: Any,
    name: str,
    content: bytes,
    english: str,
    language: str,
) -> None:
    settings.DOCUMENT_MAX_BYTES = 1000
    uploads = [pdf_upload("good.pdf"), pdf_upload(name, content)]
    about = {"kind": "authorisation", "language": "ar", "visibility": "internal"}
    response = client.post(
        f"/{language}/agreements/register/{draft.public_id}/documents/", {"uploads": uploads, **about}
    )
    assert response.status_code == 422
    assert (english if language == "en" else name) in text_of(response)
    assert list(draft.documents.values_list("original_name", "kind")) == [("good.pdf", "authorisation")]


def test_no_file_at_all_is_an_error_with_words(client: Client, draft: Agreement) -> None:
    about = {"kind": "authorisation", "language": "ar", "visibility": "internal"}
    response = client.post(f"/en/agreements/register/{draft.public_id}/documents/", about)
    assert response.status_code == 422
    assert "Choose at least one file." in text_of(response)


@pytest.mark.parametrize("sent", ["\x00", "a\x00b", "٩" * 50, "-1", "[]", "{}", "None", "' OR 1=1 --"])
@pytest.mark.parametrize("page", [*RIGHT, "draft_party_add", "draft_contacts", "draft_purposes", "draft_check"])
def test_nothing_that_is_sent_breaks_a_page(client: Client, draft: Agreement, page: str, sent: str) -> None:
    url = page_url(page, draft)
    names = [*client.get(url).context["form"].fields] if page != "draft_check" else []
    hidden = ["version", "key", "act", "country", "indicators-count", "focal_points-count", "focal_points-0-name"]
    response = client.post(f"{url}?kind={quote(sent)}", dict.fromkeys([*names, *hidden], sent))
    assert response.status_code < 500


@pytest.mark.parametrize(
    "payload",
    ["<script>alert(1)</script>", "{{ 7|add:7 }}", "=cmd|'/c calc'!A1", "\r\nSet-Cookie: a=b", "'; DROP TABLE x; --"],
)
def test_typed_text_is_shown_as_text(client: Client, draft: Agreement, payload: str) -> None:
    send(client, "draft_terms", draft, **{**TERMS, "title_en": payload, "title_ar": payload})
    for page in ("draft_tasks", "draft_check", "draft_terms"):
        shown = text_of(client.get(f"/en/agreements/register/{draft.public_id}/" + _PATHS[page]))
        assert "<script>alert" not in shown
    assert "Set-Cookie" not in client.get(f"/en/agreements/register/{draft.public_id}/").headers


_PATHS = {"draft_tasks": "", "draft_check": "check/", "draft_terms": "terms/"}
