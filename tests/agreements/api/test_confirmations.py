"""The confirmation of a record through the API: the same rules as on its page."""

import pytest

from agreements.choices import Status, Visibility
from tests.api_callers import caller_for
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db


def test_asked_disputed_settled_and_shown_to_everybody_as_far_as_they_may_know() -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    ours = caller_for(person(Role.OFFICER, place("muscat")))
    theirs = caller_for(person(Role.OFFICER, place("rabat")))
    path = f"agreements/{agreement.public_id}/confirmation"
    assert caller_for().read(f"{path}/").json()["state"] == "not_asked"
    assert theirs.act(agreement.public_id, "confirmation/ask").status_code == 403
    assert ours.act(agreement.public_id, "confirmation/ask").json()["state"] == "asked"
    wrong = {"disputed": {"signed": "It was 1988"}}
    assert ours.act(agreement.public_id, "confirmation/answer", wrong).status_code == 403
    assert theirs.act(agreement.public_id, "confirmation/answer", {"disputed": {"budget": "?"}}).status_code == 400
    disputed = theirs.act(agreement.public_id, "confirmation/answer", wrong).json()
    assert (disputed["state"], disputed["disputed"]["disputed_parts"][0]["text"]) == ("disputed", "It was 1988")
    public = caller_for().read(f"{path}/").json()
    assert public["disputed"]["disputed_parts"] == [{"part": "signed", "text": None}]
    assert public["disputed"]["by"] is None
    assert theirs.act(agreement.public_id, "confirmation/settle", {"settlement": "x"}).status_code == 403
    assert ours.act(agreement.public_id, "confirmation/settle", {"settlement": "Agreed"}).json()["state"] == "settled"
    assert ours.act(agreement.public_id, "confirmation/settle", {"settlement": "Agreed"}).status_code == 409


def test_writing_wants_the_version_that_was_read() -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    ours = caller_for(person(Role.OFFICER, place("muscat")))
    assert ours.send(f"agreements/{agreement.public_id}/confirmation/ask/", {}).status_code == 428
    assert ours.act(agreement.public_id, "confirmation/ask", tag='"0-0-k"').status_code == 412


def test_an_internal_record_does_not_exist_for_others() -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL)
    assert caller_for().read(f"agreements/{agreement.public_id}/confirmation/").status_code == 404
