"""Clocks that start with an act, and silence that counts as consent."""

import datetime
from typing import Any

import pytest

from agreements.choices import AuthorisationKind, AuthorisationState
from agreements.jobs import deem_what_nobody_decided
from agreements.lifecycle import Act
from agreements.models import Agreement, Authorisation
from agreements.services.approval_routes import load_approval_routes
from agreements.services.authorisations import AuthorisationInput, record_authorisation
from agreements.services.clocks import deem_lapsed
from tests.agreements.services.acting import AT, TODAY, act, events_of
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country, place
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate
from twinning.events.models import Event
from twinning.events.verify import verify_chain

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def routes(db: None) -> None:
    for code in ("OM", "JO", "MA", "TR", "FR", "AU"):
        country(code)
    load_approval_routes()


def sent(lead: str) -> Agreement:
    made: Agreement = AgreementFactory(owner_city=place(lead), partners=[place("kobe")])
    return act(Act.SUBMIT, made)


def grant(step: Authorisation, day: datetime.date) -> None:
    given = AuthorisationInput(
        kind=AuthorisationKind(step.kind), state=AuthorisationState.GRANTED, dated=PartialDate.day(day)
    )
    record_authorisation(step, given, by=person_of(step), at=AT, today=TODAY)


def person_of(step: Authorisation) -> Any:
    return person(Role.OFFICER, step.agreement.owner_city)


def test_the_notice_after_signing_is_due_fourteen_days_after_it() -> None:
    agreement = act(Act.AUTHORISE, sent("sydney"))
    before, after = agreement.authorisations.all()
    assert (before.due_on, after.due_on) == (None, None)
    grant(before, TODAY)
    act(Act.SIGN, agreement, on=PartialDate.day(TODAY))
    after.refresh_from_db()
    assert after.due_on == TODAY + 14 * DAY
    assert list(Authorisation.objects.overdue(on=TODAY + 15 * DAY)) == [after]
    assert not Authorisation.objects.overdue(on=TODAY + 14 * DAY).exists()
    assert deem_lapsed(today=TODAY + 400 * DAY, at=AT) == 0


def test_the_review_of_the_state_ends_in_consent_when_nobody_speaks() -> None:
    agreement = sent("toulouse")
    transmission, review = agreement.authorisations.all()
    grant(transmission, TODAY)
    last = TODAY + 62 * DAY
    assert deem_lapsed(today=last, at=AT) == 0
    assert deem_lapsed(today=last + DAY, at=AT) == 1
    assert deem_lapsed(today=last + DAY, at=AT) == 0
    review.refresh_from_db()
    assert (review.state, review.dated) == (AuthorisationState.DEEMED, PartialDate.day(last))
    assert review.is_settled
    assert events_of(agreement)[-1] == "agreement.authorisation_deemed"
    assert Event.objects.latest("id").actor is None
    assert verify_chain().first_broken_id is None


def test_nobody_is_taken_to_consent_to_what_was_withdrawn() -> None:
    agreement = sent("toulouse")
    grant(agreement.authorisations.first(), TODAY)  # type: ignore[arg-type]  # the route has two steps
    act(Act.WITHDRAW, agreement, comment="تغيرت الأولويات")
    assert deem_lapsed(today=TODAY + 400 * DAY, at=AT) == 0


def test_one_silence_may_start_the_clock_of_the_next() -> None:
    agreement = sent("toulouse")
    transmission, review = agreement.authorisations.all()
    law = {"clock_days": 5, "clock_from": "step_before", "on_lapse": "deemed"}
    third = agreement.authorisations.create(kind="delegation", position=9, **law)
    grant(transmission, TODAY)
    assert deem_lapsed(today=TODAY + 400 * DAY, at=AT) == 2
    third.refresh_from_db()
    assert third.dated == PartialDate.day(TODAY + 67 * DAY)
    assert review.agreement_id == agreement.pk


def test_the_nightly_job_takes_the_day_it_was_planned_for() -> None:
    agreement = sent("toulouse")
    transmission, review = agreement.authorisations.all()
    grant(transmission, TODAY)
    moment = datetime.datetime.combine(TODAY + 62 * DAY, datetime.time(20, 10), tzinfo=datetime.UTC)
    deem_what_nobody_decided(int(moment.timestamp()))
    review.refresh_from_db()
    assert review.state == AuthorisationState.DEEMED
