"""Staff spreadsheets: read in three languages, compared, written by the law, taken back."""

import datetime
from typing import Any

import pytest

from agreements.choices import Status
from agreements.models import Agreement, Relationship
from cities.models import City
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from tests.imports import applied, checked, csv_bytes, outcomes, problems, undone, worked, xlsx_bytes
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.imports.choices import Mode, RunState
from twinning.imports.services.questions import answer_questions

pytestmark = pytest.mark.django_db

ARABIC = [
    ["سجل اتفاقيات بلدية مسقط"],
    ["المدينة الشريكة", "البلد", "نوع الاتفاقية", "تاريخ التوقيع", "مجال التركيز", "الغرض", "ملاحظات"],
    ["الرباط", "المغرب", "اتفاقية توأمة", "٥/٣/١٩٨٤", "الثقافة", "إحياء الأسواق القديمة في المدينتين", "من الأرشيف"],
    ["كوبه", "اليابان", "مذكرة تفاهم", "2012", "", "", ""],
]


@pytest.fixture(autouse=True)
def places(muscat: City, rabat: City, kobe: City, casablanca: City) -> None:
    for code in ("culture", "education"):
        focus_area(code)


def of_muscat(muscat: City) -> dict[str, Any]:
    return {"organisation": f"city:{muscat.pk}"}


def test_an_arabic_sheet_becomes_historical_agreements(muscat: City, rabat: City, officer: User) -> None:
    run = checked(xlsx_bytes(ARABIC), by=officer, name="اتفاقيات.xlsx", **of_muscat(muscat))
    assert (run.state, problems(run)) == (RunState.REVIEW, {})
    assert run.counts == {"new": 2}
    run = applied(run, by=officer)
    assert run.result_counts == {"applied": 2}
    first = Agreement.objects.get(parties__city=rabat)
    assert first.status == Status.HISTORICAL
    assert first.signed == PartialDate.day(datetime.date(1984, 3, 5))
    assert first.title_ar == "اتفاقية توأمة بين مسقط والرباط"
    assert first.title_en == "Twinning agreement between Muscat and Rabat"
    assert first.purposes.get().focus_area_id == "culture"
    assert first.source == "من الأرشيف"
    assert Agreement.objects.get(parties__city=place("kobe")).signed == PartialDate.year(2012)


@pytest.mark.parametrize(
    "rows",
    [
        [["Partner city", "Country", "Type", "Date signed"], ["Rabat", "Morocco", "Twinning", "5/3/1984"]],
        [["Partnerstadt", "Land", "Art", "Unterzeichnet am"], ["Rabat", "Marokko", "Partnerschaft", "5. März 1984"]],
        [["المدينة الشريكة", "الدولة", "النوع", "التاريخ"], ["الرباط", "المغرب", "توأمة", "30746"]],
    ],
)
def test_headings_and_values_are_read_in_three_languages(rows: Any, muscat: City, officer: User) -> None:
    run = checked(csv_bytes(rows), by=officer, **of_muscat(muscat))
    run = applied(run, by=officer)
    made = Agreement.objects.get()
    assert (made.type, made.signed_on, run.counts) == ("twinning", datetime.date(1984, 3, 5), {"new": 1})


def test_the_same_file_again_changes_nothing(muscat: City, officer: User) -> None:
    content = xlsx_bytes(ARABIC)
    applied(checked(content, by=officer, **of_muscat(muscat)), by=officer)
    again = checked(content, by=officer, **of_muscat(muscat))
    assert again.counts == {"unchanged": 2}
    assert applied(again, by=officer).result_counts == {}


def test_a_changed_cell_of_a_draft_is_one_changed_row(muscat: City, officer: User) -> None:
    rows = [["partner", "type", "status", "title en"], ["Rabat", "twinning", "draft", "One"]]
    applied(checked(csv_bytes(rows), by=officer, **of_muscat(muscat)), by=officer)
    rows[1][3] = "Another"
    run = checked(csv_bytes(rows), by=officer, **of_muscat(muscat))
    assert run.counts == {"changed": 1}
    change = run.rows.get().changes[0]
    assert (change["field"], change["before"]["en"], change["after"]["en"]) == ("title_en", "One", "Another")
    run = applied(run, by=officer)
    assert Agreement.objects.get().title_en == "Another"
    undone(run, by=officer)
    assert Agreement.objects.get().title_en == "One"


def test_a_published_record_is_not_changed_by_a_file(muscat: City, officer: User) -> None:
    record = AgreementFactory(status=Status.IN_FORCE, created_by=officer)
    rows = [["reference", "partner", "title en"], [record.reference, "Rabat", "Another"]]
    run = checked(csv_bytes(rows), by=officer, **of_muscat(muscat))
    assert problems(run) == {2: [("title_en", "not_editable")]}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"partner": "Qwertyuiop"}, ("partner", "no_such_place")),
        ({"partner": "", "type": "twinning"}, ("partner", "required")),
        ({"partner": "Muscat"}, ("partner", "same_place")),
        ({"type": "marriage"}, ("type", "unknown_word")),
        ({"signed": "31/2/1984"}, ("signed", "no_such_day")),
        ({"signed": "sometime"}, ("signed", "invalid")),
        ({"signed": "1405/3/5 هـ"}, ("signed", "hijri")),
        ({"signed": "=A1+1"}, ("signed", "formula")),
        ({"focus": "cooking"}, ("focus", "unknown_word")),
        ({"focus": "culture; education", "purpose": "one\ntwo\nthree"}, ("statement_en", "not_as_many")),
        ({"legal basis": "handshake"}, ("legal_basis", "unknown_word")),
        ({"title en": "x" * 301}, ("title_en", "max_length")),
        ({"title en": "a\u202eb"}, ("title_en", "control_character")),
        ({"title en": "a\x00b"}, ("title_en", "control_character")),
        ({"id": "11111111-1111-1111-1111-111111111111"}, ("id", "no_such_record")),
        ({"reference": "OM-1984-0001"}, ("reference", "no_such_record")),
        ({"city": "Rabat", "partner": "Kobe"}, ("city", "not_yours")),
    ],
)
def test_what_is_wrong_is_said_at_its_column(
    row: dict[str, str], problem: tuple[str, str], muscat: City, officer: User
) -> None:
    whole = {"partner": "Rabat", **row}
    run = checked(csv_bytes([list(whole), list(whole.values())]), by=officer, **of_muscat(muscat))
    assert problems(run) == {2: [problem]}
    assert {*run.rows.get().problems[0]["words"]} == {"ar", "en"}


def test_a_row_that_repeats_another_is_told_so(muscat: City, officer: User) -> None:
    rows = [["partner", "type", "signed"], *[["Rabat", "twinning", "1984"]] * 2]
    run = checked(csv_bytes(rows), by=officer, **of_muscat(muscat))
    assert outcomes(run) == ["new", "wrong"]
    assert problems(run) == {3: [("", "repeated")]}


def test_a_second_agreement_of_the_same_places_waits_as_a_draft_for_its_link(muscat: City, officer: User) -> None:
    rows = [["partner", "type", "signed"], ["Rabat", "twinning", "1984"], ["Rabat", "memorandum", "1999"]]
    run = applied(checked(csv_bytes(rows), by=officer, **of_muscat(muscat)), by=officer)
    assert sorted(Agreement.objects.values_list("status", flat=True)) == ["draft", "historical"]
    assert "draft" in run.rows.get(number=3).result_words["en"]


class TestUndoing:
    def test_a_whole_run_goes_with_its_relationships(self, muscat: City, officer: User) -> None:
        run = applied(checked(xlsx_bytes(ARABIC), by=officer, **of_muscat(muscat)), by=officer)
        assert Relationship.objects.count() == 2
        run = undone(run, by=officer)
        assert (run.state, run.result_counts) == (RunState.UNDONE, {"undone": 2})
        assert not Agreement.objects.exists()
        assert not Relationship.objects.exists()
        assert checked(xlsx_bytes(ARABIC), by=officer, **of_muscat(muscat)).counts == {"new": 2}

    def test_what_was_edited_since_stays_and_is_said(self, muscat: City, officer: User) -> None:
        run = applied(checked(xlsx_bytes(ARABIC), by=officer, **of_muscat(muscat)), by=officer)
        Agreement.objects.filter(type="memorandum").update(version=9)
        run = undone(run, by=officer)
        assert run.result_counts == {"undone": 1, "kept": 1}
        assert "edited" in run.rows.get(result="kept").result_words["en"]
        assert Agreement.objects.get().type == "memorandum"


class TestDoubt:
    @pytest.fixture
    def springfields(self, db: None) -> list[City]:
        return [
            City.objects.create(
                id=4250542, name_en="Springfield", country_id="US", population=114_000, source="geonames"
            ),
            City.objects.create(
                id=4951788, name_en="Springfield", country_id="US", population=153_000, source="geonames"
            ),
        ]

    def test_a_person_decides_once_and_it_is_remembered(
        self, muscat: City, officer: User, springfields: list[City]
    ) -> None:
        place("chicago")
        for city in springfields:
            city.names.create(name="Springfield", kind="official", city=city)
        content = csv_bytes([["partner", "country", "signed"], ["Springfield", "USA", "1990"]])
        run = checked(content, by=officer, **of_muscat(muscat))
        assert run.counts == {"doubtful": 1}
        question = run.asked.get()
        assert {c["value"] for c in question.candidates} >= {f"c:{city.pk}" for city in springfields}
        chosen = f"c:{springfields[0].pk}"
        moment = run.created_at
        answer_questions(run, {question.key: chosen}, by=officer, at=moment, today=moment.date())
        run = worked(run)
        assert run.counts == {"new": 1}
        applied(run, by=officer)
        assert Agreement.objects.get().parties.filter(city=springfields[0]).exists()
        other = csv_bytes([["partner", "country", "signed"], ["Springfield", "USA", "1991"]])
        assert checked(other, by=officer, **of_muscat(muscat)).counts == {"new": 1}


def test_all_or_nothing_leaves_nothing_where_one_row_fails(muscat: City, officer: User) -> None:
    run = checked(xlsx_bytes(ARABIC), by=officer, **of_muscat(muscat))
    row = run.rows.get(number=4)
    row.content["city"] = place("amman").pk
    row.save()
    run = applied(run, by=officer, mode=Mode.WHOLE)
    assert (run.state, run.problem["row"]) == (RunState.REVIEW, 4)
    assert not Agreement.objects.exists()
    assert outcomes(run) == ["new", "wrong"]
    run = applied(run, by=officer, mode=Mode.WHOLE)
    assert run.result_counts == {"applied": 1}


def test_a_reviewer_records_old_instruments_of_her_country(reviewer: User, rabat: City) -> None:
    rows = [["city", "partner", "type", "signed"], ["Muscat", "Rabat", "twinning", "1984"]]
    run = checked(csv_bytes(rows), by=reviewer, organisation="country:OM")
    assert run.counts == {"new": 1}
    run = applied(run, by=reviewer)
    assert run.result_counts == {"applied": 1}
    assert Agreement.objects.get().status == Status.HISTORICAL
