"""References: the lead's country, the year, a serial without gaps, whoever comes at once."""

import datetime
from functools import partial

import pytest

from agreements.choices import Status
from agreements.exceptions import AgainstTheLaw
from agreements.lifecycle import Act
from agreements.models import Agreement, ReferenceSerial
from tests.agreements.services.acting import act
from tests.concurrency import at_once
from tests.factories.agreement_parts import AuthorisationFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.core.dates import Precision


def draft(**fields: object) -> Agreement:
    agreement: Agreement = AgreementFactory(**fields)
    return agreement


@pytest.mark.django_db
def test_serials_count_within_a_country_and_a_year() -> None:
    muscat_twice = [draft(partners=[place("kobe")]), draft(partners=[place("kyoto")])]
    amman = draft(owner_city=place("amman"), partners=[place("kobe")])
    old = draft(partners=[place("chicago")], signed_on=datetime.date(1984, 1, 1), signed_on_precision=Precision.YEAR)
    references = [act(Act.SUBMIT, agreement).reference for agreement in (*muscat_twice, amman, old)]
    assert references == ["OM-2026-0001", "OM-2026-0002", "JO-2026-0001", "OM-1984-0001"]


@pytest.mark.django_db
def test_the_year_of_an_old_instrument_is_that_of_its_oldest_decree() -> None:
    charter = draft(status=Status.DRAFT, is_historical=True, signed_on_precision=Precision.UNKNOWN)
    AuthorisationFactory(agreement=charter, dated_on=datetime.date(1990, 5, 1), dated_on_precision=Precision.DAY)
    AuthorisationFactory(agreement=charter, dated_on=datetime.date(1984, 1, 1), dated_on_precision=Precision.YEAR)
    assert act(Act.RECORD_HISTORICAL, charter).reference == "OM-1984-0001"


@pytest.mark.django_db
def test_a_reference_is_given_once_for_ever() -> None:
    agreement = act(Act.SUBMIT, draft())
    act(Act.RETURN, agreement, comment="يرجى إضافة مؤشر")
    assert act(Act.SUBMIT, agreement).reference == "OM-2026-0001"
    assert ReferenceSerial.objects.get().last == 1


@pytest.mark.django_db(transaction=True)
def test_a_refused_submission_leaves_no_gap() -> None:
    with pytest.raises(AgainstTheLaw):
        act(Act.SUBMIT, draft(title_en=""))
    assert act(Act.SUBMIT, draft()).reference == "OM-2026-0001"


@pytest.mark.django_db(transaction=True)
def test_submissions_at_once_get_references_without_gap_or_twin() -> None:
    names = ["kobe", "kyoto", "rabat", "casablanca", "doha", "ankara"]
    drafts = [draft(partners=[place(name)]) for name in names]
    outcomes = at_once(*(partial(act, Act.SUBMIT, agreement) for agreement in drafts))
    assert sorted(outcome.reference for outcome in outcomes) == [f"OM-2026-000{n}" for n in range(1, 7)]
