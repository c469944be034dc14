"""The trash: a draft put aside is nowhere else, and comes back with all it held."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.choices import Status
from agreements.models import Agreement
from tests.agreements.services.acting import events_of
from tests.agreements.views.pages import text_of
from tests.api_callers import caller_for
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
TRASH = "/en/agreements/trash/"


@pytest.fixture
def draft(officer: User) -> Agreement:
    made: Agreement = AgreementFactory(created_by=officer, title_en="Put aside")
    return made


def press(client: Client, name: str, draft: Agreement) -> int:
    return client.post(reverse(f"agreements:{name}", args=[draft.public_id])).status_code


def test_a_draft_put_aside_is_in_the_trash_and_nowhere_else(client: Client, officer: User, draft: Agreement) -> None:
    client.force_login(officer)
    assert press(client, "draft_discard", draft) == 302
    assert "Put aside" in text_of(client.get(TRASH))
    assert client.get(f"/en/agreements/{draft.public_id}/").status_code == 404
    assert client.get(f"/en/agreements/register/{draft.public_id}/").status_code == 404
    assert caller_for(officer).read(f"agreements/{draft.public_id}/").status_code == 404
    assert "Put aside" not in text_of(client.get("/en/"))


def test_it_comes_back_with_everything_and_its_history(client: Client, officer: User, draft: Agreement) -> None:
    client.force_login(officer)
    press(client, "draft_discard", draft)
    assert press(client, "draft_restore", draft) == 302
    assert press(client, "draft_restore", draft) == 302
    assert "Put aside" in text_of(client.get(f"/en/agreements/register/{draft.public_id}/"))
    assert draft.purposes.count() == 1
    assert events_of(draft) == ["agreement.discarded", "agreement.restored"]


@pytest.mark.parametrize("status", [status for status in Status if status != Status.DRAFT])
def test_what_was_ever_sent_is_not_put_aside(client: Client, officer: User, status: Status) -> None:
    agreement = AgreementFactory(status=status, created_by=officer)
    client.force_login(officer)
    assert press(client, "draft_discard", agreement) == 403
    agreement.refresh_from_db()
    assert agreement.discarded_at is None


def test_the_trash_of_another_city_does_not_exist(
    client: Client, officer: User, amman_officer: User, reviewer: User, draft: Agreement
) -> None:
    client.force_login(officer)
    press(client, "draft_discard", draft)
    client.force_login(amman_officer)
    assert "Put aside" not in text_of(client.get(TRASH))
    assert press(client, "draft_restore", draft) == 404
    client.force_login(reviewer)
    assert client.get(TRASH).status_code == 403
    assert press(client, "draft_restore", draft) == 404
