"""What an act brings with it: days, comments, submissions, the fate of earlier agreements, expiry at night."""

import datetime
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from agreements.choices import Link, Status
from agreements.exceptions import ActNotPermitted, AgainstTheLaw, WrongState
from agreements.jobs import expire_ended_agreements
from agreements.lifecycle import Act
from agreements.models import Agreement, Submission
from agreements.services.lifecycle import expire_ended
from agreements.services.purposes import PurposeInput, set_purposes
from tests.agreements.services.acting import AT, TODAY, act, codes, events_of
from tests.concurrency import at_once
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.events.models import Event
from twinning.events.verify import verify_chain

YESTERDAY = TODAY - datetime.timedelta(days=1)
TOMORROW = TODAY + datetime.timedelta(days=1)


def made(**fields: Any) -> Agreement:
    agreement: Agreement = AgreementFactory(**fields)
    return agreement


def day(value: datetime.date) -> PartialDate:
    return PartialDate.day(value)


def status_of(agreement: Agreement) -> Status:
    return Status(Agreement.objects.get(pk=agreement.pk).status)


@pytest.mark.django_db
def test_a_whole_life_from_draft_to_the_end(officer: User, approver: User, reviewer: User) -> None:
    agreement = made(step_state="granted", created_by=officer)
    act(Act.SUBMIT, agreement, by=officer)
    act(Act.RETURN, agreement, by=reviewer, comment="يرجى إضافة مؤشر")
    act(Act.SUBMIT, agreement, by=officer)
    act(Act.AUTHORISE, agreement, by=reviewer)
    agreement.authorisations.create(kind="council_decision", state="granted", number="1")
    act(Act.SIGN, agreement, by=approver, on=day(YESTERDAY))
    act(Act.BRING_INTO_FORCE, agreement, by=approver, on=day(TODAY))
    act(Act.SUSPEND, agreement, by=approver, comment="مراجعة التمويل")
    act(Act.RESUME, agreement, by=approver)
    ended = act(Act.TERMINATE, agreement, by=approver, on=day(TODAY), comment="باتفاق الطرفين")
    assert (ended.signed, ended.in_force, ended.ended) == (day(YESTERDAY), day(TODAY), day(TODAY))
    assert events_of(agreement) == [
        "agreement.submitted",
        "agreement.returned",
        "agreement.submitted",
        "agreement.authorised",
        "agreement.signed",
        "agreement.in_force",
        "agreement.suspended",
        "agreement.resumed",
        "agreement.terminated",
    ]
    assert verify_chain().first_broken_id is None


@pytest.mark.django_db
def test_each_round_keeps_what_was_submitted_and_what_was_said(officer: User, reviewer: User) -> None:
    agreement = made(indicators=0)
    act(Act.SUBMIT, agreement, by=officer)
    remarks = {"purposes": "أضيفوا مؤشرًا", "terms": "  "}
    returned = act(Act.RETURN, agreement, by=reviewer, comment=" يرجى الاستكمال ", field_comments=remarks)
    purpose = PurposeInput(focus_area=focus_area("water"), statement_ar="خفض فاقد المياه في الشبكة")
    set_purposes(returned, [purpose], by=officer, at=AT)
    act(Act.SUBMIT, agreement, by=officer)
    first, second = Submission.objects.filter(agreement=agreement)
    assert (first.round, first.outcome, first.comment) == (1, "returned", "يرجى الاستكمال")
    assert (first.submitted_by, first.decided_by, first.decided_at) == (officer, reviewer, AT)
    assert [(remark.field, remark.text) for remark in first.field_comments.all()] == [("purposes", "أضيفوا مؤشرًا")]
    assert (second.round, second.outcome) == (2, "")
    assert [p["focus_area"] for p in first.snapshot["purposes"]] == ["heritage"]
    assert [p["focus_area"] for p in second.snapshot["purposes"]] == ["water"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("which", "status", "given", "problems"),
    [
        (Act.RETURN, Status.SUBMITTED, {}, {"comment": "required"}),
        (Act.RETURN, Status.SUBMITTED, {"comment": "  "}, {"comment": "required"}),
        (Act.REJECT, Status.SUBMITTED, {}, {"comment": "required"}),
        (Act.RETURN, Status.SUBMITTED, {"comment": "ا" * 5001}, {"comment": "max_length"}),
        (Act.RETURN, Status.SUBMITTED, {"comment": "نص\u202e"}, {"comment": "control_character"}),
        (
            Act.RETURN,
            Status.SUBMITTED,
            {"comment": "نص", "field_comments": {"terms": "ا" * 5001}},
            {"field_comments.terms": "max_length"},
        ),
        (
            Act.RETURN,
            Status.SUBMITTED,
            {"comment": "نص", "field_comments": {"t" * 61: "ا"}},
            {"field_comments": "max_length"},
        ),
        (Act.SIGN, Status.AUTHORISED, {}, {"on": "required"}),
        (Act.SIGN, Status.AUTHORISED, {"on": PartialDate.unknown()}, {"on": "required"}),
        (Act.BRING_INTO_FORCE, Status.SIGNED, {}, {"on": "required"}),
        (Act.TERMINATE, Status.IN_FORCE, {}, {"on": "required", "comment": "required"}),
        (Act.SUSPEND, Status.IN_FORCE, {"comment": "ا" * 501}, {"comment": "max_length"}),
        (Act.WITHDRAW, Status.DRAFT, {}, {"comment": "required"}),
    ],
)
def test_an_act_asks_for_what_it_needs(
    which: Act, status: Status, given: dict[str, Any], problems: dict[str, str]
) -> None:
    agreement = made(status=status)
    with pytest.raises(InvalidInput) as refusal:
        act(which, agreement, **given)
    assert codes(refusal.value) == problems
    assert status_of(agreement) == status


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("which", "fields", "given", "law"),
    [
        (Act.SUBMIT, {"partners": []}, {}, "needs_two_places"),
        (Act.SUBMIT, {"type": ""}, {}, "needs_type"),
        (Act.SUBMIT, {"title_en": ""}, {}, "needs_titles"),
        (Act.SUBMIT, {"focus": ()}, {}, "needs_specific_purpose"),
        (Act.SIGN, {"status": Status.AUTHORISED, "step_state": "open"}, {"on": TODAY}, "signing_needs_authorisations"),
        (Act.SIGN, {"status": Status.AUTHORISED}, {"on": TOMORROW}, "signing_ahead"),
        (
            Act.BRING_INTO_FORCE,
            {"status": Status.SIGNED, "indicators": 0},
            {"on": TODAY},
            "force_needs_measurable_purpose",
        ),
        (Act.BRING_INTO_FORCE, {"status": Status.SIGNED}, {"on": TOMORROW}, "force_date"),
        (Act.BRING_INTO_FORCE, {"status": Status.SIGNED}, {"on": datetime.date(2024, 5, 19)}, "dates_follow"),
        (Act.TERMINATE, {"status": Status.IN_FORCE}, {"on": TOMORROW, "comment": "نص"}, "ended_date"),
        (
            Act.TERMINATE,
            {"status": Status.IN_FORCE},
            {"on": datetime.date(2024, 5, 19), "comment": "نص"},
            "ended_before_signing",
        ),
        (Act.RENEW, {"status": Status.IN_FORCE}, {}, "renewal_in_force"),
        (Act.RECORD_HISTORICAL, {}, {}, "historical_signing_stated"),
    ],
)
def test_the_law_refuses(which: Act, fields: dict[str, Any], given: dict[str, Any], law: str) -> None:
    agreement = made(**fields)
    values = {**given, "on": day(given["on"])} if "on" in given else given
    with pytest.raises(AgainstTheLaw) as refusal:
        act(which, agreement, **values)
    assert law in [violation.code for violation in refusal.value.violations]
    assert status_of(agreement) == Status(fields.get("status", Status.DRAFT))
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_act_on_a_record_read_long_ago_is_refused(reviewer: User) -> None:
    agreement = made(status=Status.SUBMITTED)
    act(Act.AUTHORISE, agreement, by=reviewer, expected_version=agreement.version)
    with pytest.raises(StaleVersion):
        act(Act.RETURN, agreement, by=reviewer, comment="نص", expected_version=agreement.version)
    assert status_of(agreement) == Status.AUTHORISED


@pytest.mark.django_db
def test_people_never_perform_what_the_system_does(admin: User) -> None:
    ended = made(status=Status.IN_FORCE, ends_on=YESTERDAY)
    with pytest.raises(ActNotPermitted):
        act(Act.EXPIRE, ended, by=admin)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("link", "fate", "event"),
    [
        (Link.RENEWS, Status.RENEWED, "agreement.renewed"),
        (Link.REPLACES, Status.REPLACED, "agreement.replaced"),
    ],
)
@pytest.mark.parametrize("status", [Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.HISTORICAL])
def test_a_successor_in_force_retires_the_agreement_before_it(
    status: Status, link: Link, fate: Status, event: str
) -> None:
    earlier = made(status=status)
    later = made(status=Status.SIGNED, link=link, predecessor=earlier)
    act(Act.BRING_INTO_FORCE, later, on=day(TODAY))
    assert (status_of(earlier), status_of(later)) == (fate, Status.IN_FORCE)
    assert events_of(earlier) == [event]


@pytest.mark.django_db
@pytest.mark.parametrize("link", [Link.AMENDS, Link.UNDER])
def test_an_amendment_or_a_programme_leaves_its_agreement_in_force(link: Link) -> None:
    earlier = made(status=Status.IN_FORCE)
    act(Act.BRING_INTO_FORCE, made(status=Status.SIGNED, link=link, predecessor=earlier), on=day(TODAY))
    assert status_of(earlier) == Status.IN_FORCE


@pytest.mark.django_db
def test_an_agreement_that_was_ended_stays_so_when_its_successor_comes() -> None:
    earlier = made(status=Status.TERMINATED)
    act(Act.BRING_INTO_FORCE, made(status=Status.SIGNED, link=Link.RENEWS, predecessor=earlier), on=day(TODAY))
    assert status_of(earlier) == Status.TERMINATED


@pytest.mark.django_db
def test_what_ended_before_today_expires_once() -> None:
    ended = [
        made(status=Status.IN_FORCE, ends_on=YESTERDAY),
        made(status=Status.SUSPENDED, ends_on=datetime.date(2025, 1, 1), ends_on_precision="year"),
    ]
    going_on = [
        made(status=Status.IN_FORCE, ends_on=TODAY),
        made(status=Status.IN_FORCE, ends_on=datetime.date(2026, 1, 1), ends_on_precision="year"),
        made(status=Status.IN_FORCE, ends_on=None, has_no_end=True),
        made(status=Status.SIGNED, ends_on=YESTERDAY),
    ]
    assert expire_ended(today=TODAY, at=AT) == 2
    assert expire_ended(today=TODAY, at=AT) == 0
    assert [status_of(agreement) for agreement in ended] == [Status.EXPIRED] * 2
    assert [status_of(agreement) for agreement in going_on] == [Status.IN_FORCE] * 3 + [Status.SIGNED]
    assert Event.objects.filter(type="agreement.expired", actor=None).count() == 2


@pytest.mark.django_db
def test_the_nightly_job_expires_what_ended_before_its_day() -> None:
    ended = made(status=Status.IN_FORCE, ends_on=YESTERDAY)
    ends_today = made(status=Status.IN_FORCE, ends_on=TODAY)
    ten_past_midnight_in_muscat = datetime.datetime(2026, 2, 28, 20, 10, tzinfo=datetime.UTC)
    expire_ended_agreements(int(ten_past_midnight_in_muscat.timestamp()))
    assert status_of(ended) == Status.EXPIRED
    assert status_of(ends_today) == Status.IN_FORCE


@pytest.mark.django_db
def test_expiry_by_hand_takes_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    agreement = made(status=Status.IN_FORCE, ends_on=datetime.date(2030, 6, 1))
    call_command("expire_agreements", on="2030-06-01")
    assert status_of(agreement) == Status.IN_FORCE
    call_command("expire_agreements", on="2/6/2030")
    assert status_of(agreement) == Status.EXPIRED
    assert capsys.readouterr().out.splitlines()[-1] == "1 agreements expired, as of 2030-06-02"


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["tomorrow", "2030-06", "31/2/2030"])
def test_expiry_by_hand_wants_a_whole_day(text: str) -> None:
    with pytest.raises(CommandError, match="2026-12-31"):
        call_command("expire_agreements", on=text)


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_stands() -> None:
    agreement = made(status=Status.SUBMITTED)
    outcomes = at_once(
        partial(act, Act.AUTHORISE, agreement),
        partial(act, Act.REJECT, agreement, comment="خارج الاختصاص"),
    )
    assert sum(isinstance(outcome, WrongState) for outcome in outcomes) == 1
    assert status_of(agreement) in {Status.AUTHORISED, Status.REJECTED}
    assert len(events_of(agreement)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_renewal_and_the_nightly_expiry_at_once_do_not_block_each_other() -> None:
    pairs = []
    for name in ("kobe", "kyoto", "doha"):
        earlier = made(status=Status.IN_FORCE, partners=[place(name)], ends_on=YESTERDAY)
        pairs.append((earlier, made(status=Status.SIGNED, partners=[place(name)], link="renews", predecessor=earlier)))
    outcomes = at_once(
        *(partial(act, Act.BRING_INTO_FORCE, later, on=day(TODAY)) for _earlier, later in pairs),
        partial(expire_ended, today=TODAY, at=AT),
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [status_of(earlier) for earlier, _later in pairs] == [Status.RENEWED] * 3
    assert verify_chain().first_broken_id is None
