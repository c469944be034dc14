"""The table of the lifecycle: who may perform which act, from where, to where."""

import datetime
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from agreements.choices import AuthorisationState, Link, Status
from agreements.exceptions import ActNotPermitted, WrongState
from agreements.lifecycle import TRANSITIONS, Act, acts_from
from agreements.models import Agreement
from agreements.policies import AgreementPolicy, Person
from agreements.services.lifecycle import perform
from tests.factories.accounts import UserFactory, person
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country, place
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate, Precision
from twinning.events.models import Event

TODAY = datetime.date(2026, 3, 1)
AT = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)
YESTERDAY = PartialDate.day(datetime.date(2026, 2, 28))

WRITERS = {"officer", "approver", "partner", "admin"}
REVIEWERS = {"reviewer", "admin"}
APPROVERS = {"approver", "admin"}
WHO: dict[Act, set[str]] = {
    Act.SUBMIT: WRITERS,
    Act.RETURN: REVIEWERS,
    Act.REJECT: REVIEWERS,
    Act.AUTHORISE: REVIEWERS,
    Act.SIGN: APPROVERS,
    Act.BRING_INTO_FORCE: APPROVERS,
    Act.SUSPEND: APPROVERS,
    Act.RESUME: APPROVERS,
    Act.EXPIRE: set(),
    Act.RENEW: APPROVERS,
    Act.REPLACE: APPROVERS,
    Act.TERMINATE: APPROVERS,
    Act.WITHDRAW: WRITERS,
    Act.RECORD_HISTORICAL: WRITERS,
    Act.CONFIRM_HISTORICAL: REVIEWERS,
}
CONCLUDED = {Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.HISTORICAL}
WAY: dict[Act, tuple[set[Status], Status]] = {
    Act.SUBMIT: ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
    Act.RETURN: ({Status.SUBMITTED}, Status.RETURNED),
    Act.REJECT: ({Status.SUBMITTED}, Status.REJECTED),
    Act.AUTHORISE: ({Status.SUBMITTED}, Status.AUTHORISED),
    Act.SIGN: ({Status.AUTHORISED}, Status.SIGNED),
    Act.BRING_INTO_FORCE: ({Status.SIGNED}, Status.IN_FORCE),
    Act.SUSPEND: ({Status.IN_FORCE}, Status.SUSPENDED),
    Act.RESUME: ({Status.SUSPENDED}, Status.IN_FORCE),
    Act.EXPIRE: ({Status.IN_FORCE, Status.SUSPENDED}, Status.EXPIRED),
    Act.RENEW: (CONCLUDED, Status.RENEWED),
    Act.REPLACE: (CONCLUDED, Status.REPLACED),
    Act.TERMINATE: ({Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED, Status.HISTORICAL}, Status.TERMINATED),
    Act.WITHDRAW: ({Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.AUTHORISED}, Status.WITHDRAWN),
    Act.RECORD_HISTORICAL: ({Status.DRAFT, Status.RETURNED}, Status.HISTORICAL),
    Act.CONFIRM_HISTORICAL: ({Status.SUBMITTED}, Status.HISTORICAL),
}
ALLOWED = [(act, source) for act, (sources, _target) in WAY.items() for source in Status if source in sources]


@dataclass(frozen=True)
class Asked:
    """What an act is given: a day, a comment."""

    on: PartialDate | None = None
    comment: str = ""


ASKED = {
    Act.RETURN: Asked(comment="يرجى إضافة مؤشر"),
    Act.REJECT: Asked(comment="خارج الاختصاص"),
    Act.SIGN: Asked(on=YESTERDAY),
    Act.BRING_INTO_FORCE: Asked(on=YESTERDAY),
    Act.SUSPEND: Asked(comment="مراجعة التمويل"),
    Act.TERMINATE: Asked(on=YESTERDAY, comment="باتفاق الطرفين"),
    Act.WITHDRAW: Asked(comment="تغيرت الأولويات"),
}
ENDED = datetime.date(2026, 2, 27)


def ready_for(act: Act, status: Status) -> Agreement:
    """An agreement in `status` that every law lets go through `act`."""
    fields: dict[str, Any] = {"status": status}
    if act == Act.EXPIRE:
        fields |= {"ends_on": ENDED}
    if act == Act.RECORD_HISTORICAL:
        fields |= {"is_historical": True, "signed_on": datetime.date(1984, 1, 1), "signed_on_precision": Precision.YEAR}
    if act == Act.CONFIRM_HISTORICAL:
        fields |= {"is_historical": True, "signed_on_precision": Precision.UNKNOWN, "source": "Municipal archive"}
    agreement: Agreement = AgreementFactory(**fields)
    if act in (Act.RENEW, Act.REPLACE):
        link = Link.RENEWS if act == Act.RENEW else Link.REPLACES
        AgreementFactory(status=Status.IN_FORCE, predecessor=agreement, link=link)
    if status == Status.RETURNED:
        agreement.authorisations.update(state=AuthorisationState.OPEN)
    return agreement


def go(act: Act, agreement: Agreement, **given: Any) -> Agreement:
    asked = ASKED.get(act, Asked())
    values: dict[str, Any] = {"by": None, "at": AT, "today": TODAY, "on": asked.on, "comment": asked.comment, **given}
    return perform(act, agreement=agreement, **values)


def everybody() -> dict[str, Person]:
    """One person of each kind, as seen from an agreement kept by Muscat."""
    muscat, salalah = place("muscat"), place("salalah")
    return {
        "anonymous": AnonymousUser(),
        "nobody": UserFactory(),
        "officer": person(Role.OFFICER, muscat),
        "approver": person(Role.APPROVER, muscat),
        "partner": person(Role.PARTNER, muscat),
        "reviewer": person(Role.REVIEWER, country("OM")),
        "analyst": person(Role.ANALYST),
        "admin": person(Role.ADMIN),
        "officer of Salalah": person(Role.OFFICER, salalah),
        "approver of Salalah": person(Role.APPROVER, salalah),
        "approver of the other side": person(Role.APPROVER, place("rabat")),
        "reviewer of Jordan": person(Role.REVIEWER, country("JO")),
        "disabled approver": person(Role.APPROVER, muscat, is_active=False),
        "disabled admin": person(Role.ADMIN, is_active=False),
    }


def test_the_table_holds_every_act() -> None:
    assert set(TRANSITIONS) == set(Act) == set(WHO) == set(WAY)


@pytest.mark.django_db
@pytest.mark.parametrize("act", Act)
def test_an_act_is_permitted_to_these_people_and_no_others(act: Act) -> None:
    source = next(status for status in Status if status in WAY[act][0])
    agreement = ready_for(act, source)
    permitted = {name for name, who in everybody().items() if AgreementPolicy.can_perform(who, act, agreement)}
    assert permitted == WHO[act]


@pytest.mark.django_db
@pytest.mark.parametrize("act", Act)
def test_the_service_refuses_whom_the_policy_refuses(act: Act) -> None:
    source = next(status for status in Status if status in WAY[act][0])
    agreement = ready_for(act, source)
    people = everybody()
    for name in ("nobody", "analyst", "officer of Salalah", "reviewer of Jordan"):
        with pytest.raises(ActNotPermitted):
            go(act, agreement, by=people[name])
    agreement.refresh_from_db()
    assert agreement.status == source


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "source"), ALLOWED)
def test_an_act_leads_from_its_sources_to_its_target(act: Act, source: Status) -> None:
    agreement = ready_for(act, source)
    before = agreement.version
    changed = go(act, agreement)
    agreement.refresh_from_db()
    assert (changed.status, agreement.status) == (WAY[act][1], WAY[act][1])
    assert agreement.version == before + 1
    event = Event.objects.filter(subject_id=str(agreement.public_id)).latest("id")
    assert (event.type, event.subject_version, event.at) == (TRANSITIONS[act].event, agreement.version, AT)


@pytest.mark.django_db
@pytest.mark.parametrize("source", Status)
def test_no_other_act_starts_from_a_status(source: Status) -> None:
    agreement: Agreement = AgreementFactory(status=source)
    for act in [act for act, (sources, _target) in WAY.items() if source not in sources]:
        with pytest.raises(WrongState):
            go(act, agreement)
    agreement.refresh_from_db()
    assert agreement.status == source
    assert not Event.objects.exists()


@pytest.mark.parametrize("status", Status)
def test_the_acts_of_a_status_are_those_that_start_from_it(status: Status) -> None:
    assert set(acts_from(status)) == {act for act, (sources, _target) in WAY.items() if status in sources}


@pytest.mark.django_db
def test_people_are_offered_what_they_may_do_from_where_the_agreement_stands() -> None:
    submitted = AgreementFactory(status=Status.SUBMITTED)
    people = everybody()
    offered = {name: AgreementPolicy.acts_for(who, submitted) for name, who in people.items()}
    assert offered["reviewer"] == [Act.RETURN, Act.REJECT, Act.AUTHORISE]
    assert offered["officer"] == offered["approver"] == [Act.WITHDRAW]
    old = AgreementFactory(status=Status.SUBMITTED, is_historical=True)
    assert AgreementPolicy.acts_for(people["reviewer"], old) == [Act.RETURN, Act.REJECT, Act.CONFIRM_HISTORICAL]
    assert offered["analyst"] == offered["anonymous"] == offered["officer of Salalah"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("act", [Act.RETURN, Act.REJECT, Act.AUTHORISE, Act.CONFIRM_HISTORICAL])
def test_whoever_submitted_does_not_decide(act: Act) -> None:
    both = person(Role.ADMIN)
    agreement = AgreementFactory(status=Status.SUBMITTED, created_by=both)
    assert not AgreementPolicy.can_perform(both, act, agreement)
    assert AgreementPolicy.can_perform(person(Role.ADMIN), act, agreement)


@pytest.mark.django_db
@pytest.mark.parametrize("source", Status)
@pytest.mark.parametrize("act", Act)
def test_every_cell_of_act_and_status_and_person_answers_who_first_and_then_state(act: Act, source: Status) -> None:
    agreement: Agreement = AgreementFactory(status=source)
    for name, who in everybody().items():
        if isinstance(who, AnonymousUser):
            assert not AgreementPolicy.can_perform(who, act, agreement)
        elif name not in WHO[act]:
            with pytest.raises(ActNotPermitted):
                go(act, agreement, by=who)
        elif source not in WAY[act][0]:
            with pytest.raises(WrongState):
                go(act, agreement, by=who)
    agreement.refresh_from_db()
    assert agreement.status == source
    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "source", "name"), [(*way, name) for way in ALLOWED for name in sorted(WHO[way[0]])])
def test_whom_the_table_names_performs_the_act_where_the_law_allows(act: Act, source: Status, name: str) -> None:
    assert go(act, ready_for(act, source), by=everybody()[name]).status == WAY[act][1]
