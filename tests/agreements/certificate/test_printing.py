"""The certificate on paper: what it says in both languages, what people typed, what is not known, how fast."""

import datetime
import time
from typing import Any

import pytest

from agreements.certificate.facts import facts_of, fingerprint_of
from agreements.certificate.printing import address_of, print_certificate
from agreements.choices import AuthorisationKind, AuthorisationState, DocumentKind, Status
from agreements.models import Agreement, Certificate
from tests.agreements.papers import pages_of, squeezed, text_of_pdf
from tests.factories.agreement_parts import AuthorisationFactory, DocumentFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 3, 5, 9, tzinfo=datetime.UTC)


def certificate_of(agreement: Agreement, language: str = "en", **fields: Any) -> Certificate:
    facts = facts_of(agreement, covers_internal=True)
    return Certificate(
        agreement=agreement,
        language=language,
        facts=facts,
        fingerprint=fingerprint_of(facts),
        verify_url=f"https://register.example/{language}/agreements/verify/",
        issued_at=AT,
        **fields,
    )


@pytest.fixture
def charter() -> Agreement:
    """The charter of 1984: authorised by decree, its signing not known."""
    made: Agreement = AgreementFactory(
        status=Status.HISTORICAL,
        partners=[place("casablanca")],
        title_ar="ميثاق توأمة",
        title_en="Twinning charter",
    )
    AuthorisationFactory(
        agreement=made,
        kind=AuthorisationKind.ROYAL_DECREE,
        state=AuthorisationState.GRANTED,
        number="",
        dated_on=datetime.date(1984, 1, 1),
        dated_on_precision=Precision.YEAR,
    )
    return made


def test_it_says_who_what_since_when_and_by_what_right(charter: Agreement) -> None:
    certificate = certificate_of(charter)
    text = text_of_pdf(print_certificate(certificate))
    wanted = ["Certificate of registration", charter.reference, "Muscat", "Casablanca", "Twinning charter"]
    wanted += ["Royal decree", "1984 (day not known)", "Historical", certificate.code_in_groups, "5 March 2026"]
    assert [words for words in wanted if squeezed(str(words)) not in text] == []


def test_what_is_not_known_is_said_to_be_unknown(charter: Agreement) -> None:
    text = text_of_pdf(print_certificate(certificate_of(charter)))
    assert "DateofsigningStatus" not in text
    assert "Numbernotknown" in text
    assert text.count("Notknown") >= 2


def test_the_arabic_one_is_arabic_on_one_sheet(charter: Agreement) -> None:
    pdf = print_certificate(certificate_of(charter, "ar"))
    text = text_of_pdf(pdf)
    assert any("\u0621" <= letter <= "\ufefc" for letter in text)
    assert "Certificate" not in text
    assert str(charter.reference) in text
    assert pages_of(pdf) == 1


def test_the_checksums_of_the_sealed_documents_are_whole(charter: Agreement) -> None:
    DocumentFactory(agreement=charter, kind=DocumentKind.AGREEMENT_TEXT, sha256="0123456789abcdef" * 4)
    assert "0123456789abcdef" * 4 in text_of_pdf(print_certificate(certificate_of(charter)))


@pytest.mark.parametrize("title", ["#panic() $x$ *b* @ref", "]] } ) // \\u{41}", '" + sys.inputs + "'])
def test_what_people_typed_is_never_markup(title: str) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE, title_en=title)
    assert squeezed(title) in text_of_pdf(print_certificate(certificate_of(agreement)))


def test_ten_thousand_letters_make_more_sheets_not_an_error() -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    AuthorisationFactory.create_batch(40, agreement=agreement, authority_en="Authority " * 18)
    assert pages_of(print_certificate(certificate_of(agreement))) > 1


def test_printed_again_it_is_the_same_to_the_byte(charter: Agreement) -> None:
    certificate = certificate_of(charter)
    assert print_certificate(certificate) == print_certificate(certificate)


def test_the_square_leads_to_the_page_that_checks_this_paper(charter: Agreement) -> None:
    certificate = certificate_of(charter, code="K7QM2XHD9WPT4R6N")
    address = "https://register.example/en/agreements/verify/"
    assert address_of(certificate) == f"{address}?reference={charter.reference}&code=K7QM-2XHD-9WPT-4R6N"


def test_a_batch_is_printed_with_one_compiler(charter: Agreement) -> None:
    """The first paper reads fonts and template; those after it must not (`make bench` measures a thousand)."""
    first = time.perf_counter()
    print_certificate(certificate_of(charter))
    one = time.perf_counter() - first
    papers = {print_certificate(certificate_of(charter)) for _paper in range(10)}
    assert len(papers) == 10  # Each has a code of its own.
    assert time.perf_counter() - first - one < 10
