"""Each filter of agreements: what it finds, what it leaves out, what it refuses."""

import datetime
from collections.abc import Mapping
from typing import Any, TypeAlias
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import translation

from agreements.choices import (
    AgreementType,
    AuthorisationKind,
    AuthorisationState,
    Origin,
    Status,
    Visibility,
    Vitality,
)
from agreements.filtersets import AgreementFilterSet
from agreements.models import Agreement, AgreementParty, Relationship
from agreements.policies import AgreementPolicy
from cities.models import CityStatus, GrowthModel, PlannedGrowth
from tests.factories.agreement_parts import AuthorisationFactory, DocumentFactory
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.cities import CityFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import country, governorate, place
from twinning.accounts.models import User
from twinning.core.dates import Precision
from twinning.focus_areas.choices import Axis, Goal

pytestmark = pytest.mark.django_db
Query: TypeAlias = str


def filterset(query: Query, person: Any = None) -> AgreementFilterSet:
    request = RequestFactory().get("/")
    request.user = person or AnonymousUser()
    return AgreementFilterSet(QueryDict(query), queryset=AgreementPolicy.visible_to(request.user), request=request)


def found(query: Query, person: Any = None) -> list[Agreement]:
    asked = filterset(query, person)
    assert asked.problems() == {}
    return list(asked.qs)


@pytest.fixture
def other() -> Agreement:
    """Something that no filter below asks for."""
    focus_area("water")
    country("FR")
    return AgreementFactory(
        status=Status.SIGNED,
        owner_city=place("amman"),
        partners=[place("doha")],
        focus=["aerospace"],
        type=AgreementType.DECLARATION,
        signed_on=datetime.date(2001, 1, 1),
    )


SOUGHT: Mapping[str, tuple[dict[str, Any], Query]] = {
    "focus by sub-area": ({"focus": ["heritage"]}, "focus=heritage"),
    "focus by root includes its sub-areas": ({"focus": ["heritage"]}, "focus=culture"),
    "focus by root, purpose at the root": ({"focus": ["culture"]}, "focus=culture"),
    "focus repeated means or": ({"focus": ["heritage"]}, "focus=water&focus=culture"),
    "country of any party": ({"partners": ["kobe"]}, "country=JP"),
    "country in small letters": ({"partners": ["kobe"]}, "country=jp"),
    "country repeated means or": ({"partners": ["kobe"]}, "country=FR&country=JP"),
    "city": ({"partners": ["kobe"]}, "city=1859171"),
    "governorate of a party's city": ({"partners": ["kobe"]}, "governorate=JP.13"),
    "region": ({"partners": ["kobe"]}, "region=asia"),
    "type": ({"type": AgreementType.CHARTER}, "type=charter"),
    "status": ({"status": Status.IN_FORCE}, "status=in_force"),
    "status repeated means or": ({"status": Status.IN_FORCE}, "status=in_force&status=expired"),
    "goal": ({"goals": [Goal.GLOBAL_CHALLENGES, Goal.BEST_EXPERIENCE]}, "goal=global_challenges"),
    "axis": ({"axes": [Axis.HUMAN_CULTURAL]}, "axis=human_cultural"),
    "signed in or after a year": ({"signed_on": datetime.date(2010, 1, 1)}, "signed_after=2010"),
    "signed in or after a month": ({"signed_on": datetime.date(2010, 5, 1)}, "signed_after=2010-05"),
    "signed on or after a day": ({"signed_on": datetime.date(2010, 5, 17)}, "signed_after=2010-05-17"),
    "signed until the end of a year": ({"signed_on": datetime.date(1999, 12, 31)}, "signed_before=1999"),
    "signed until the end of a month": ({"signed_on": datetime.date(2000, 2, 29)}, "signed_before=2000-02"),
    "signed until a day": ({"signed_on": datetime.date(2000, 2, 29)}, "signed_before=2000-02-29"),
    "typed with Arabic digits": ({"signed_on": datetime.date(1988, 5, 1)}, "signed_before=١٩٨٨"),
    "ends in or after": ({"ends_on": datetime.date(2031, 3, 31), "ends_on_precision": "day"}, "ends_after=2031"),
    "ends until": ({"ends_on": datetime.date(2031, 3, 31), "ends_on_precision": "day"}, "ends_before=2031-03"),
    "words of a title": ({"title_en": "Charter of the sea"}, "q=charter sea"),
    "the beginning of a word": ({"title_en": "Charter of the sea"}, "q=char"),
    "the name of a focus area in Arabic": ({"focus": ["heritage"]}, "q=تراث"),
    "a place without its article": ({"partners": ["casablanca"]}, "q=دار بيضاء"),
    "a place in the other script": ({"partners": ["casablanca"]}, "q=Casablanca"),
    "a reference": ({"reference": "OM-1984-0001"}, "q=om-1984-0001"),
}


@pytest.mark.parametrize(("fields", "query"), SOUGHT.values(), ids=SOUGHT.keys())
def test_a_filter_finds_what_meets_it_and_nothing_else(fields: dict[str, Any], query: Query, other: Agreement) -> None:
    given = {"status": Status.SIGNED, **fields}
    given["partners"] = [place(name) for name in given.get("partners", ["rabat"])]
    sought = AgreementFactory(**given)
    assert found(query) == [sought]


REFUSED = {
    "focus=cooking": "education",
    "country=XX": "ISO 3166-1",
    "country=Japan": "ISO 3166-1",
    "city=abc": "287286",
    "city=99999999999999999999999999": "287286",
    "city=-1": "287286",
    "governorate=nowhere": "OM.06",
    "region=moon": "arab_states",
    "type=treaty": "charter",
    "status=IN_FORCE": "in_force",
    "vitality=sleepy": "dormant",
    "origin=wikidata": "registered, reference",
    "legal_basis=handshake": "royal_decree",
    "growth_model=oil": "tourism",
    "goal=fame": "global_challenges",
    "axis=evil": "human_cultural",
    "documented=perhaps": "true, false",
    "signed_after=yesterday": "YYYY-MM-DD",
    "signed_after=2026-02-31": "2026-02-31",
    "signed_before=05/03/2026": "YYYY-MM-DD",
    "ends_after=9999": "9999",
    "ends_before=2026-13": "2026-13",
    "signed_after=1999&signed_after=2000": "once",
    "q=" + "a" * 201: "200",
    "ordering=title": "-signed",
    "ordering=signed_on": "-signed",
    "status=in_force&status=%00": "in_force",
    "focus=%00": "education",
    "country=%00": "ISO 3166-1",
    "status=" + "x" * 5000: "in_force",
    "&".join(f"status=s{n}" for n in range(200)): "100",
}


@pytest.mark.parametrize(("query", "hint"), REFUSED.items(), ids=[query[:40] for query in REFUSED])
def test_an_unknown_value_is_refused_with_what_is_allowed(query: Query, hint: str) -> None:
    for code in ("heritage", "student_exchange"):
        AgreementFactory(focus=[code])
    GrowthModel.objects.create(code="tourism", name_en="Tourism")
    with translation.override("en"):
        problems = filterset(query).problems()
    assert list(problems) == [query.partition("=")[0]]
    (message,) = problems[query.partition("=")[0]]
    assert hint in str(message)
    assert len(str(message)) < 600


def test_an_unknown_parameter_is_refused_with_the_known_ones() -> None:
    with translation.override("en"):
        problems = filterset("sector=education").problems()
    assert list(problems) == ["sector"]
    assert "focus" in problems["sector"][0]


def test_blank_values_that_an_empty_form_sends_are_no_conditions(other: Agreement) -> None:
    assert found("q=&signed_after=&signed_before=&focus=&ordering=") == [other]


@pytest.mark.parametrize("text", ["\0", "&#!", "' OR 1=1 --", "a:*|b", "\\", "<script>", "\u202e"])
def test_no_search_text_breaks_the_search(text: str, other: Agreement) -> None:
    asked = filterset(urlencode({"q": text}))
    assert asked.problems() == {}
    assert list(asked.qs) in ([], [other])


def test_only_registered_ties_are_found_unless_reference_ones_are_asked_for(other: Agreement) -> None:
    draft = AgreementFactory(owner_city=place("muscat"))
    tie = relationship_of(place("muscat"), place("kobe"), origin=Origin.REFERENCE)
    reference = AgreementFactory(status=Status.SIGNED, relationship=tie, partners=[place("kobe")])
    everything = Agreement.objects.all()

    def seen(query: Query) -> set[Agreement]:
        return set(AgreementFilterSet(QueryDict(query), queryset=everything, request=None).qs)

    assert seen("") == seen("origin=registered") == {other, draft}
    assert set(AgreementFilterSet(queryset=everything, request=None).qs) == {other, draft}
    assert seen("origin=reference") == {reference}
    assert seen("origin=reference&origin=registered") == {other, draft, reference}


def test_vitality_is_that_of_the_relationship(other: Agreement) -> None:
    living = AgreementFactory(status=Status.SIGNED)
    Relationship.objects.filter(pk=living.relationship_id).update(vitality=Vitality.LIVING)
    assert found("vitality=living") == [living]
    assert found("vitality=unknown") == [other]


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (AuthorisationState.GRANTED, True),
        (AuthorisationState.UNKNOWN, True),
        (AuthorisationState.OPEN, True),
        (AuthorisationState.REFUSED, False),
        (AuthorisationState.NOT_REQUIRED, False),
    ],
)
def test_legal_basis_leaves_out_steps_refused_or_not_required(
    state: AuthorisationState, counts: bool, other: Agreement
) -> None:
    decreed = AgreementFactory(status=Status.SIGNED)
    AuthorisationFactory(agreement=decreed, kind=AuthorisationKind.ROYAL_DECREE, state=state)
    assert found("legal_basis=royal_decree") == ([decreed] if counts else [])


def test_several_matching_parts_do_not_repeat_an_agreement() -> None:
    agreement = AgreementFactory(
        status=Status.SIGNED, partners=[place("rabat"), place("casablanca")], focus=["heritage", "culture"]
    )
    AuthorisationFactory(agreement=agreement)
    query = "focus=culture&country=MA&governorate=MA.04&governorate=MA.06&region=arab_states"
    assert found(query + "&legal_basis=council_decision") == [agreement]


def test_a_governorate_is_found_as_a_party_of_its_own(other: Agreement) -> None:
    agreement = AgreementFactory(status=Status.SIGNED)
    dhofar = governorate("OM.08")
    AgreementParty.objects.create(
        agreement=agreement, role="governorate", side="lead", position=5, governorate=dhofar, country=country("OM")
    )
    assert found("governorate=OM.08") == [agreement]


def test_a_city_answers_for_those_merged_into_it(other: Agreement) -> None:
    old = CityFactory(status=CityStatus.MERGED, merged_into=place("kobe"), country=country("JP"))
    agreement = AgreementFactory(status=Status.SIGNED, partners=[old])
    assert found(f"city={place('kobe').pk}") == [agreement]


class TestGrowthModel:
    @pytest.fixture(autouse=True)
    def models(self, db: None) -> None:
        for code in ("tourism", "industry"):
            GrowthModel.objects.create(code=code, name_en=code)

    def test_is_that_of_a_partys_city(self, other: Agreement) -> None:
        PlannedGrowth.objects.create(growth_model_id="tourism", city=place("kobe"))
        agreement = AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        assert found("growth_model=tourism") == [agreement]

    def test_is_inherited_from_the_governorate(self, other: Agreement) -> None:
        PlannedGrowth.objects.create(growth_model_id="tourism", governorate=governorate("JP.13"))
        agreement = AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        assert found("growth_model=tourism") == [agreement]

    def test_of_the_city_itself_goes_before_that_of_the_governorate(self) -> None:
        PlannedGrowth.objects.create(growth_model_id="tourism", governorate=governorate("JP.13"))
        PlannedGrowth.objects.create(growth_model_id="industry", city=place("kobe"))
        agreement = AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        assert found("growth_model=tourism") == []
        assert found("growth_model=industry") == [agreement]


class TestDocumented:
    def test_tells_agreements_with_a_document_from_those_without(self, other: Agreement) -> None:
        agreement = AgreementFactory(status=Status.SIGNED)
        DocumentFactory(agreement=agreement, visibility=Visibility.PUBLIC)
        assert found("documented=true") == [agreement]
        assert found("documented=false") == [other]
        assert len(found("documented=true&documented=false")) == 2

    def test_does_not_tell_the_public_of_internal_documents(self, officer: User, analyst: User, reviewer: User) -> None:
        agreement = AgreementFactory(status=Status.SIGNED)
        DocumentFactory(agreement=agreement, visibility=Visibility.INTERNAL)
        assert found("documented=true") == []
        for insider in (officer, analyst, reviewer):
            assert found("documented=true", insider) == [agreement]

    def test_tells_the_partners_officers_of_internal_documents(
        self, amman_officer: User, jordan_reviewer: User
    ) -> None:
        agreement = AgreementFactory(status=Status.SIGNED, partners=[place("amman")])
        DocumentFactory(agreement=agreement, visibility=Visibility.INTERNAL)
        elsewhere = AgreementFactory(status=Status.SIGNED, partners=[place("kobe")])
        DocumentFactory(agreement=elsewhere, visibility=Visibility.INTERNAL)
        for insider in (amman_officer, jordan_reviewer):
            assert found("documented=true", insider) == [agreement]

    def test_withdrawn_documents_do_not_count(self, other: Agreement) -> None:
        DocumentFactory(
            agreement=other,
            visibility=Visibility.PUBLIC,
            withdrawn_at=datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC),
        )
        assert found("documented=true") == []


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("", ["b", "a", "c"]),
        ("ordering=-signed", ["b", "a", "c"]),
        ("ordering=signed", ["a", "b", "c"]),
        ("ordering=-ends", ["a", "b", "c"]),
        ("ordering=ends", ["b", "a", "c"]),
        ("ordering=reference", ["b", "a", "c"]),
        ("ordering=-reference", ["c", "a", "b"]),
        ("ordering=-updated", ["c", "b", "a"]),
        ("ordering=updated", ["a", "b", "c"]),
    ],
)
def test_each_order_puts_rows_without_a_value_last(ordering: Query, expected: list[str]) -> None:
    facts = {
        "a": (datetime.date(1990, 1, 1), datetime.date(2030, 1, 1), "OM-1990-0002"),
        "b": (datetime.date(1995, 1, 1), datetime.date(2020, 1, 1), "OM-1990-0001"),
        "c": (None, None, "OM-1990-0003"),
    }
    for title, (signed, ends, reference) in facts.items():
        AgreementFactory(
            status=Status.HISTORICAL,
            title_en=title,
            signed_on=signed,
            signed_on_precision=Precision.DAY if signed else Precision.UNKNOWN,
            ends_on=ends,
            ends_on_precision=Precision.DAY if ends else "",
            reference=reference,
        )
    assert [agreement.title_en for agreement in found(ordering)] == expected


def test_conditions_can_be_left_out_one_by_one(other: Agreement) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")])
    asked = filterset("status=signed&country=JP")
    assert asked.problems() == {}
    assert list(asked.qs) == []
    assert list(asked.narrowed(ignoring=("status",))) == [agreement]
    assert list(asked.narrowed(ignoring=("country",))) == [other]
