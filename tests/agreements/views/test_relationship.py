"""The list and the page of relationships: who sees which, registered and reference ties apart."""

import datetime
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agreements.choices import Origin, Status, Visibility, Vitality
from agreements.models import Relationship
from tests.factories.agreement_parts import ActivityFactory
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.places import governorate, place
from twinning.accounts.models import User
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db
LIST = "/en/agreements/relationships/"


def html_of(client: Client, address: str = LIST, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def page_of(relationship: Relationship, language: str = "en") -> str:
    return f"/{language}/agreements/relationships/{relationship.public_id}/"


class TestList:
    def test_shows_cities_countries_number_of_agreements_and_since_when(self, client: Client) -> None:
        AgreementFactory(
            status=Status.IN_FORCE,
            partners=[place("kobe")],
            signed_on=datetime.date(1988, 1, 1),
            signed_on_precision=Precision.YEAR,
        )
        AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        html = html_of(client)
        assert "<bdi>Muscat</bdi> – <bdi>Kobe</bdi>" in html
        assert "Oman – Japan" in html
        assert "2 agreements" in html
        assert "<bdi>1988</bdi>" in html

    def test_holds_only_ties_of_which_one_may_see_an_agreement(self, client: Client, officer: User) -> None:
        hidden = AgreementFactory(status=Status.SUBMITTED, partners=[place("kobe")])
        assert "No relationship is on file here yet" in html_of(client)
        html_of(client, page_of(hidden.relationship), status=404)
        client.force_login(officer)
        assert str(hidden.relationship.public_id) in html_of(client)
        html_of(client, page_of(hidden.relationship))

    def test_keeps_reference_ties_on_a_tab_of_their_own(self, client: Client) -> None:
        registered = AgreementFactory(status=Status.SIGNED, partners=[place("kobe")]).relationship
        reference = relationship_of(place("amman"), place("chicago"), origin=Origin.REFERENCE, source="Wikidata")
        usual = html_of(client)
        assert str(registered.public_id) in usual
        assert str(reference.public_id) not in usual
        assert "Reference ties (1)" in usual
        apart = html_of(client, f"{LIST}?origin=reference")
        assert str(reference.public_id) in apart
        assert str(registered.public_id) not in apart
        assert "never counted among the registered ones" in apart

    def test_counts_in_the_facets_what_the_list_shows(self, client: Client) -> None:
        AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        AgreementFactory(status=Status.SUBMITTED, partners=[place("toulouse")])
        html = html_of(client)
        assert re.search(r'name="country" value="JP".*?facet-count">1<', html)
        assert 'value="FR"' not in html

    def test_names_what_it_does_not_understand(self, client: Client) -> None:
        AgreementFactory(status=Status.SIGNED)
        html = html_of(client, f"{LIST}?status=signed&vitality=asleep", status=400)
        assert "<code>status</code>" in html
        assert "<code>vitality</code>" in html
        assert html.count('<th scope="row"') == 1

    def test_names_the_nearest_condition_to_leave_out(self, client: Client) -> None:
        AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        html = html_of(client, f"{LIST}?country=JP&vitality=living")
        assert "Without the condition “Vitality” there is 1 relationship." in html

    @pytest.mark.parametrize("number", [2, 5])
    def test_takes_the_same_few_queries_whatever_the_number(
        self, number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for name in ["kobe", "rabat", "toulouse", "casablanca", "kyoto"][:number]:
            AgreementFactory(status=Status.SIGNED, partners=[place(name)])
        with django_assert_num_queries(5):
            assert html_of(client).count('<th scope="row"') == number


class TestPage:
    def test_shows_the_chain_one_may_see_oldest_first(self, client: Client, officer: User) -> None:
        later = AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")], title_en="The renewal")
        AgreementFactory(
            status=Status.RENEWED,
            partners=[place("kobe")],
            title_en="The first one",
            signed_on=datetime.date(1999, 5, 1),
        )
        AgreementFactory(status=Status.SUBMITTED, partners=[place("kobe")], title_en="The next one")
        public = html_of(client, page_of(later.relationship))
        assert public.index("The first one") < public.index("The renewal")
        assert "The next one" not in public
        assert 'class="chain-picture"' in public
        client.force_login(officer)
        assert "The next one" in html_of(client, page_of(later.relationship))

    def test_shows_activities_as_far_as_one_may_read_them(self, client: Client, officer: User) -> None:
        agreement = AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        tie = agreement.relationship
        ActivityFactory(relationship=tie, title_en="Open workshop")
        ActivityFactory(relationship=tie, title_en="Closed talk", visibility=Visibility.INTERNAL)
        public = html_of(client, page_of(tie))
        assert "Open workshop" in public
        assert "Closed talk" not in public
        client.force_login(officer)
        assert "Closed talk" in html_of(client, page_of(tie))

    def test_says_of_a_reference_tie_what_it_is_and_from_where(self, client: Client) -> None:
        tie = relationship_of(
            place("amman"), place("chicago"), origin=Origin.REFERENCE, source="Wikidata", vitality=Vitality.UNKNOWN
        )
        html = html_of(client, page_of(tie))
        for words in ("Reference tie", "known from an outside source alone", "Wikidata", "No agreement"):
            assert words in html

    def test_a_tie_between_governorates_has_its_page_too(self, client: Client) -> None:
        tie = relationship_of(governorate("OM.08"), governorate("MA.06"), origin=Origin.REFERENCE)
        html = html_of(client, page_of(tie, "ar"))
        assert "ظفار" in html
        assert "/ar/cities/governorates/OM.08/" in html

    def test_an_unknown_tie_is_not_found(self, client: Client) -> None:
        html_of(client, f"{LIST}00000000-0000-4000-8000-000000000000/", status=404)
