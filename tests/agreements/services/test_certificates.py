"""Handing out certificates: to whom, of what, and what the chain of events keeps."""

import datetime

import pytest
from django.db import Error, transaction

from agreements.choices import DocumentKind, Status, Visibility
from agreements.exceptions import ActNotPermitted, WrongState
from agreements.models import Agreement, Certificate
from agreements.services.certificates import issue_certificate
from tests.agreements.services.acting import AT
from tests.factories.accounts import person
from tests.factories.agreement_parts import DocumentFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.events.models import Event
from twinning.events.verify import verify_chain

pytestmark = pytest.mark.django_db
PUBLISHED = [Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.TERMINATED, Status.HISTORICAL]
UNPUBLISHED = [Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.AUTHORISED, Status.REJECTED]


def issue(agreement: Agreement, by: User, *, language: str = "ar", at: datetime.datetime = AT) -> Certificate:
    chosen = Certificate.Language(language)
    return issue_certificate(agreement, language=chosen, verify_url="https://register.example/verify/", by=by, at=at)


@pytest.mark.parametrize("status", PUBLISHED)
def test_what_was_signed_or_recorded_as_historical_is_certified(status: Status, officer: User) -> None:
    agreement = AgreementFactory(status=status)
    assert issue(agreement, officer).facts["status"] == status


@pytest.mark.parametrize("status", UNPUBLISHED)
def test_what_is_no_fact_of_the_world_yet_is_not(status: Status, officer: User) -> None:
    with pytest.raises(WrongState):
        issue(AgreementFactory(status=status), officer)


def test_nobody_gets_a_paper_about_what_she_may_not_see(amman_officer: User) -> None:
    internal = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL)
    with pytest.raises(ActNotPermitted):
        issue(internal, amman_officer)


def test_it_is_entered_in_the_chain_with_its_fingerprint_and_to_whom(officer: User) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    certificate = issue(agreement, officer)
    event = Event.objects.get(type="agreement.certificate_issued")
    assert event.actor == officer
    assert event.payload["fingerprint"] == certificate.fingerprint
    assert event.payload["certificate"] == str(certificate.public_id)
    assert verify_chain().first_broken_id is None


def test_the_same_paper_asked_for_twice_in_a_day_is_one(officer: User, approver: User) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    first = issue(agreement, officer)
    assert issue(agreement, officer) == first
    assert issue(agreement, officer, language="en") != first
    assert issue(agreement, approver) != first
    assert issue(agreement, officer, at=AT + datetime.timedelta(days=1)) != first
    assert Event.objects.filter(type="agreement.certificate_issued").count() == 4


def test_a_changed_record_makes_another_paper(officer: User) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    first = issue(agreement, officer)
    Agreement.objects.filter(pk=agreement.pk).update(title_en="Another title")
    assert issue(agreement, officer).fingerprint != first.fingerprint


def test_internal_documents_are_named_to_insiders_alone(officer: User, kobe_officer: User) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    shown = DocumentFactory(agreement=agreement, kind=DocumentKind.AGREEMENT_TEXT, visibility=Visibility.PUBLIC)
    hidden = DocumentFactory(agreement=agreement, kind=DocumentKind.AUTHORISATION, sha256="c" * 64)
    DocumentFactory(agreement=agreement, kind=DocumentKind.CORRESPONDENCE, sha256="d" * 64)
    assert _sums(issue(agreement, officer)) == [shown.sha256, hidden.sha256]
    assert _sums(issue(agreement, kobe_officer)) == [shown.sha256]


def test_what_was_given_out_cannot_be_changed_or_taken_back(officer: User) -> None:
    certificate = issue(AgreementFactory(status=Status.IN_FORCE), officer)
    with pytest.raises(Error), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(fingerprint="0" * 64)
    with pytest.raises(Error), transaction.atomic():
        certificate.delete()


def _sums(certificate: Certificate) -> list[str]:
    return [document["sha256"] for document in certificate.facts["documents"]]


@pytest.fixture
def kobe_officer(db: None) -> User:
    """Somebody of a city that has nothing to do with the agreement."""
    return person(Role.OFFICER, place("kobe"))
