"""The other side says whether a record is right: asked, confirmed, disputed, settled, changed since."""

import datetime
import re
from collections.abc import Callable

import pytest

from agreements.choices import Side, Status, Visibility
from agreements.confirmed_facts import Standing, fingerprint_of, standing_of
from agreements.exceptions import ActNotPermitted, WrongState
from agreements.lifecycle import Act
from agreements.models import Agreement, Confirmation
from agreements.services.confirmations import Answer, NobodyToAsk, NotAsked, answer, answer_by_link, ask, settle
from agreements.services.lifecycle import perform
from tests.concurrency import at_once
from tests.factories.accounts import person
from tests.factories.agreement_parts import FocalPointFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import OneTimeLink, User
from twinning.accounts.one_time_links import LinkNotValid
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.events.models import Event
from twinning.notices.models import Letter, Notice

NOW = datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(days=3)


def agreement_in_force(**fields: object) -> Agreement:
    agreement: Agreement = AgreementFactory(status=Status.IN_FORCE, **fields)
    return agreement


def officer() -> User:
    return person(Role.OFFICER, place("muscat"))


def secret_in(letter: Letter) -> str:
    found = re.search(r"/confirm/([^/\s]+)/", letter.text)
    assert found
    return found[1]


def standing(agreement: Agreement) -> Standing:
    return standing_of(list(agreement.confirmations.order_by("id")), fingerprint_of(agreement)).standing


def asked_by_letter(agreement: Agreement, by: User) -> tuple[Confirmation, str]:
    FocalPointFactory(agreement=agreement, side=Side.PARTNER, email="contact@rabat.example")
    asking = ask(agreement, by=by, at=NOW)
    return asking, secret_in(Letter.objects.latest("pk"))


pytestmark = pytest.mark.django_db


def test_people_with_accounts_are_told_in_the_application() -> None:
    agreement, theirs = agreement_in_force(), person(Role.OFFICER, place("rabat"))
    ask(agreement, by=officer(), at=NOW)
    assert Notice.objects.get().recipient == theirs
    assert not Letter.objects.exists()
    assert standing(agreement) == Standing.ASKED


def test_without_accounts_the_contact_gets_a_letter_with_a_link() -> None:
    agreement = agreement_in_force()
    asking, secret = asked_by_letter(agreement, officer())
    letter = Letter.objects.get()
    assert (letter.to_email, letter.language) == ("contact@rabat.example", "ar")
    assert asking.email == "contact@rabat.example"
    assert secret not in str(OneTimeLink.objects.values())


def test_where_nobody_is_there_to_ask_it_is_said() -> None:
    with pytest.raises(NobodyToAsk):
        ask(agreement_in_force(), by=officer(), at=NOW)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.AUTHORISED, Status.WITHDRAWN])
def test_what_is_no_fact_yet_is_not_asked_about(status: Status) -> None:
    with pytest.raises(WrongState):
        ask(AgreementFactory(status=status), by=officer(), at=NOW)


@pytest.mark.parametrize(
    "who",
    [
        lambda: person(Role.OFFICER, place("amman")),
        lambda: person(Role.OFFICER, place("rabat")),
        lambda: person(Role.ANALYST),
    ],
)
def test_only_the_keeping_city_asks(who: Callable[[], User]) -> None:
    with pytest.raises(ActNotPermitted):
        ask(agreement_in_force(), by=who(), at=NOW)


def test_the_other_side_confirms_and_the_record_says_who_when_and_which_version() -> None:
    agreement, theirs, ours = agreement_in_force(), person(Role.OFFICER, place("rabat")), officer()
    asking = ask(agreement, by=ours, at=NOW)
    done = answer(asking, Answer(fingerprint_of(agreement), {}), by=theirs, at=LATER)
    assert (done.answered_by, done.answered_at, done.answered_version) == (theirs, LATER, agreement.version)
    assert standing(agreement) == Standing.CONFIRMED
    assert Notice.objects.filter(recipient=ours, kind="confirmation_confirmed").exists()


@pytest.mark.parametrize("who", [Role.ANALYST, Role.ADMIN])
def test_who_reads_everywhere_does_not_answer_for_a_city(who: Role) -> None:
    agreement = agreement_in_force()
    person(Role.OFFICER, place("rabat"))
    asking = ask(agreement, by=officer(), at=NOW)
    with pytest.raises(ActNotPermitted):
        answer(asking, Answer(fingerprint_of(agreement), {}), by=person(who), at=LATER)


def test_nobody_answers_who_serves_both_cities() -> None:
    agreement, ours = agreement_in_force(), officer()
    person(Role.OFFICER, place("rabat"))
    asking = ask(agreement, by=ours, at=NOW)
    ours.memberships.create(role=Role.OFFICER, city=place("rabat"))
    with pytest.raises(ActNotPermitted):
        answer(asking, Answer(fingerprint_of(agreement), {}), by=User.objects.get(pk=ours.pk), at=LATER)


def test_a_later_change_of_what_was_confirmed_is_seen() -> None:
    agreement = agreement_in_force()
    _asking, secret = asked_by_letter(agreement, officer())
    answer_by_link(secret=secret, given=Answer(fingerprint_of(agreement), {}, "Nadia"), at=LATER)
    Agreement.objects.filter(pk=agreement.pk).update(status=Status.SUSPENDED)
    agreement.refresh_from_db()
    assert standing(agreement) == Standing.CONFIRMED, "its status is no fact that was confirmed"
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=datetime.date(2040, 1, 1))
    agreement.refresh_from_db()
    assert standing(agreement) == Standing.CHANGED


def test_an_answer_about_older_facts_is_refused_and_the_link_stays() -> None:
    agreement = agreement_in_force()
    _asking, secret = asked_by_letter(agreement, officer())
    seen = fingerprint_of(agreement)
    Agreement.objects.filter(pk=agreement.pk).update(title_ar="عنوان آخر")
    with pytest.raises(StaleVersion):
        answer_by_link(secret=secret, given=Answer(seen, {}, "Nadia"), at=LATER)
    agreement.refresh_from_db()
    answer_by_link(secret=secret, given=Answer(fingerprint_of(agreement), {}, "Nadia"), at=LATER)
    assert standing(agreement) == Standing.CONFIRMED


def test_a_link_answers_once_and_wants_a_name() -> None:
    agreement = agreement_in_force()
    _asking, secret = asked_by_letter(agreement, officer())
    with pytest.raises(InvalidInput):
        answer_by_link(secret=secret, given=Answer(fingerprint_of(agreement), {}), at=LATER)
    answer_by_link(secret=secret, given=Answer(fingerprint_of(agreement), {}, "Nadia"), at=LATER)
    with pytest.raises(LinkNotValid):
        answer_by_link(secret=secret, given=Answer(fingerprint_of(agreement), {"title": "no"}, "Nadia"), at=LATER)
    assert Confirmation.objects.get().state == "confirmed"


def test_asking_again_ends_the_earlier_link() -> None:
    agreement, ours = agreement_in_force(), officer()
    _asking, first = asked_by_letter(agreement, ours)
    asking = ask(agreement, by=ours, at=LATER)
    assert asking.asked_times == 2
    assert Confirmation.objects.count() == 1
    with pytest.raises(LinkNotValid):
        answer_by_link(secret=first, given=Answer(fingerprint_of(agreement), {}, "Nadia"), at=LATER)
    answer_by_link(
        secret=secret_in(Letter.objects.latest("pk")),
        given=Answer(fingerprint_of(agreement), {}, "Nadia"),
        at=LATER,
    )


def test_a_dispute_stands_until_the_keeping_side_answers() -> None:
    agreement, ours = agreement_in_force(), officer()
    _asking, secret = asked_by_letter(agreement, ours)
    disputed = answer_by_link(
        secret=secret, given=Answer(fingerprint_of(agreement), {"signed": "It was in 1988"}, "Nadia"), at=LATER
    )
    assert standing(agreement) == Standing.DISPUTED
    assert Notice.objects.filter(recipient=ours, kind="confirmation_disputed").exists()
    with pytest.raises(InvalidInput):
        settle(disputed, text=" ", by=ours, at=LATER)
    settle(disputed, text="Both archives say 1988; corrected.", by=ours, at=LATER)
    assert standing(agreement) == Standing.SETTLED
    assert Letter.objects.latest("pk").to_email == "contact@rabat.example"
    with pytest.raises(NotAsked):
        settle(disputed, text="Twice", by=ours, at=LATER)


def test_a_later_confirmation_ends_a_dispute_too() -> None:
    agreement, ours, theirs = agreement_in_force(), officer(), person(Role.APPROVER, place("rabat"))
    first = ask(agreement, by=ours, at=NOW)
    answer(first, Answer(fingerprint_of(agreement), {"other": "Not yet"}), by=theirs, at=NOW)
    second = ask(agreement, by=ours, at=LATER)
    assert standing(agreement) == Standing.DISPUTED, "asked again, and disputed until answered"
    answer(second, Answer(fingerprint_of(agreement), {}), by=theirs, at=LATER)
    assert standing(agreement) == Standing.CONFIRMED


def test_an_unknown_part_is_refused_by_name() -> None:
    agreement, theirs = agreement_in_force(), person(Role.OFFICER, place("rabat"))
    asking = ask(agreement, by=officer(), at=NOW)
    with pytest.raises(InvalidInput) as refusal:
        answer(asking, Answer(fingerprint_of(agreement), {"budget": "?"}), by=theirs, at=NOW)
    assert [problem.field for problem in refusal.value.problems] == ["disputed.budget"]


def test_signing_asks_of_itself_and_nobody_twice_about_the_same() -> None:
    theirs = person(Role.OFFICER, place("rabat"))
    agreement = AgreementFactory(status=Status.AUTHORISED)
    approver, day = person(Role.APPROVER, place("muscat")), PartialDate.day(datetime.date(2026, 10, 1))
    perform(Act.SIGN, agreement=agreement, by=approver, at=NOW, today=NOW.date(), on=day)
    agreement.refresh_from_db()
    asking = agreement.confirmations.get()
    answer(asking, Answer(fingerprint_of(agreement), {}), by=theirs, at=NOW)
    perform(Act.BRING_INTO_FORCE, agreement=agreement, by=approver, at=LATER, today=LATER.date(), on=day)
    assert agreement.confirmations.count() == 2, "the day of force is a new fact"


def test_signing_where_nobody_can_be_asked_goes_on() -> None:
    agreement = AgreementFactory(status=Status.AUTHORISED, visibility=Visibility.INTERNAL)
    day = PartialDate.day(datetime.date(2026, 10, 1))
    by = person(Role.APPROVER, place("muscat"))
    perform(Act.SIGN, agreement=agreement, by=by, at=NOW, today=NOW.date(), on=day)
    assert not Confirmation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_use_one_link_at_once_one_succeeds() -> None:
    agreement = agreement_in_force()
    _asking, secret = asked_by_letter(agreement, officer())
    seen = fingerprint_of(agreement)
    outcomes = at_once(
        *[lambda: answer_by_link(secret=secret, given=Answer(seen, {}, "Nadia"), at=LATER) for _ in range(20)]
    )
    assert sum(isinstance(outcome, Confirmation) for outcome in outcomes) == 1
    assert all(isinstance(outcome, Confirmation | LinkNotValid) for outcome in outcomes), outcomes
    assert Event.objects.filter(type="agreement.confirmed").count() == 1
