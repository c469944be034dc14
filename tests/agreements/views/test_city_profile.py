"""The pages on which a city describes itself: who opens them, what they keep, what the public sees."""

import pytest
from django.test import Client

from agreements.models import Agreement
from cities.models import City, CityCall, EntryState, ProfileEntry
from cities.services.vocabularies import load_traits
from tests.factories.focus_areas import focus_area
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db

TYPED = {
    "text_ar": "مرفأ تاريخي",
    "text_en": "A historic harbour",
    "traits": ["cruise_harbour"],
    "source": "Port authority",
    "as_of": "31/12/2025",
}


@pytest.fixture(autouse=True)
def traits(db: None) -> None:
    load_traits()


def test_an_officer_writes_the_reviewer_accepts_everybody_reads(
    client: Client, muscat: City, officer: User, reviewer: User
) -> None:
    client.force_login(officer)
    assert client.get(f"/en/cities/{muscat.pk}/profile/").status_code == 200
    client.post(f"/en/cities/{muscat.pk}/profile/add/advantages/", TYPED)
    entry = ProfileEntry.objects.get()
    assert (entry.state, entry.as_of.isoformat()) == (EntryState.PROPOSED, "2025-12-31")
    client.force_login(reviewer)
    assert "A historic harbour" in client.get("/en/cities/profiles/review/").content.decode()
    decide = f"/en/cities/{muscat.pk}/profile/{entry.public_id}/decide/"
    client.post(decide, {"act": "return", "version": entry.version, "comment": ""})
    entry.refresh_from_db()
    assert entry.state == EntryState.PROPOSED
    client.post(decide, {"act": "accept", "version": entry.version})
    client.logout()
    page = client.get(f"/en/cities/{muscat.pk}/").content.decode()
    assert "A historic harbour" in page
    assert "Cruise harbour" in page


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, muscat: City, officer: User) -> None:
    client.force_login(officer)
    answer = client.post(f"/en/cities/{muscat.pk}/profile/add/advantages/", {**TYPED, "source": "", "as_of": "2099"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A historic harbour" in page
    assert "Fill in: Source" in page
    assert not ProfileEntry.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("amman_officer", 403), ("analyst", 403), ("jordan_reviewer", 403)])
def test_others_do_not_open_the_desk_of_a_city(
    client: Client, muscat: City, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/en/cities/{muscat.pk}/profile/").status_code == status
    assert client.get(f"/en/cities/{muscat.pk}/calls/add/").status_code == status


def test_a_proposed_statement_is_a_404_for_whoever_may_not_read_it(
    client: Client, muscat: City, officer: User, amman: City, amman_officer: User
) -> None:
    client.force_login(officer)
    client.post(f"/en/cities/{muscat.pk}/profile/add/advantages/", TYPED)
    entry = ProfileEntry.objects.get()
    client.force_login(amman_officer)
    assert client.get(f"/en/cities/{amman.pk}/profile/{entry.public_id}/").status_code == 404
    decide = f"/en/cities/{amman.pk}/profile/{entry.public_id}/decide/"
    assert client.post(decide, {"act": "accept", "version": 1}).status_code == 404


def test_a_call_is_published_found_and_answered_with_a_draft(
    client: Client, muscat: City, officer: User, amman: City, amman_officer: User
) -> None:
    focus_area("heritage")
    client.force_login(officer)
    typed = {"direction": "need", "focus_area": "heritage", "text_ar": "شريك في ترميم الأسواق", "text_en": ""}
    client.post(f"/en/cities/{muscat.pk}/calls/add/", typed)
    call = CityCall.objects.get()
    client.logout()
    found = client.get("/en/cities/calls/?direction=need&focus=culture&country=")
    assert found.status_code == 200
    assert "شريك في ترميم الأسواق" in found.content.decode()
    assert "شريك" not in client.get("/en/cities/calls/?direction=offer").content.decode()
    assert client.get("/en/cities/calls/?direction=barter").status_code == 400
    assert client.get(f"/en/cities/calls/{call.public_id}/").status_code == 200
    client.force_login(amman_officer)
    client.post(f"/en/cities/calls/{call.public_id}/draft/", {"city": amman.pk})
    draft = Agreement.objects.get()
    assert draft.owner_city == amman
    assert {party.city for party in draft.parties.all()} == {amman, muscat}
    assert [purpose.focus_area_id for purpose in draft.purposes.all()] == ["heritage"]


def test_a_city_does_not_answer_itself(client: Client, muscat: City, officer: User) -> None:
    call = CityCall.objects.create(city=muscat, direction="offer", focus_area=focus_area("heritage"), text_en="Ours")
    client.force_login(officer)
    assert client.post(f"/en/cities/calls/{call.public_id}/draft/", {"city": muscat.pk}).status_code == 403
    assert not Agreement.objects.exists()
