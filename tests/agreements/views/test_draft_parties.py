"""Naming the parties: by choice, by text, by candidates; and what the register already has between them."""

import datetime

import pytest
from django.test import Client
from django.utils import translation

from agreements.choices import PartyRole, Side, Status
from agreements.models import Agreement, Relationship
from cities.models import City
from tests.agreements.views.pages import page_url, send, text_of, version_of
from tests.factories.agreements import AgreementFactory
from tests.factories.cities import CityFactory
from tests.factories.places import governorate
from twinning.accounts.models import User
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client: Client, amman_officer: User, amman: City) -> Agreement:
    """An Amman draft without a partner, its officer signed in."""
    client.force_login(amman_officer)
    agreement: Agreement = AgreementFactory(owner_city=amman, partners=[], focus=(), created_by=amman_officer)
    return agreement


@pytest.fixture
def since_1988(amman: City, rabat: City) -> Agreement:
    """The agreement of 1988 that made the relationship of Amman and Rabat."""
    agreement: Agreement = AgreementFactory(
        status=Status.HISTORICAL,
        owner_city=amman,
        partners=[rabat],
        signed_on=datetime.date(1988, 1, 1),
        signed_on_precision=Precision.YEAR,
    )
    Relationship.objects.update(since_on=agreement.signed_on, since_on_precision=Precision.YEAR)
    return agreement


def cities_of(draft: Agreement) -> list[str]:
    return [party.city.name_en for party in draft.parties.order_by("position") if party.city]


@pytest.mark.parametrize("typed", ["Rabat", "الرباط", "rabat"])
def test_a_name_that_only_one_city_has_is_enough(client: Client, draft: Agreement, rabat: City, typed: str) -> None:
    response = send(client, "draft_parties", draft, city=typed, act="add")
    assert response.status_code == 302
    assert cities_of(draft) == ["Amman", "Rabat"]


def test_a_chosen_city_is_taken_by_its_id(client: Client, draft: Agreement, rabat: City) -> None:
    send(client, "draft_parties", draft, city="Rabat", city_id=str(rabat.pk), act="add")
    assert cities_of(draft) == ["Amman", "Rabat"]


def test_a_text_written_over_an_earlier_choice_counts_more_than_its_id(
    client: Client, draft: Agreement, rabat: City, kobe: City
) -> None:
    send(client, "draft_parties", draft, city="Kobe", city_id=str(rabat.pk), act="add")
    assert cities_of(draft) == ["Amman", "Kobe"]


def test_a_typed_city_is_not_lost_by_pressing_the_main_button(client: Client, draft: Agreement, rabat: City) -> None:
    send(client, "draft_parties", draft, city="Rabat")
    assert cities_of(draft) == ["Amman", "Rabat"]


def test_without_a_script_a_name_of_several_cities_offers_them(client: Client, draft: Agreement) -> None:
    african, asian = (CityFactory(name_ar="طرابلس", name_en=f"Tripoli {n}") for n in range(2))
    asked = send(client, "draft_parties", draft, city="طرابلس", act="add")
    assert asked.status_code == 422
    assert f'value="{african.pk}"' in text_of(asked)
    assert 'value="طرابلس"' in text_of(asked)
    picked = {"city": "طرابلس", "city_for": "طرابلس", "city_pick": str(asian.pk)}
    assert send(client, "draft_parties", draft, **picked, act="add").status_code == 302
    assert cities_of(draft) == ["Amman", "Tripoli 1"]


def test_a_pick_for_another_text_does_not_count(client: Client, draft: Agreement, rabat: City, kobe: City) -> None:
    send(client, "draft_parties", draft, city="Kobe", city_for="Rabat", city_pick=str(rabat.pk), act="add")
    assert cities_of(draft) == ["Amman", "Kobe"]


@pytest.mark.parametrize("number", ["", "-1", "999999999", "abc", "1e9", "9" * 40, "٣"])
def test_an_unknown_city_is_named_and_its_text_stays(client: Client, draft: Agreement, number: str) -> None:
    response = send(client, "draft_parties", draft, city="Atlantis <b>", city_id=number, act="add")
    assert response.status_code == 422
    assert "No city is known by the name “Atlantis &lt;b&gt;”" in text_of(response)
    assert 'value="Atlantis &lt;b&gt;"' in text_of(response)
    assert cities_of(draft) == ["Amman"]


def test_a_city_that_is_there_already_is_refused_at_its_field(client: Client, draft: Agreement) -> None:
    response = send(client, "draft_parties", draft, city="Amman", act="add")
    assert response.status_code == 422
    assert "This party is already in the agreement." in text_of(response)
    assert 'href="#id_city"' in text_of(response)


def test_a_second_click_on_the_same_page_adds_no_second_party(client: Client, draft: Agreement, rabat: City) -> None:
    url = page_url("draft_parties", draft)
    typed = {"version": version_of(client, url), "city": "Rabat", "act": "add"}
    assert [client.post(url, typed).status_code for _ in range(2)] == [302, 302]
    assert cities_of(draft) == ["Amman", "Rabat"]


def test_a_relationship_on_file_shows_at_once(
    client: Client, draft: Agreement, rabat: City, since_1988: Agreement
) -> None:
    with translation.override("en"):
        url = page_url("draft_parties", draft)
        added = client.post(url, {"version": version_of(client, url), "city": "Rabat", "act": "add"}, follow=True)
    page = text_of(added)
    assert "A relationship between Amman and Rabat is on file since 1988" in page
    assert "Twinning agreement 1988" in page
    for link in ("renews", "amends", "under", "replaces", "separate"):
        assert f'name="link" value="{link}"' in page


def test_no_notice_speaks_of_what_she_may_not_know(
    client: Client, amman: City, rabat: City, amman_officer: User
) -> None:
    stranger = AgreementFactory(status=Status.SUBMITTED, owner_city=rabat, partners=[amman])
    assert stranger.relationship is not None
    draft = AgreementFactory(owner_city=amman, partners=[rabat], focus=())
    client.force_login(amman_officer)
    with translation.override("en"):
        assert "on file" not in text_of(client.get(page_url("draft_parties", draft)))


def test_the_answer_about_the_earlier_agreement_is_kept(
    client: Client, amman: City, rabat: City, since_1988: Agreement, amman_officer: User
) -> None:
    client.force_login(amman_officer)
    draft = AgreementFactory(owner_city=amman, partners=[rabat], focus=())
    assert send(client, "draft_parties", draft, link="renews").status_code == 302
    draft.refresh_from_db()
    assert (draft.link, draft.predecessor) == ("renews", since_1988)


def test_a_separate_agreement_says_why(
    client: Client, amman: City, rabat: City, since_1988: Agreement, amman_officer: User
) -> None:
    client.force_login(amman_officer)
    draft = AgreementFactory(owner_city=amman, partners=[rabat], focus=())
    refused = send(client, "draft_parties", draft, link="separate")
    assert refused.status_code == 422
    assert "Say why this agreement is separate." in text_of(refused)
    send(client, "draft_parties", draft, link="separate", link_reason="Another ministry")
    draft.refresh_from_db()
    assert (draft.link, draft.predecessor, draft.link_reason) == ("separate", None, "Another ministry")


def test_of_several_earlier_agreements_one_is_named(
    client: Client, amman: City, rabat: City, since_1988: Agreement, amman_officer: User
) -> None:
    client.force_login(amman_officer)
    later = AgreementFactory(status=Status.IN_FORCE, owner_city=amman, partners=[rabat])
    draft = AgreementFactory(owner_city=amman, partners=[rabat], focus=())
    refused = send(client, "draft_parties", draft, link="under")
    assert refused.status_code == 422
    assert "Choose the earlier agreement this one refers to." in text_of(refused)
    send(client, "draft_parties", draft, link="under", predecessor=str(later.public_id))
    draft.refresh_from_db()
    assert draft.predecessor == later


def test_an_earlier_agreement_of_others_cannot_be_named(
    client: Client, amman: City, rabat: City, kobe: City, since_1988: Agreement, amman_officer: User
) -> None:
    client.force_login(amman_officer)
    AgreementFactory(status=Status.IN_FORCE, owner_city=amman, partners=[rabat])
    foreign = AgreementFactory(status=Status.IN_FORCE, owner_city=kobe, partners=[rabat])
    draft = AgreementFactory(owner_city=amman, partners=[rabat], focus=())
    response = send(client, "draft_parties", draft, link="under", predecessor=str(foreign.public_id))
    draft.refresh_from_db()
    assert (response.status_code, draft.predecessor) == (422, None)


def test_the_lead_stays_and_others_go(client: Client, amman: City, rabat: City, amman_officer: User) -> None:
    client.force_login(amman_officer)
    draft = AgreementFactory(owner_city=amman, partners=[rabat], focus=())
    lead, partner = draft.parties.order_by("position")
    for party in (lead, partner, partner):
        assert client.post(f"{page_url('draft_parties', draft)}{party.public_id}/remove/").status_code == 302
    assert cities_of(draft) == ["Amman"]


def test_whoever_becomes_the_lead_changes_places(client: Client, amman: City, rabat: City, amman_officer: User) -> None:
    client.force_login(amman_officer)
    draft = AgreementFactory(owner_city=amman, partners=[rabat], focus=())
    partner = draft.parties.get(city=rabat)
    url = f"{page_url('draft_parties', draft)}{partner.public_id}/"
    typed = {"version": version_of(client, url), "role": PartyRole.LEAD_MUNICIPALITY, "signatory_en": "The mayor"}
    assert client.post(url, typed).status_code == 302
    assert draft.parties.get(city=rabat).role == PartyRole.LEAD_MUNICIPALITY
    assert draft.parties.get(city=rabat).signatory_en == "The mayor"
    assert draft.parties.get(city=amman).role == PartyRole.PARTNER_MUNICIPALITY


def test_an_organisation_stands_in_the_city_of_its_side(client: Client, draft: Agreement, amman: City) -> None:
    typed = {"role": "university", "side": "lead", "name_ar": "الجامعة الأردنية", "name_en": ""}
    assert send(client, "draft_party_add", draft, **typed).status_code == 302
    party = draft.parties.get(role="university")
    assert (party.city, party.side, party.name_ar) == (amman, Side.LEAD, "الجامعة الأردنية")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"role": "", "side": "lead", "name_ar": "x"}, "Fill in: Kind of party"),
        ({"role": "university", "side": "lead"}, "Give the name of the organisation."),
        ({"role": "university", "side": "partner", "name_ar": "x"}, "Choose the place of this party."),
        ({"role": "governorate", "side": "partner"}, "Choose the governorate."),
        ({"role": "university", "side": "lead", "name_ar": "x" * 201}, "at most 200 characters; this has 201"),
        ({"role": "university", "side": "lead", "name_ar": "a\u202eb"}, "holds a character that cannot be seen"),
        ({"role": "lead_municipality", "side": "lead", "name_ar": "x"}, "Kind of party"),
    ],
)
def test_what_an_organisation_lacks_is_named(
    client: Client, draft: Agreement, typed: dict[str, str], message: str
) -> None:
    response = send(client, "draft_party_add", draft, **typed)
    assert response.status_code == 422
    assert message in text_of(response)


def test_a_governorate_is_chosen_from_its_countrys_list(client: Client, draft: Agreement) -> None:
    chosen = governorate("MA.04")
    with translation.override("en"):
        shown = client.post(page_url("draft_party_add", draft), {"act": "country", "country": "MA", "name_ar": "typed"})
    assert shown.status_code == 200
    assert 'value="MA.04"' in text_of(shown)
    assert 'value="typed"' in text_of(shown)
    assert "error-summary" not in text_of(shown)
    typed = {"role": "governorate", "side": "partner", "country": "MA", "governorate": "MA.04"}
    assert send(client, "draft_party_add", draft, **typed).status_code == 302
    assert draft.parties.get(role="governorate").governorate == chosen


def test_a_party_of_another_draft_is_not_found(client: Client, draft: Agreement, kobe: City) -> None:
    foreign = AgreementFactory(owner_city=kobe)
    party = foreign.parties.order_by("position")[0]
    url = f"{page_url('draft_parties', draft)}{party.public_id}/"
    assert client.get(url).status_code == 404
    client.post(f"{url}remove/")
    assert foreign.parties.count() == 2
