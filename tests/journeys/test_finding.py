"""An analyst's filter counts the same on the page and in the API; a partner's draft stays the partner's."""

import json
import re

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from agreements.choices import Status
from cities.models import City
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.journeys.conftest import VisitorFactory
from twinning.accounts.models import User
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


def test_education_with_japan_counts_the_same_on_the_page_and_in_the_api(
    visit: VisitorFactory,
    analyst: User,
    muscat: City,
    kobe: City,
    rabat: City,
) -> None:
    for _ in range(3):
        AgreementFactory(status=Status.IN_FORCE, owner_city=muscat, partners=[kobe], focus=("student_exchange",))
    AgreementFactory(status=Status.IN_FORCE, owner_city=muscat, partners=[kobe], focus=("heritage",))
    AgreementFactory(status=Status.IN_FORCE, owner_city=muscat, partners=[rabat], focus=("student_exchange",))
    visitor = visit("ar")
    visitor.sign_in(analyst)

    page = visitor.open("agreements/")
    page.check('input[name="focus"][value="education"]')
    expect(page).to_have_url(re.compile("focus=education"))
    page.check('input[name="country"][value="JP"]')
    expect(page).to_have_url(re.compile("country=JP"))

    expect(page.locator(".list-total strong")).to_have_text(re.compile(r"^3\b"))
    assert page.locator("main table tbody tr").count() == 3
    answer = visitor.context.request.get(f"{visitor.server_url}/api/v1/agreements/?focus=education&country=JP")
    assert answer.json()["count"] == 3


def test_a_partner_systems_draft_is_unknown_to_another_citys_officer(
    capsys: pytest.CaptureFixture[str],
    muscat: City,
    amman_officer: User,
) -> None:
    system = person(Role.PARTNER, muscat)
    call_command("token", f"--email={system.email}", "--scope=agreements:read", "--scope=agreements:write")
    secret = capsys.readouterr().out.strip()
    partner, stranger = Client(headers={"Authorization": f"Bearer {secret}"}), Client()
    stranger.force_login(amman_officer)

    made = partner.post(
        "/api/v1/agreements/",
        data=json.dumps({"type": "memorandum", "title": {"ar": "مذكرة تفاهم", "en": "Memorandum"}}),
        content_type="application/json",
    )

    assert made.status_code == 201, made.content
    address = f"/api/v1/agreements/{made.json()['id']}/"
    assert partner.get(address).status_code == 200
    refused, missing = stranger.get(address), stranger.get(address.replace(made.json()["id"][:8], "00000000"))
    assert refused.status_code == missing.status_code == 404
    assert {**refused.json(), "instance": ""} == {**missing.json(), "instance": ""}
    assert stranger.get("/api/v1/agreements/").json()["count"] == 0
    assert stranger.get(f"/ar/agreements/{made.json()['id']}/").status_code == 404
