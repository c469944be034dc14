"""One relationship per set of places, also where two agreements arrive at once."""

import datetime
from functools import partial

import pytest

from agreements.choices import Origin, Side, Status
from agreements.lifecycle import Act
from agreements.models import Agreement, Relationship
from agreements.services.relationships import relationship_on_file
from tests.agreements.services.acting import act, events_of
from tests.concurrency import at_once
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.places import place
from twinning.core.dates import PartialDate, Precision
from twinning.events.models import Event
from twinning.events.verify import verify_chain


def draft(**fields: object) -> Agreement:
    agreement: Agreement = AgreementFactory(**fields)
    return agreement


@pytest.mark.django_db
def test_a_draft_has_no_relationship_until_it_is_submitted() -> None:
    agreement = draft()
    assert agreement.relationship is None
    tie = act(Act.SUBMIT, agreement).relationship
    assert tie is not None
    assert [(member.city, member.side) for member in tie.members.all()] == [
        (place("muscat"), Side.LEAD),
        (place("rabat"), Side.PARTNER),
    ]
    assert Event.objects.filter(type="relationship.created", subject_id=str(tie.public_id)).count() == 1


@pytest.mark.django_db
def test_the_same_places_share_one_relationship_whoever_leads() -> None:
    first = act(Act.SUBMIT, draft()).relationship
    second = act(Act.SUBMIT, draft(owner_city=place("rabat"), partners=[place("muscat")])).relationship
    assert first == second


@pytest.mark.django_db
def test_another_set_of_places_is_another_relationship() -> None:
    pair = act(Act.SUBMIT, draft()).relationship
    three = act(Act.SUBMIT, draft(partners=[place("rabat"), place("casablanca")])).relationship
    assert pair != three


@pytest.mark.django_db
def test_a_reference_tie_is_never_taken_for_a_registered_one() -> None:
    reference = relationship_of(place("muscat"), place("rabat"), origin=Origin.REFERENCE)
    agreement = draft()
    assert relationship_on_file(agreement.parties.all()) is None
    assert act(Act.SUBMIT, agreement).relationship != reference


@pytest.mark.django_db
def test_a_relationship_on_file_is_found_by_its_places() -> None:
    tie = relationship_of(place("muscat"), place("rabat"))
    assert relationship_on_file(draft().parties.all()) == tie
    assert relationship_on_file(draft(partners=[place("kobe")]).parties.all()) is None
    assert relationship_on_file([]) is None


@pytest.mark.django_db
def test_a_relationship_begins_with_its_earliest_known_signing() -> None:
    def record(**dates: object) -> Relationship:
        old = draft(is_historical=True, source="Municipal archive", **dates)
        if tie := relationship_on_file(old.parties.all()):
            old.link, old.predecessor = "under", tie.agreements.first()
            old.save()
        tie = act(Act.RECORD_HISTORICAL, old).relationship
        assert tie is not None
        tie.refresh_from_db()
        return tie

    unknown = record(
        signed_on_precision=Precision.UNKNOWN, ends_on=datetime.date(1990, 1, 1), ends_on_precision=Precision.YEAR
    )
    assert unknown.since is None
    later = record(signed_on=datetime.date(1999, 4, 1), signed_on_precision=Precision.MONTH)
    assert later.since == PartialDate(datetime.date(1999, 4, 1), Precision.MONTH)
    assert record(signed_on=datetime.date(1984, 1, 1), signed_on_precision="year").since == PartialDate.year(1984)
    assert record(signed_on=datetime.date(2001, 1, 1), signed_on_precision="year").since == PartialDate.year(1984)


@pytest.mark.django_db
def test_a_signing_dates_the_relationship() -> None:
    agreement = draft(status=Status.AUTHORISED)
    tie = act(Act.SIGN, agreement, on=PartialDate.day(datetime.date(2026, 2, 1))).relationship
    assert tie is not None
    tie.refresh_from_db()
    assert tie.since == PartialDate.day(datetime.date(2026, 2, 1))


@pytest.mark.django_db(transaction=True)
def test_two_first_submissions_of_the_same_places_make_one_relationship() -> None:
    drafts = [draft(), draft(owner_city=place("rabat"), partners=[place("muscat")]), draft()]
    outcomes = at_once(*(partial(act, Act.SUBMIT, agreement) for agreement in drafts))
    assert [outcome.status for outcome in outcomes] == [Status.SUBMITTED] * 3
    tie = Relationship.objects.get()
    assert tie.members.count() == 2
    assert tie.agreements.count() == 3
    assert Event.objects.filter(type="relationship.created").count() == 1
    assert all(events_of(agreement) == ["agreement.submitted"] for agreement in drafts)
    assert verify_chain().first_broken_id is None
