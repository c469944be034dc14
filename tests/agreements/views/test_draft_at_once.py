"""The same form sent many times in the same moment makes one draft and one purpose."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from agreements.models import Agreement
from tests.agreements.views.pages import page_url, version_of
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 8


def send_at_once(user: User, url: str, typed: dict[str, str]) -> list[int]:
    """Post the same form from as many threads as there are clicks; the status of each answer."""

    def click(_number: int) -> int:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        try:
            return client.post(url, typed).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as clicks:
        return list(clicks.map(click, range(CLICKS)))


def test_many_clicks_start_one_draft(officer: User) -> None:
    assert set(send_at_once(officer, "/ar/agreements/register/", {"key": "k"})) == {302}
    assert Agreement.objects.count() == 1


def test_many_clicks_add_one_purpose(client: Client, officer: User) -> None:
    focus_area("heritage")
    client.force_login(officer)
    draft = AgreementFactory(focus=(), created_by=officer)
    url = page_url("draft_purpose_add", draft)
    typed = {
        "version": version_of(client, url),
        "key": "k",
        "focus_area": "heritage",
        "statement_ar": "ترميم الأحياء التاريخية",
        "indicators-count": "1",
    }
    assert set(send_at_once(officer, url, typed)) == {302}
    assert draft.purposes.count() == 1
