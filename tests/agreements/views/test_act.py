"""One page per act: who gets it, what it asks, which laws it names, what it does."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from agreements.choices import AuthorisationState, Status
from agreements.lifecycle import TRANSITIONS, Act
from agreements.models import Agreement
from tests.agreements.views.pages import text_of
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
WHO = {
    "review": "reviewer",
    "submit": "officer",
    "sign": "approver",
    "conclude": "approver",
}
PAGES = [act for act in Act if act not in (Act.SUBMIT, Act.RECORD_HISTORICAL, Act.EXPIRE)]


def act_url(agreement: Agreement, act: str, language: str = "en") -> str:
    with translation.override(language):
        return reverse("agreements:agreement_act", args=[agreement.public_id, act])


def perform(client: Client, agreement: Agreement, act: Act, **typed: str) -> int:
    agreement.refresh_from_db()
    response = client.post(act_url(agreement, act), {"version": agreement.version, **typed})
    agreement.refresh_from_db()
    return response.status_code


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("act", PAGES)
def test_the_page_of_an_act_opens_for_who_may_perform_it(
    client: Client, request: pytest.FixtureRequest, act: Act, language: str
) -> None:
    transition = TRANSITIONS[act]
    agreement = AgreementFactory(status=transition.sources[0])
    client.force_login(request.getfixturevalue(WHO[str(transition.capability)]))
    response = client.get(act_url(agreement, act, language))
    with translation.override(language):
        assert response.status_code == 200
        assert str(act.label) in text_of(response)


# A partner system submits for its city, and so may withdraw.
@pytest.mark.parametrize(
    ("act", "who"),
    [
        (act, who)
        for act in PAGES
        for who in ("analyst", "partner", "amman_approver", "jordan_reviewer")
        if (act, who) != (Act.WITHDRAW, "partner")
    ],
)
def test_nobody_else_gets_the_page_of_an_act(
    client: Client, request: pytest.FixtureRequest, act: Act, who: str
) -> None:
    agreement = AgreementFactory(status=TRANSITIONS[act].sources[0])
    before = agreement.status
    client.force_login(request.getfixturevalue(who))
    for response in (client.get(act_url(agreement, act)), client.post(act_url(agreement, act), {"comment": "x"})):
        assert response.status_code in (403, 404)
    agreement.refresh_from_db()
    assert agreement.status == before


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    assert client.post(act_url(agreement, "suspend"), {"comment": "x"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.status == Status.IN_FORCE


@pytest.mark.parametrize("act", ["dance", "expire-now", "SIGN"])
def test_an_unknown_act_is_not_found(client: Client, approver: User, act: str) -> None:
    client.force_login(approver)
    assert client.get(act_url(AgreementFactory(), act)).status_code == 404


def test_only_the_system_lets_agreements_expire(client: Client, admin: User) -> None:
    client.force_login(admin)
    agreement = AgreementFactory(status=Status.IN_FORCE)
    assert perform(client, agreement, Act.EXPIRE) == 403


def test_an_unknown_agreement_is_not_found(client: Client, approver: User) -> None:
    client.force_login(approver)
    assert client.get(f"/en/agreements/{uuid.uuid4()}/acts/sign/").status_code == 404


def test_sending_goes_by_the_page_that_shows_every_answer(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory()
    assert client.get(act_url(draft, "submit"))["Location"].endswith(f"/register/{draft.public_id}/check/")


def test_a_return_carries_its_comment_and_remarks_on_parts(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    agreement = AgreementFactory(status=Status.SUBMITTED)
    assert perform(client, agreement, Act.RETURN, comment="مؤشر واحد لا يكفي", on_purposes="أيّ الأحياء؟") == 302
    submission = agreement.submissions.get()
    assert (agreement.status, submission.comment) == (Status.RETURNED, "مؤشر واحد لا يكفي")
    assert list(submission.field_comments.values_list("field", "text")) == [("purposes", "أيّ الأحياء؟")]


@pytest.mark.parametrize("act", [Act.RETURN, Act.REJECT])
@pytest.mark.parametrize("comment", ["", "   "])
def test_a_decision_against_gives_its_reason(client: Client, reviewer: User, act: Act, comment: str) -> None:
    client.force_login(reviewer)
    agreement = AgreementFactory(status=Status.SUBMITTED)
    response = client.post(act_url(agreement, act), {"version": agreement.version, "comment": comment})
    assert response.status_code == 422
    assert "Write the reason; the other side reads it." in text_of(response)
    agreement.refresh_from_db()
    assert agreement.status == Status.SUBMITTED


def test_whoever_sent_it_does_not_decide(client: Client, admin: User) -> None:
    agreement = AgreementFactory(status=Status.SUBMITTED, created_by=admin)
    client.force_login(admin)
    assert perform(client, agreement, Act.AUTHORISE) == 403


def test_authorised_signed_in_force(client: Client, reviewer: User, approver: User) -> None:
    agreement = AgreementFactory(status=Status.SUBMITTED, step_state=AuthorisationState.GRANTED)
    client.force_login(reviewer)
    assert perform(client, agreement, Act.AUTHORISE) == 302
    client.force_login(approver)
    assert perform(client, agreement, Act.SIGN, on="٥/٣/٢٠٢٦") == 302
    assert agreement.signed_on == datetime.date(2026, 3, 5)
    assert perform(client, agreement, Act.BRING_INTO_FORCE, on="1 April 2026") == 302
    assert (agreement.status, agreement.in_force_on) == (Status.IN_FORCE, datetime.date(2026, 4, 1))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("", "Fill in: Day of signing"),
        ("31/2/2026", "there is no day 31 in February"),
        ("tomorrow", "write a date such as"),
        ("1/1/2099", "The day of signing cannot lie in the future."),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(client: Client, approver: User, day: str, words: str) -> None:
    client.force_login(approver)
    agreement = AgreementFactory(status=Status.AUTHORISED)
    response = client.post(act_url(agreement, "sign"), {"version": agreement.version, "on": day})
    assert response.status_code in (409, 422)
    assert words in text_of(response)
    assert 'href="#id_on"' in text_of(response)
    agreement.refresh_from_db()
    assert agreement.status == Status.AUTHORISED


def test_open_laws_stand_on_the_page_before_and_after_trying(client: Client, approver: User) -> None:
    client.force_login(approver)
    agreement = AgreementFactory(status=Status.AUTHORISED, step_state=AuthorisationState.OPEN)
    asked = client.get(act_url(agreement, "sign"))
    tried = client.post(act_url(agreement, "sign"), {"version": agreement.version, "on": "2026"})
    assert (asked.status_code, tried.status_code) == (200, 409)
    for response in (asked, tried):
        assert "Signing is blocked" in text_of(response)
        assert f"/en/agreements/{agreement.public_id}/#legal-basis" in text_of(response)
    assert 'value="2026"' in text_of(tried)
    assert "Give the day of signing" not in text_of(asked)


def test_laws_of_a_draft_lead_to_the_task_that_mends_them(client: Client, approver: User) -> None:
    client.force_login(approver)
    signed = AgreementFactory(status=Status.SIGNED, indicators=0)
    page = text_of(client.get(act_url(signed, Act.BRING_INTO_FORCE)))
    assert "No agreement goes into force without a purpose that has an indicator." in page


def test_a_second_click_is_told_that_it_is_done(client: Client, approver: User) -> None:
    client.force_login(approver)
    agreement = AgreementFactory(status=Status.IN_FORCE)
    url, typed = act_url(agreement, "suspend"), {"version": agreement.version, "comment": "War"}
    assert client.post(url, typed).status_code == 302
    second = client.post(url, typed)
    assert second.status_code == 409
    assert "This cannot be done while the agreement is “Suspended”." in text_of(second)


def test_a_record_that_changed_since_it_was_read_is_not_decided(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    agreement = AgreementFactory(status=Status.SUBMITTED, version=4)
    response = client.post(act_url(agreement, "return"), {"version": 3, "comment": "Mend it"})
    agreement.refresh_from_db()
    assert (response.status_code, agreement.status) == (412, Status.SUBMITTED)
    assert "The record has changed since you opened this page" in text_of(response)
    assert "Mend it" in text_of(response)


@pytest.mark.parametrize("comment", ["x" * 5001, "a\u202eb"])
def test_a_comment_too_long_or_hidden_is_refused(client: Client, reviewer: User, comment: str) -> None:
    client.force_login(reviewer)
    agreement = AgreementFactory(status=Status.SUBMITTED)
    assert perform(client, agreement, Act.RETURN, comment=comment) == 422
    assert agreement.status == Status.SUBMITTED


def test_a_draft_is_withdrawn_from_its_task_list(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory(submitted_at=timezone.now())
    assert perform(client, draft, Act.WITHDRAW, comment="No longer wanted") == 302
    assert draft.status == Status.WITHDRAWN


def test_a_return_takes_a_comment_on_each_field_and_shows_it_beside_the_field(
    client: Client, reviewer: User, officer: User
) -> None:
    client.force_login(reviewer)
    agreement = AgreementFactory(status=Status.SUBMITTED)
    page = client.get(act_url(agreement, "return")).content.decode()
    assert 'name="on_title"' in page
    assert 'name="on_purposes.0"' in page
    assert agreement.title_ar in page
    typed = {"on_title": "العنوان ناقص", "on_purposes.0": "لمن؟", "on_due_diligence": "أوجزوا"}
    assert perform(client, agreement, Act.RETURN, comment="يُستكمل", **typed) == 302
    kept = dict(agreement.submissions.get().field_comments.values_list("field", "text"))
    assert kept == {"title": "العنوان ناقص", "purposes.0": "لمن؟", "due_diligence": "أوجزوا"}
    client.force_login(officer)
    terms = text_of(client.get(reverse("agreements:draft_terms", args=[agreement.public_id])))
    assert terms.index("The reviewer on this field") < terms.index("العنوان ناقص")
    assert "لمن؟" not in terms
    purposes = text_of(client.get(reverse("agreements:draft_purposes", args=[agreement.public_id])))
    assert "Purposes and indicators, no. 1" in purposes
    assert "لمن؟" in purposes


def test_comments_typed_on_fields_stay_when_the_reason_is_missing(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    agreement = AgreementFactory(status=Status.SUBMITTED)
    typed = {"version": str(agreement.version), "comment": "", "on_title": "العنوان ناقص"}
    response = client.post(act_url(agreement, "return"), typed)
    assert response.status_code == 422
    assert "العنوان ناقص" in response.content.decode()
    assert '<details class="sent-remark" open>' in response.content.decode()
