"""The list of agreements as a page: rows, counts, chips, problems, the way out, and who sees what."""

import datetime
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agreements.choices import Origin, Status, Visibility
from agreements.filtersets import AgreementFilterSet
from agreements.models import Agreement
from agreements.policies import AgreementPolicy
from agreements.views.agreement_rows import rows_of
from tests.factories.agreement_parts import PurposeFactory
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db
# Facets, rows, parties, purposes, and the names of focus areas and countries.
QUERIES_OF_THE_PAGE = 6


def html_of(client: Client, query: str = "", *, language: str = "en", status: int = 200) -> str:
    answer = client.get(f"/{language}/agreements/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def total_of(html: str) -> str:
    total = re.search(r'<p class="list-total"[^>]*>(.*?)</p>', html, re.DOTALL)
    assert total
    return re.sub(r"<[^>]+>", "", total[1]).strip()


def make_agreements(number: int) -> None:
    partners = [place(name) for name in ("rabat", "kobe", "toulouse", "casablanca")]
    for n in range(number):
        AgreementFactory(
            status=Status.IN_FORCE,
            partners=[partners[n % 4]],
            focus=["heritage", "water", "aerospace"][: 1 + n % 3],
            indicators=0,
        )


@pytest.mark.parametrize("number", [5, 50])
def test_the_page_takes_the_same_few_queries_whatever_the_number(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_agreements(number)
    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        html = html_of(client, "?page_size=50")
    assert html.count('<th scope="row"') == number


@pytest.mark.parametrize("number", [5, 50])
def test_the_list_itself_takes_at_most_six_queries(
    number: int, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_agreements(number)
    with django_assert_max_num_queries(6):
        asked = AgreementFilterSet(None, queryset=AgreementPolicy.visible_to(officer), request=None)
        assert len(rows_of(asked.qs.with_list_parts()[:50])) == number
        assert asked.qs.count() == number


class TestRows:
    def test_show_cities_places_areas_states_and_dates(self, client: Client) -> None:
        agreement = AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")], focus=["heritage", "water"])
        html = html_of(client)
        assert re.search(r"<bdi>Muscat</bdi> – <bdi>Kobe</bdi>", html)
        assert "Japan · Twinning agreement" in html
        assert agreement.reference in html
        assert "20 May 2024" in html
        assert "until 2099" in html
        assert f"/en/agreements/{agreement.public_id}/" in html

    def test_read_in_arabic_too(self, client: Client) -> None:
        AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")])
        html = html_of(client, language="ar")
        assert "<bdi>مسقط</bdi> – <bdi>كوبه</bdi>" in html
        assert 'dir="rtl"' in html

    def test_name_each_root_once_in_the_order_of_the_purposes(self) -> None:
        agreement = AgreementFactory(status=Status.SIGNED, focus=["water", "heritage"])
        PurposeFactory(agreement=agreement, focus_area=focus_area("sustainable_transport"))
        (row,) = rows_of(Agreement.objects.with_list_parts())
        assert [area.code for area in row.areas] == ["sustainability", "culture"]

    def test_say_what_is_not_known_of_an_old_instrument(self, client: Client) -> None:
        AgreementFactory(status=Status.HISTORICAL, focus=[])
        html = html_of(client)
        assert "Not known" in html
        assert "end not known" in html
        assert "No purpose yet" not in html

    def test_say_what_a_draft_lacks(self, client: Client, officer: User) -> None:
        AgreementFactory(status=Status.DRAFT, partners=[], focus=[], type="")
        client.force_login(officer)
        html = html_of(client)
        for words in ("partner not chosen yet", "Type not chosen yet", "No purpose yet", "Not signed yet"):
            assert words in html

    def test_mark_demo_data(self, client: Client) -> None:
        AgreementFactory(status=Status.SIGNED)
        assert "Demo data" not in html_of(client)
        Agreement.objects.update(is_fictional=True)
        assert "Demo data" in html_of(client)

    def test_escape_what_people_typed(self, client: Client) -> None:
        city = place("kobe")
        city.name_en = "<script>alert(1)</script>"
        city.save()
        AgreementFactory(status=Status.SIGNED, partners=[city])
        html = html_of(client)
        assert "<script>alert(1)" not in html
        assert "&lt;script&gt;alert(1)" in html


class TestTotals:
    @pytest.fixture(autouse=True)
    def agreements(self, db: None) -> None:
        for partner in ("rabat", "kobe", "kobe"):
            AgreementFactory(status=Status.SIGNED, partners=[place(partner)])

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("", "3 agreements in 2 relationships"),
            ("?country=JP", "2 agreements of 3, in 1 relationship"),
            ("?country=MA", "1 agreement of 3, in 1 relationship"),
            ("?status=draft", "0 agreements of 3, in 0 relationships"),
        ],
    )
    def test_say_how_many_of_how_many_in_how_many_ties(self, query: str, words: str, client: Client) -> None:
        assert total_of(html_of(client, query)) == words

    def test_are_those_of_what_one_may_see(self, client: Client, officer: User, amman_officer: User) -> None:
        AgreementFactory(status=Status.DRAFT)
        AgreementFactory(status=Status.SUBMITTED, partners=[place("doha")])
        AgreementFactory(status=Status.SIGNED, visibility=Visibility.INTERNAL, partners=[place("rabat")])
        assert total_of(html_of(client)) == "3 agreements in 2 relationships"
        client.force_login(amman_officer)
        assert total_of(html_of(client)) == "3 agreements in 2 relationships"
        client.force_login(officer)
        assert total_of(html_of(client)) == "6 agreements in 3 relationships"

    def test_leave_reference_ties_out_unless_asked(self, client: Client) -> None:
        tie = relationship_of(place("muscat"), place("chicago"), origin=Origin.REFERENCE)
        AgreementFactory(status=Status.SIGNED, partners=[place("chicago")], relationship=tie)
        assert total_of(html_of(client)) == "3 agreements in 2 relationships"
        assert "reference relationships excluded" in html_of(client)
        html = html_of(client, "?origin=reference")
        assert total_of(html) == "1 agreement in 1 relationship"
        assert "municipal records excluded" in html


class TestAddress:
    def test_language_switch_keeps_the_whole_question(self, client: Client) -> None:
        AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        html = html_of(client, "?country=JP&signed_after=2000")
        assert 'href="/ar/agreements/?country=JP&amp;signed_after=2000"' in html

    def test_each_chip_leads_to_the_list_without_its_condition(self, client: Client) -> None:
        AgreementFactory(status=Status.SIGNED, partners=[place("kobe"), place("rabat")])
        html = html_of(client, "?country=JP&country=MA&signed_after=2000&page_size=50")
        links = re.findall(r'<a class="chip" href="([^"]+)"><bdi>([^<]+)</bdi>', html)
        assert [(label, url.replace("&amp;", "&")) for url, label in links] == [
            ("Country: Japan", "/en/agreements/?country=MA&signed_after=2000&page_size=50"),
            ("Country: Morocco", "/en/agreements/?country=JP&signed_after=2000&page_size=50"),
            ("Signed since: 2000", "/en/agreements/?country=JP&country=MA&page_size=50"),
        ]

    def test_conditions_without_a_box_stay_in_the_form(self, client: Client) -> None:
        AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        html = html_of(client, "?city=1859171&region=asia&status=signed")
        assert '<input type="hidden" name="city" value="1859171">' in html
        assert '<input type="hidden" name="region" value="asia">' in html
        assert '<input type="hidden" name="status"' not in html

    def test_pages_follow_each_other(self, client: Client) -> None:
        make_agreements(5)
        first, second = html_of(client, "?page_size=3"), html_of(client, "?page_size=3&page=2")
        assert first.count('<th scope="row"') == 3
        assert second.count('<th scope="row"') == 2
        assert "1 to 3 of 5" in first
        assert "?page_size=3&amp;page=2" in first

    @pytest.mark.parametrize(
        ("query", "parameter", "hint"),
        [
            ("?sector=education", "sector", "not known"),
            ("?status=asleep", "status", "in_force"),
            ("?country=Japan", "country", "ISO 3166-1"),
            ("?signed_after=2026-02-31", "signed_after", "2026-02-31"),
            ("?page=0", "page", "whole number"),
            ("?page=two", "page", "whole number"),
            ("?page=9", "page", "1 page"),
            ("?page_size=9999", "page_size", "200"),
            ("?%00=1", "", "not known"),
            ("?status=%00", "status", "in_force"),
        ],
    )
    def test_what_is_not_understood_is_named_and_the_rest_stays_usable(
        self, query: str, parameter: str, hint: str, client: Client
    ) -> None:
        AgreementFactory(status=Status.SIGNED)
        html = html_of(client, query, status=400)
        assert f"<code>{parameter}</code>" in html
        assert hint in html
        assert html.count('<th scope="row"') == 1

    def test_what_is_understood_still_holds_beside_what_is_not(self, client: Client) -> None:
        AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        AgreementFactory(status=Status.SIGNED, partners=[place("rabat")])
        html = html_of(client, "?country=JP&sector=education", status=400)
        assert total_of(html) == "1 agreement of 2, in 1 relationship"

    def test_a_script_in_the_address_is_only_text(self, client: Client) -> None:
        html = html_of(client, "?<script>alert(1)</script>=1&status=<script>alert(2)</script>", status=400)
        assert "<script>alert" not in html


class TestFacets:
    def test_show_counts_and_choices(self, client: Client) -> None:
        AgreementFactory(status=Status.SIGNED, partners=[place("kobe")], focus=["heritage"])
        AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")], focus=["water"])
        html = html_of(client, "?focus=culture")
        option = re.search(r'value="culture"( checked)?>.*?facet-count">(\d+)<', html)
        other = re.search(r'value="sustainability"( checked)?>.*?facet-count">(\d+)<', html)
        assert option
        assert other
        assert (option[1], option[2]) == (" checked", "1")
        assert (other[1], other[2]) == (None, "1")

    def test_draw_the_signing_years(self, client: Client) -> None:
        for year in (1988, 1988, 2024):
            AgreementFactory(
                status=Status.SIGNED, signed_on=datetime.date(year, 1, 1), signed_on_precision=Precision.YEAR
            )
        html = html_of(client)
        assert "<span>1988</span><span>2024</span>" in html


class TestEmptyList:
    def test_names_the_nearest_condition_to_leave_out(self, client: Client) -> None:
        AgreementFactory.create_batch(2, status=Status.SIGNED, partners=[place("kobe")])
        AgreementFactory(status=Status.EXPIRED, partners=[place("rabat")])
        html = html_of(client, "?status=expired&country=JP")
        assert "Without the condition “Status” there are 2 agreements." in html
        assert 'href="/en/agreements/?country=JP"' in html

    def test_says_when_no_single_condition_is_to_blame(self, client: Client) -> None:
        AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        html = html_of(client, "?status=expired&q=nowhere")
        assert "No single condition is to blame" in html

    def test_says_when_the_register_holds_nothing(self, client: Client) -> None:
        AgreementFactory(status=Status.DRAFT)
        assert "No agreement is on file here yet" in html_of(client)


def test_only_those_who_may_register_are_offered_to(client: Client, officer: User, analyst: User) -> None:
    assert "Register an agreement" not in html_of(client)
    client.force_login(analyst)
    assert "Register an agreement" not in html_of(client)
    client.force_login(officer)
    assert "Register an agreement" in html_of(client)
