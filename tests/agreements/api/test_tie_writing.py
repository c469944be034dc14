"""Plans and yearly reports written through the API: by whom, under which condition, with which problems."""

from typing import Any

import pytest

from agreements.choices import Side, Status
from agreements.models import ActionPlan, Activity, Agreement, Relationship, Review
from tests.api_callers import Caller, caller_for, pointers_of, problem_of
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.follow_up import ActionPlanFactory, ReviewFactory
from tests.factories.places import country, place
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db
PLAN = {
    "title": "خطة التراث",
    "starts_on": "2026-01-01",
    "ends_on": "2027-12-31",
    "items": [{"what": "ورشة", "who": "بلدية مسقط", "due_on": "2026-10-01"}],
}


@pytest.fixture
def tie() -> Relationship:
    agreement: Agreement = AgreementFactory(status=Status.IN_FORCE)
    assert agreement.relationship is not None
    return agreement.relationship


def officer(city: str = "muscat") -> Caller:
    return caller_for(person(Role.OFFICER, place(city)))


class TestPlans:
    def test_made_then_a_step_done_and_agreed_which_is_joint_planning(self, tie: Relationship) -> None:
        path = f"relationships/{tie.public_id}/action-plans/"
        made = officer().send(path, PLAN)
        assert (made.status_code, made.json()["items"][0]["progress"]) == (201, "planned")
        steps = [{"what": "ورشة", "progress": "done"}, {"what": "دليل"}]
        one = f"{path}{made.json()['id']}/"
        change = {"items": steps, "agreed_on": "2026-01-02"}
        changed = officer("rabat").change(one, change, tag=made.headers["ETag"])
        assert changed.status_code == 200, changed.content
        assert [item["progress"] for item in changed.json()["items"]] == ["done", "planned"]
        assert changed.json()["title"] == PLAN["title"]
        assert Activity.objects.get().relationship == tie

    def test_a_change_wants_the_version_that_was_read(self, tie: Relationship) -> None:
        plan = ActionPlanFactory(relationship=tie)
        path = f"relationships/{tie.public_id}/action-plans/{plan.public_id}/"
        problem_of(officer().send(path, {"title": "أخرى"}, method="PATCH"), 428)
        problem_of(officer().change(path, {"title": "أخرى"}, tag='"99"'), 412)

    @pytest.mark.parametrize(
        ("sent", "pointer"),
        [
            ({"items": []}, "/items"),
            ({"items": [{"what": ""}]}, "/items/0/what"),
            ({"items": [{"what": "ورشة", "progress": "nearly"}]}, "/items/0/progress"),
            ({"ends_on": "2025-01-01"}, "/ends_on"),
            ({"title": 7}, "/title"),
            ({"owner": "x"}, "/owner"),
        ],
    )
    def test_what_is_wrong_is_pointed_at(self, tie: Relationship, sent: dict[str, Any], pointer: str) -> None:
        answer = officer().send(f"relationships/{tie.public_id}/action-plans/", {**PLAN, **sent})
        assert set(pointers_of(answer)) == {pointer}
        assert not ActionPlan.objects.exists()

    def test_for_others_there_is_nothing_to_write_to(self, tie: Relationship) -> None:
        problem_of(officer("amman").send(f"relationships/{tie.public_id}/action-plans/", PLAN), 404)


class TestReviews:
    @pytest.fixture
    def review(self, tie: Relationship) -> Review:
        made: Review = ReviewFactory(relationship=tie)
        return made

    def act(self, caller: Caller, review: Review, act: str, body: dict[str, Any], tag: str = "*") -> Any:
        return caller.send(
            f"relationships/{review.relationship.public_id}/reviews/{review.public_id}/{act}/", body, if_match=tag
        )

    def test_answered_sent_back_answered_again_and_accepted(self, review: Review) -> None:
        reviewer = caller_for(person(Role.REVIEWER, country("OM")))
        first = self.act(officer(), review, "answer", {"achieved": "ورشتان"}, tag=f'"{review.version}"')
        assert first.json()["answers"][0]["side"] == Side.LEAD
        assert pointers_of(self.act(reviewer, review, "return", {})) == {"/comment": "required"}
        assert self.act(reviewer, review, "return", {"comment": "أضيفوا القياسات"}).json()["state"] == "returned"
        both = self.act(officer("rabat"), review, "answer", {"achieved": "معرض", "planned": "دليل"})
        assert both.json()["state"] == "answered"
        accepted = self.act(reviewer, review, "accept", {}, tag=both.headers["ETag"])
        assert accepted.json()["state"] == "accepted"
        late = self.act(officer(), review, "answer", {"achieved": "متأخر"})
        assert problem_of(late, 409)["code"] == "review_not_open"

    def test_only_a_reviewer_decides_and_only_a_side_answers(self, review: Review) -> None:
        self.act(officer(), review, "answer", {"achieved": "ورشتان"})
        problem_of(self.act(officer("rabat"), review, "accept", {}), 403)
        reviewer = caller_for(person(Role.REVIEWER, country("OM")))
        problem_of(self.act(reviewer, review, "answer", {"achieved": "ورشتان"}), 403)
        problem_of(self.act(officer("amman"), review, "answer", {"achieved": "ورشتان"}), 404)

    def test_an_answer_says_something_about_the_version_that_was_read(self, review: Review) -> None:
        assert set(pointers_of(self.act(officer(), review, "answer", {"achieved": " "}))) == {"/achieved"}
        problem_of(self.act(officer(), review, "answer", {"achieved": "ورشة"}, tag='"99"'), 412)
