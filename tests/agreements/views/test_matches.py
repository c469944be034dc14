"""The page of suggested partners."""

import pytest
from django.test import Client

from agreements.models import Agreement
from cities.models import Facet
from tests.agreements.matching.worlds import describe, make_world
from tests.factories.accounts import person
from tests.factories.places import place
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db
VINA = 3868121


def test_the_page_shows_the_parts_their_reasons_and_what_speaks_against(client: Client) -> None:
    make_world()
    salalah = describe("salalah", "tourism")
    page = client.get(f"/en/cities/{salalah.pk}/matches/").content.decode()
    assert "Suggested partners of Salalah" in page
    assert "A reference city of the catalogue for" in page
    assert "Gardens and parks" in page
    assert "No tie yet between the two countries" in page
    arabic = client.get(f"/ar/cities/{salalah.pk}/matches/").content.decode()
    assert "شركاء مقترحون لمدينة صلالة" in arabic


def test_weights_change_the_order_and_wrong_ones_are_named(client: Client) -> None:
    make_world()
    salalah = describe("salalah", "tourism")
    address = f"/en/cities/{salalah.pk}/matches/"
    only_size = "&".join(f"weight_{code}=0" for code in ("growth_model", "offers_needs", "development_goals"))
    usual = client.get(address).context["answer"].best
    changed = client.get(f"{address}?{only_size}&weight_size=100").context["answer"].best
    assert [card.city.pk for card in usual] != [card.city.pk for card in changed]
    wrong = client.get(f"{address}?weight_size=1000")
    assert wrong.status_code == 422
    assert "Size" in wrong.content.decode()


def test_why_not_this_city_is_answered_for_any_city(client: Client) -> None:
    make_world()
    salalah, muscat = describe("salalah", "tourism"), place("muscat")
    address = f"/en/cities/{salalah.pk}/matches/"
    assert "same country" in client.get(f"{address}?why={muscat.name_en}").content.decode()
    assert "of all places" in client.get(f"{address}?why={place('kobe').name_en}").content.decode()
    assert "No city of this name is known." in client.get(f"{address}?why=Xyzzyqwv").content.decode()


def test_chosen_places_stand_side_by_side(client: Client) -> None:
    make_world()
    salalah = describe("salalah", "tourism")
    page = client.get(f"/en/cities/{salalah.pk}/matches/?compare={VINA}&compare={place('kobe').pk}")
    comparison = page.context["answer"].comparison
    assert [card.city.pk for card in comparison.cards] == [VINA, place("kobe").pk]


@pytest.mark.parametrize("query", ["compare=x", "compare=99999999999999999999", "limit=0", "limit=abc", "why=%00"])
def test_bad_input_is_answered(client: Client, query: str) -> None:
    assert client.get(f"/en/cities/{place('muscat').pk}/matches/?{query}").status_code in (200, 422)


def test_a_draft_starts_from_a_match_with_the_basis_of_likeness(client: Client) -> None:
    make_world()
    salalah = describe("salalah", "tourism")
    address = f"/en/cities/{salalah.pk}/matches/{VINA}/draft/"
    client.force_login(person(Role.OFFICER, place("muscat")))
    assert client.post(address).status_code == 404
    client.force_login(person(Role.OFFICER, salalah))
    assert client.post(address).status_code == 302
    draft = Agreement.objects.get()
    assert {party.city_id for party in draft.parties.all()} == {salalah.pk, VINA}
    assert Facet.DEVELOPMENT_GOALS in draft.likeness_facets
    assert "Both:" in draft.likeness_en
    assert "كلتاهما" in draft.likeness_ar
