"""Plans, yearly reports, contacts and continuity checks: who may, what is kept, who is told, what a link may do."""

import datetime
import re
from typing import Any

import pytest
from django.conf import settings

from agreements.choices import ActivityType, ContinuityCause, PlanProgress, ReviewState, Side, Status, Vitality
from agreements.exceptions import ActNotPermitted, CheckIsClosed, ReviewNotOpen
from agreements.models import Activity, Agreement, ContinuityCheck, FocalPoint, Relationship, Review
from agreements.services.action_plans import ItemInput, PlanInput, save_plan
from agreements.services.contacts import ask_contact, ask_unconfirmed, confirm_by_link, name_contact
from agreements.services.continuity_checks import close_check, open_check, record_change_of_mayor
from agreements.services.focal_points import FocalPointInput
from agreements.services.reviews import (
    AnswerInput,
    accept_review,
    answer_review,
    answer_review_by_link,
    ask_for_reviews,
    return_review,
)
from agreements.services.silence import tell_of_dormant
from agreements.services.vitality import refresh_all
from tests.agreements.services.acting import AT, TODAY, codes
from tests.factories.accounts import person
from tests.factories.agreement_parts import ActivityFactory, FocalPointFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country, place
from twinning.accounts.models import User
from twinning.accounts.one_time_links import LinkNotValid
from twinning.accounts.roles import Role
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.events.verify import verify_chain
from twinning.notices.models import Letter, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


@pytest.fixture
def tie(agreement: Agreement) -> Relationship:
    assert agreement.relationship is not None
    return agreement.relationship


@pytest.fixture
def officer() -> User:
    return person(Role.OFFICER, place("muscat"))


def plan(**given: Any) -> PlanInput:
    values: dict[str, Any] = {
        "title": "خطة 2026",
        "starts_on": TODAY,
        "ends_on": datetime.date(2027, 12, 31),
        "items": [ItemInput("ورشة"), ItemInput("دليل", progress=PlanProgress.DONE)],
    }
    return PlanInput(**{**values, **given})


def secret_in(letter: Letter) -> str:
    found = re.search(r"/(?:contact|lead|partner)/([\w-]{20,})/", letter.text)
    assert found, letter.text
    return found[1]


class TestPlans:
    def test_a_draft_of_one_side_changes_no_vitality_and_an_agreed_one_is_joint_planning(
        self, tie: Relationship, officer: User
    ) -> None:
        made = save_plan(tie, plan(), by=officer, at=AT, today=TODAY)
        assert (made.items.count(), Activity.objects.count()) == (2, 0)
        changed = save_plan(tie, plan(agreed_on=TODAY), by=officer, at=AT, today=TODAY, plan=made, expected_version=1)
        activity = Activity.objects.get()
        assert (changed.activity, activity.type) == (activity, ActivityType.ACTION_PLAN)
        save_plan(tie, plan(agreed_on=TODAY, items=[ItemInput("واحدة")]), by=officer, at=AT, today=TODAY, plan=made)
        assert (Activity.objects.count(), made.items.count()) == (1, 1)
        assert Relationship.objects.get().vitality == Vitality.LIVING
        assert verify_chain().first_broken_id is None

    @pytest.mark.parametrize(
        ("given", "problems"),
        [
            ({"title": " "}, {"title": "required"}),
            ({"ends_on": datetime.date(2025, 1, 1)}, {"ends_on": "before_start"}),
            ({"starts_on": None}, {"starts_on": "required"}),
            ({"items": []}, {"items": "required"}),
            ({"items": [ItemInput("  ", who="x" * 151)]}, {"items.0.what": "required", "items.0.who": "max_length"}),
            ({"agreed_on": datetime.date(2026, 3, 2)}, {"agreed_on": "in_the_future"}),
        ],
    )
    def test_what_is_wrong_is_named(
        self, tie: Relationship, officer: User, given: dict[str, Any], problems: dict[str, str]
    ) -> None:
        with pytest.raises(InvalidInput) as refused:
            save_plan(tie, plan(**given), by=officer, at=AT, today=TODAY)
        assert codes(refused.value) == problems

    def test_strangers_may_not_and_stale_versions_are_refused(self, tie: Relationship, officer: User) -> None:
        with pytest.raises(ActNotPermitted):
            save_plan(tie, plan(), by=person(Role.OFFICER, place("amman")), at=AT, today=TODAY)
        made = save_plan(tie, plan(), by=person(Role.OFFICER, place("rabat")), at=AT, today=TODAY)
        with pytest.raises(StaleVersion):
            save_plan(tie, plan(), by=officer, at=AT, today=TODAY, plan=made, expected_version=7)


class TestReviews:
    def due(self) -> datetime.date:
        return datetime.date(2026, settings.REVIEWS["month"], settings.REVIEWS["day"])

    def test_the_system_asks_both_sides_once_by_notice_or_by_letter(self, tie: Relationship, officer: User) -> None:
        contact = FocalPointFactory(agreement=tie.agreements.get(), side=Side.PARTNER)
        before = self.due() - datetime.timedelta(weeks=6)
        assert ask_for_reviews(today=before - datetime.timedelta(days=1), at=AT) == 0
        assert ask_for_reviews(today=before, at=AT) == 1
        assert ask_for_reviews(today=self.due(), at=AT) == 0
        review = Review.objects.get()
        assert (review.state, review.year, review.due_on) == (ReviewState.ASKED, 2026, self.due())
        assert [notice.recipient for notice in Notice.objects.filter(kind="review_asked")] == [officer]
        letter = Letter.objects.get()
        assert (letter.to_email, letter.language) == (contact.email, "ar")

    def test_answered_by_both_sides_returned_and_accepted(self, tie: Relationship, officer: User) -> None:
        FocalPointFactory(agreement=tie.agreements.get(), side=Side.PARTNER)
        ask_for_reviews(today=self.due(), at=AT)
        review = Review.objects.get()
        reviewer = person(Role.REVIEWER, country("OM"))
        with pytest.raises(ReviewNotOpen):
            accept_review(review, by=reviewer, at=AT)
        answer_review(review, AnswerInput("ورشتان", "دليل مشترك"), by=officer, at=AT)
        secret = secret_in(Letter.objects.get())
        with pytest.raises(InvalidInput):
            answer_review_by_link(Side.PARTNER, AnswerInput("لا شيء", ""), secret=secret, at=AT)
        with pytest.raises(LinkNotValid):
            answer_review_by_link(Side.LEAD, AnswerInput("لا شيء", "", "أمينة"), secret=secret, at=AT)
        answer_review_by_link(Side.PARTNER, AnswerInput("معرض", "", "أمينة"), secret=secret, at=AT)
        with pytest.raises(LinkNotValid):
            answer_review_by_link(Side.PARTNER, AnswerInput("معرض", "", "أمينة"), secret=secret, at=AT)
        review.refresh_from_db()
        assert review.state == ReviewState.ANSWERED
        with pytest.raises(ActNotPermitted):
            accept_review(review, by=officer, at=AT)
        with pytest.raises(InvalidInput):
            return_review(review, by=reviewer, at=AT, comment=" ")
        return_review(review, by=reviewer, at=AT, comment="أضيفوا القياسات")
        assert Letter.objects.count() == 2
        answer_review(review, AnswerInput("ورشتان وقياس", ""), by=officer, at=AT)
        accepted = accept_review(review, by=reviewer, at=AT)
        assert (accepted.state, accepted.accepted_by) == (ReviewState.ACCEPTED, reviewer)
        with pytest.raises(ReviewNotOpen):
            answer_review(review, AnswerInput("متأخر", ""), by=officer, at=AT)
        assert verify_chain().first_broken_id is None


class TestContacts:
    def test_a_contact_confirms_herself_by_a_link_that_works_once(self, agreement: Agreement, officer: User) -> None:
        contact = FocalPointFactory(agreement=agreement)
        ask_contact(contact, by=officer, at=AT)
        secret = secret_in(Letter.objects.get())
        confirm_by_link(secret=secret, at=AT, today=TODAY)
        contact.refresh_from_db()
        assert contact.confirmed_on == TODAY
        with pytest.raises(LinkNotValid):
            confirm_by_link(secret=secret, at=AT, today=TODAY)
        with pytest.raises(ActNotPermitted):
            ask_contact(contact, by=person(Role.OFFICER, place("amman")), at=AT)

    def test_a_link_to_an_address_that_was_replaced_confirms_nobody(self, agreement: Agreement, officer: User) -> None:
        contact = FocalPointFactory(agreement=agreement)
        ask_contact(contact, by=officer, at=AT)
        other = FocalPointInput(Side.LEAD, "مريم", email="maryam@example.org")
        name_contact(agreement, other, by=officer, at=AT, contact=contact)
        with pytest.raises(LinkNotValid):
            confirm_by_link(secret=secret_in(Letter.objects.get()), at=AT, today=TODAY)
        assert FocalPoint.objects.get().confirmed_on is None
        assert ContinuityCheck.objects.get().cause == ContinuityCause.CONTACT

    def test_those_unconfirmed_for_a_year_are_asked_by_the_system_not_too_often(self, agreement: Agreement) -> None:
        FocalPointFactory(agreement=agreement, confirmed_on=TODAY - datetime.timedelta(days=300))
        FocalPointFactory(agreement=agreement, confirmed_on=TODAY - datetime.timedelta(days=366))
        FocalPointFactory(agreement=agreement)
        FocalPointFactory(agreement=agreement, email="")
        assert ask_unconfirmed(today=TODAY, at=AT) == 2
        assert ask_unconfirmed(today=TODAY, at=AT + datetime.timedelta(days=10)) == 0
        later = datetime.timedelta(days=61)
        assert ask_unconfirmed(today=TODAY + later, at=AT + later) == 2


class TestContinuity:
    def test_a_new_mayor_asks_about_every_tie_of_the_city_and_once(self, tie: Relationship, officer: User) -> None:
        other = AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")]).relationship
        opened = record_change_of_mayor(place("muscat"), ties=[tie, other], note="", by=officer, at=AT)
        assert len({check.pk for check in opened}) == 2
        assert open_check(tie, cause=ContinuityCause.CONTACT, by=officer, at=AT) in opened
        assert Notice.objects.filter(recipient=officer, kind="continuity_check").count() == 2

    def test_three_answers_close_it(self, tie: Relationship, officer: User) -> None:
        check = open_check(tie, cause=ContinuityCause.MAYOR, by=officer, at=AT)
        with pytest.raises(InvalidInput) as refused:
            close_check(check, standing="maybe", contact=" ", continues="", by=officer, at=AT)
        assert codes(refused.value) == {"standing": "required", "contact": "required"}
        answers: dict[str, Any] = {"standing": "yes", "contact": "مريم", "continues": "الورشة"}
        close_check(check, **answers, by=officer, at=AT)
        with pytest.raises(CheckIsClosed):
            close_check(check, **answers, by=officer, at=AT)


def test_a_tie_that_falls_dormant_tells_the_staff_of_both_sides_once(tie: Relationship, officer: User) -> None:
    partner = person(Role.APPROVER, place("rabat"))
    person(Role.OFFICER, place("amman"))
    ActivityFactory(agreement=tie.agreements.get(), relationship=tie, starts_on=datetime.date(2024, 2, 1))
    refresh_all(today=datetime.date(2026, 2, 1), at=AT)
    moved = refresh_all(today=TODAY, at=AT)
    assert (tell_of_dormant(moved, at=AT), tell_of_dormant(moved, at=AT)) == (1, 1)
    told = Notice.objects.filter(kind="vitality_dormant")
    assert {notice.recipient for notice in told} == {officer, partner}
