"""Any sequence of acts, allowed or not, keeps the constraints, the chain of events and the history consistent."""

import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agreements.choices import PUBLISHED_STATUSES, AuthorisationKind, AuthorisationState, Status
from agreements.exceptions import AgainstTheLaw, WrongState
from agreements.lifecycle import TRANSITIONS, Act
from agreements.models import Agreement
from agreements.services.authorisations import AuthorisationInput, record_authorisation
from agreements.services.lifecycle import perform
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate, Precision
from twinning.core.exceptions import DomainError, InvalidInput
from twinning.events.models import Event
from twinning.events.verify import verify_chain

START = datetime.date(2026, 1, 1)
dates = st.builds(
    PartialDate,
    st.dates(datetime.date(1980, 1, 1), datetime.date(2026, 12, 31)),
    st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR]),
)
EVENT_OF = {transition.event: transition for transition in TRANSITIONS.values()}


class AgreementLife(RuleBasedStateMachine):
    """One agreement and whatever people may try with it, on days that go on."""

    agreement: Agreement

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.today = START

    def teardown(self) -> None:
        """Nothing of one sequence is left for the next."""
        transaction.savepoint_rollback(self.savepoint)

    @initialize(is_historical=st.booleans(), signed=st.none() | dates, ends=st.none() | dates)
    def begin(self, *, is_historical: bool, signed: PartialDate | None, ends: PartialDate | None) -> None:
        self.agreement = AgreementFactory(is_historical=is_historical, version=0)
        self.agreement.signed, self.agreement.ends = signed, ends
        self.agreement.save()
        self.admin = person(Role.ADMIN)

    @rule(act=st.sampled_from(Act), on=st.none() | dates, comment=st.sampled_from(["", "باتفاق الطرفين"]))
    def try_an_act(self, act: Act, on: PartialDate | None, comment: str) -> None:
        before = self._stored()
        try:
            with transaction.atomic():
                perform(
                    act, agreement=self.agreement, by=None, at=self._now(), today=self.today, on=on, comment=comment
                )
        except (AgainstTheLaw, WrongState, InvalidInput):
            assert self._stored() == before

    @rule(state=st.sampled_from([AuthorisationState.GRANTED, AuthorisationState.REFUSED, AuthorisationState.OPEN]))
    def record_a_step(self, state: AuthorisationState) -> None:
        step = self.agreement.authorisations.first()
        if step is None:
            return
        given = AuthorisationInput(kind=AuthorisationKind(step.kind), state=state, number="7/2026")
        before = self._stored()
        try:
            with transaction.atomic():
                record_authorisation(step, given, by=self.admin, at=self._now(), today=self.today)
        except DomainError:
            assert self._stored() == before

    @rule(days=st.integers(1, 200))
    def time_goes_on(self, days: int) -> None:
        self.today += datetime.timedelta(days=days)

    @invariant()
    def the_status_has_its_dates(self) -> None:
        stored = self._stored()
        if stored["status"] in (Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED):
            assert stored["signed_on"] is not None
        if stored["status"] in (Status.IN_FORCE, Status.SUSPENDED):
            assert stored["in_force_on"] is not None
        if stored["status"] in PUBLISHED_STATUSES:
            assert stored["reference"]

    @invariant()
    def every_version_has_its_event_and_the_last_act_its_status(self) -> None:
        stored = self._stored()
        events = Event.objects.filter(subject_id=str(self.agreement.public_id)).order_by("id")
        assert [event.subject_version for event in events] == list(range(1, stored["version"] + 1))
        acts = [EVENT_OF[event.type] for event in events if event.type in EVENT_OF]
        assert stored["status"] == (acts[-1].target if acts else Status.DRAFT)
        for earlier, later in pairwise(acts):
            assert earlier.target in later.sources
        assert verify_chain().first_broken_id is None

    @invariant()
    def the_history_of_the_row_ends_where_the_row_stands(self) -> None:
        history = Agreement.pgh_event_model.objects.filter(pgh_obj=self.agreement.pk).order_by("pgh_id")  # type: ignore[attr-defined]  # pghistory's
        last = history.values("status", "version").last()
        stored = self._stored()
        assert last == {"status": stored["status"], "version": stored["version"]}

    def _stored(self) -> dict[str, Any]:
        names = ("status", "version", "reference", "signed_on", "in_force_on", "ends_on", "ended_on")
        return dict(Agreement.objects.filter(pk=self.agreement.pk).values(*names).get())

    def _now(self) -> datetime.datetime:
        return datetime.datetime.combine(self.today, datetime.time(9), tzinfo=datetime.UTC)


class TestAgreementLife(TestCase):
    """Each sequence in a transaction of its own."""

    def test_any_sequence_of_acts_keeps_the_record_consistent(self) -> None:
        few = settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(AgreementLife, settings=few)
