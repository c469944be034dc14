"""The dossier: everything its reader may see in either language, and nothing of what she may not."""

import pytest
from django.test import Client

from agreements.choices import DocumentKind, Status, Visibility
from agreements.models import Agreement
from tests.agreements.papers import squeezed, text_of_pdf
from tests.factories.accounts import person
from tests.factories.agreement_parts import (
    ActivityFactory,
    DocumentFactory,
    DueDiligenceFactory,
    FocalPointFactory,
    ProjectFactory,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db
INTERNAL = ["Secretmemo", "0c0c0c0c0c0c0c0c", "Hiddenvisit", "Hiddenproject", "Whispers", "Salimthe"]
PUBLIC = ["Opencharter", "Opentext", "Openvisit", "Purposesandindicators", "Legalbasis"]


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE, title_en="Open charter #strong[x]")
    ties = {"agreement": made, "relationship": made.relationship}
    DocumentFactory(agreement=made, title="Open text", visibility=Visibility.PUBLIC, kind=DocumentKind.AGREEMENT_TEXT)
    DocumentFactory(agreement=made, title="Secret memo", sha256="0c" * 32)
    ActivityFactory(**ties, title_en="Open visit", title_ar="زيارة")
    ActivityFactory(**ties, title_en="Hidden visit", title_ar="زيارة", visibility=Visibility.INTERNAL)
    ProjectFactory(agreement=made, name_en="Hidden project", name_ar="مشروع", visibility=Visibility.INTERNAL)
    DueDiligenceFactory(agreement=made, political="Whispers")
    FocalPointFactory(agreement=made, name="Salim the contact")
    return made


def dossier(client: Client, agreement: Agreement, language: str = "en") -> str:
    response = client.get(f"/en/agreements/{agreement.public_id}/dossier/{language}/")
    assert response.status_code == 200
    return text_of_pdf(response.content)


def test_those_who_keep_the_record_read_all_of_it(client: Client, officer: User, agreement: Agreement) -> None:
    client.force_login(officer)
    text = dossier(client, agreement)
    assert [words for words in [*PUBLIC, *INTERNAL] if words not in text] == []
    assert squeezed("Open charter #strong[x]") in text


def test_others_do_not_find_a_trace_of_what_is_internal(client: Client, agreement: Agreement) -> None:
    client.force_login(person(Role.OFFICER, place("kobe")))
    text = dossier(client, agreement)
    assert [words for words in PUBLIC if words not in text] == []
    assert [words for words in INTERNAL if words in text] == []


def test_it_is_in_the_language_asked_for(client: Client, officer: User, agreement: Agreement) -> None:
    client.force_login(officer)
    text = dossier(client, agreement, "ar")
    assert "Legalbasis" not in text
    assert "Purposes" not in text


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_its_dossier(client: Client, admin: User, status: Status) -> None:
    client.force_login(admin)
    assert dossier(client, AgreementFactory(status=status))


def test_what_one_may_not_see_has_no_dossier(client: Client, amman_officer: User) -> None:
    draft = AgreementFactory()
    client.force_login(amman_officer)
    assert client.get(f"/en/agreements/{draft.public_id}/dossier/en/").status_code == 404


def test_strangers_sign_in_first(client: Client, agreement: Agreement) -> None:
    assert client.get(f"/en/agreements/{agreement.public_id}/dossier/en/").status_code == 302


def test_there_is_none_in_a_third_language(client: Client, officer: User, agreement: Agreement) -> None:
    client.force_login(officer)
    assert client.get(f"/en/agreements/{agreement.public_id}/dossier/fr/").status_code == 404
