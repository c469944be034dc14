"""What cannot be is answered with 400 and a pointer, whatever it is; never with 500."""

from typing import Any

import pytest

from agreements.models import Agreement
from tests.api_callers import Caller, caller_for, pointers_of, problem_of
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db

DAY = {"precision": "day"}
LEAD = {"role": "lead_municipality", "city": 287286}
RABAT = {"role": "partner_municipality", "city": 2538475}
INDICATOR = {"name": {"ar": "مبانٍ", "en": ""}, "target": "1"}


@pytest.fixture
def caller() -> Caller:
    focus_area("heritage")
    place("rabat")
    return caller_for(person(Role.OFFICER, place("muscat")))


def purpose(**fields: Any) -> dict[str, Any]:
    return {"purposes": [{"focus_area": "heritage", "statement": {"ar": "ترميم السوق القديم"}, **fields}]}


CASES: list[tuple[str, Any, dict[str, str]]] = [
    ("unknown city", {"parties": [LEAD, {**RABAT, "city": 1}]}, {"/parties/1/city": "does_not_exist"}),
    ("unknown owner", {"owner_city": 10**9}, {"/owner_city": "does_not_exist"}),
    ("city beyond any number", {"owner_city": 10**40}, {"/owner_city": "does_not_exist"}),
    ("city below zero", {"owner_city": -1}, {"/owner_city": "does_not_exist"}),
    ("city as text", {"owner_city": "287286"}, {"/owner_city": "invalid"}),
    ("city as truth", {"owner_city": True}, {"/owner_city": "invalid"}),
    ("city as fraction", {"owner_city": 1.5}, {"/owner_city": "invalid"}),
    ("city as null", {"owner_city": None}, {"/owner_city": "null"}),
    ("a party twice", {"parties": [LEAD, RABAT, RABAT]}, {"/parties/2/city": "party_twice"}),
    ("two leads", {"parties": [LEAD, {**RABAT, "role": "lead_municipality"}]}, {"/parties/1/role": "second_lead"}),
    ("a party without a place", {"parties": [LEAD, {"role": "port"}]}, {"/parties/1/city": "required"}),
    ("a party without a role", {"parties": [{"city": 287286}]}, {"/parties/0/role": "required"}),
    ("unknown role", {"parties": [{**LEAD, "role": "king"}]}, {"/parties/0/role": "invalid_choice"}),
    ("role as list", {"parties": [{**LEAD, "role": ["x"]}]}, {"/parties/0/role": "invalid_choice"}),
    ("unknown field of a party", {"parties": [{**LEAD, "name_ar": "x"}]}, {"/parties/0/name_ar": "unknown"}),
    ("unknown governorate", {"parties": [{"role": "governorate", "governorate": "XX"}]},
     {"/parties/0/governorate": "does_not_exist"}),
    ("NUL in a governorate", {"parties": [{"role": "governorate", "governorate": "\0"}]},
     {"/parties/0/governorate": "does_not_exist"}),
    ("parties as object", {"parties": {"0": LEAD}}, {"/parties": "not_a_list"}),
    ("parties as text", {"parties": "Muscat"}, {"/parties": "not_a_list"}),
    ("parties as null", {"parties": None}, {"/parties": "null"}),
    ("a party as number", {"parties": [7]}, {"/parties/0": "invalid"}),
    ("too many parties", {"parties": [LEAD] * 51}, {"/parties": "max_length"}),
    ("end before start", {"signed": {"value": "2020-01-02", **DAY}, "ends": {"value": "2020-01-01", **DAY}},
     {"/ends": "before_start"}),
    ("force before signing", {"signed": {"value": "2020-01-02", **DAY}, "in_force": {"value": "2019-01-01", **DAY}},
     {"/in_force": "before_start"}),
    ("31 February", {"signed": {"value": "2024-02-31", **DAY}}, {"/signed": "no_such_day"}),
    ("future signing", {"signed": {"value": "2190-01-01", **DAY}}, {"/signed": "in_the_future"}),
    ("year 1", {"signed": {"value": "0001-01-01", **DAY}}, {"/signed": "year_out_of_range"}),
    ("year 9999", {"ends": {"value": "9999-12-31", **DAY}}, {"/ends": "year_out_of_range"}),
    ("week date", {"signed": {"value": "2024-W10-4", **DAY}}, {"/signed": "no_such_day"}),
    ("Arabic digits in a date", {"signed": {"value": "٢٠٢٤-٠٢-٠١", **DAY}}, {"/signed": "no_such_day"}),
    ("date as text", {"signed": "2024-02-01"}, {"/signed": "not_an_object"}),
    ("date as number", {"signed": {"value": 20240201, **DAY}}, {"/signed": "no_such_day"}),
    ("unknown precision", {"signed": {"value": "2024-02-01", "precision": "week"}}, {"/signed": "no_precision"}),
    ("precision as list", {"signed": {"value": "2024-02-01", "precision": []}}, {"/signed": "no_precision"}),
    ("value of an unknown day", {"signed": {"value": "2024-02-01", "precision": "unknown"}},
     {"/signed": "value_of_unknown"}),
    ("no value", {"signed": {"precision": "day"}}, {"/signed": "no_such_day"}),
    ("end of what has none", {"has_no_end": True, "ends": {"value": "2030-01-01", **DAY}},
     {"/ends": "end_of_endless"}),
    ("10,000 letters", {"title": {"ar": "ع" * 10_000, "en": "x"}}, {"/title/ar": "max_length"}),
    ("direction override", {"title": {"ar": "مسقط\u202e", "en": "x"}}, {"/title/ar": "control_character"}),
    ("direction override in both", {"title": {"ar": "\u2066", "en": "\u202e"}},
     {"/title/ar": "control_character", "/title/en": "control_character"}),
    ("NUL in a title", {"title": {"ar": "\0", "en": ""}}, {"/title/ar": "control_character"}),
    ("NUL in a source", {"source": "a\0b"}, {"/source": "control_character"}),
    ("direction override in a party", {"parties": [{**LEAD, "name": {"en": "\u202e"}}]},
     {"/parties/0/name/en": "control_character"}),
    ("title as text", {"title": "Twinning"}, {"/title": "not_an_object"}),
    ("title as number", {"title": {"ar": 7}}, {"/title/ar": "not_text"}),
    ("title as null", {"title": None}, {"/title": "null"}),
    ("title in French", {"title": {"fr": "Jumelage"}}, {"/title": "unknown_key"}),
    ("source as number", {"source": 12}, {"/source": "invalid"}),
    ("source as list", {"source": ["x"]}, {"/source": "invalid"}),
    ("unknown field", {"colour": "red"}, {"/colour": "unknown"}),
    ("field with a slash and a tilde", {"a/b~c": 1}, {"/a~1b~0c": "unknown"}),
    ("unknown type", {"type": "marriage"}, {"/type": "invalid_choice"}),
    ("type as number", {"type": 1}, {"/type": "invalid_choice"}),
    ("type as object", {"type": {}}, {"/type": "invalid_choice"}),
    ("flag as text", {"is_historical": "true"}, {"/is_historical": "invalid"}),
    ("flag as number", {"has_no_end": 1}, {"/has_no_end": "invalid"}),
    ("flag as list", {"has_no_end": []}, {"/has_no_end": "invalid"}),
    ("unknown goal", {"goals": ["profit"]}, {"/goals/0": "invalid_choice"}),
    ("a goal twice", {"goals": ["best_experience", "best_experience"]}, {"/goals": "twice"}),
    ("goals as text", {"goals": "best_experience"}, {"/goals": "not_a_list"}),
    ("unknown focus area", purpose(focus_area="football"), {"/purposes/0/focus_area": "does_not_exist"}),
    ("focus area as number", purpose(focus_area=4), {"/purposes/0/focus_area": "invalid"}),
    ("no statement", purpose(statement={"ar": " "}), {"/purposes/0/statement/ar": "required"}),
    ("indicator without a name", purpose(indicators=[{**INDICATOR, "name": {}}]),
     {"/purposes/0/indicators/0/name/ar": "required"}),
    ("indicator without a target", purpose(indicators=[{"name": {"ar": "x"}}]),
     {"/purposes/0/indicators/0/target": "required"}),
    ("target as words", purpose(indicators=[{**INDICATOR, "target": "many"}]),
     {"/purposes/0/indicators/0/target": "invalid"}),
    ("target as truth", purpose(indicators=[{**INDICATOR, "target": True}]),
     {"/purposes/0/indicators/0/target": "invalid"}),
    ("target without end", purpose(indicators=[{**INDICATOR, "target": 10**30}]),
     {"/purposes/0/indicators/0/target": "max_digits"}),
    ("target NaN as text", purpose(indicators=[{**INDICATOR, "target": "NaN"}]),
     {"/purposes/0/indicators/0/target": "invalid"}),
    ("target with three decimals", purpose(indicators=[{**INDICATOR, "target": "1.001"}]),
     {"/purposes/0/indicators/0/target": "max_decimal_places"}),
    ("unknown step", {"authorisations": [{"kind": "oral_promise"}]}, {"/authorisations/0/kind": "invalid_choice"}),
    ("granted without number or date", {"authorisations": [{"kind": "royal_decree", "state": "granted"}]},
     {"/authorisations/0/number": "required"}),
    ("future decree", {"authorisations": [{"kind": "royal_decree", "dated": {"value": "2190-01-01", **DAY}}]},
     {"/authorisations/0/dated": "in_the_future"}),
    ("clock as text", {"authorisations": [{"kind": "royal_decree", "clock_days": "9"}]},
     {"/authorisations/0/clock_days": "invalid"}),
    ("clock without end", {"authorisations": [{"kind": "royal_decree", "clock_days": 10**12}]},
     {"/authorisations/0/clock_days": "max_value"}),
    ("separate without a reason", {"link": "separate"}, {"/link_reason": "required"}),
    ("renewal of nothing", {"link": "renews"}, {"/predecessor": "required"}),
    ("unknown earlier agreement", {"predecessor": "6f0f8a9e-0000-4000-8000-000000000000"},
     {"/predecessor": "does_not_exist"}),
    ("earlier agreement as words", {"predecessor": "the first"}, {"/predecessor": "does_not_exist"}),
    ("earlier agreement as number", {"predecessor": 3}, {"/predecessor": "invalid"}),
    ("unknown heading", {"due_diligence": {"weather": "hot"}}, {"/due_diligence/weather": "unknown"}),
    ("note as list", {"due_diligence": []}, {"/due_diligence": "invalid"}),
    ("body as list", [], {"": "invalid"}),
    ("body as text", '"draft"', {"": "invalid"}),
    ("body as number", "7", {"": "invalid"}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_cannot_be_is_named_and_nothing_is_kept(caller: Caller, body: Any, expected: dict[str, str]) -> None:
    assert pointers_of(caller.send("agreements/", body)) == expected
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_change_is_refused_in_the_same_words(caller: Caller, body: Any, expected: dict[str, str]) -> None:
    draft = AgreementFactory(partners=[])
    response = caller.change(f"agreements/{draft.public_id}/", body)
    of_a_change = {"/owner_city": "unknown"} if "/owner_city" in expected else expected
    assert pointers_of(response) == of_a_change
    draft.refresh_from_db()
    assert draft.version == 1


def test_an_earlier_agreement_the_caller_may_not_know_is_as_unknown_as_none(caller: Caller) -> None:
    foreign = AgreementFactory(owner_city=place("amman"))
    body = {"link": "renews", "predecessor": str(foreign.public_id)}
    assert pointers_of(caller.send("agreements/", body)) == {"/predecessor": "does_not_exist"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"title": ', "line 1, column 11"),
        (b'{\n  "title": {"ar": "x",}\n}', "line 2"),
        (b"{'title': 1}", "line 1, column 2"),
        (b"\xff\xfe{}", "UTF-8"),
        (b'{"type": NaN}', "NaN"),
        (b'{"type": -Infinity}', "-Infinity"),
        (b'{"type": "charter", "type": "twinning"}', "type"),
        (b'{"source": "\\ud800"}', "UTF-8"),
        (b'{"\\udfff": 1}', "UTF-8"),
        (b"[" * 100_000, "nested"),
        (b'{"owner_city": ' + b"9" * 5_000 + b"}", "number"),
    ],
)
def test_malformed_json_is_answered_with_the_place(caller: Caller, body: bytes, words: str) -> None:
    problem = problem_of(caller.send("agreements/", body), 400)
    assert problem["code"] == "malformed_json"
    assert words in problem["detail"]


def test_a_body_beyond_the_limit_is_not_read(caller: Caller) -> None:
    body = b'{"source": "' + b"x" * (3 * 1024 * 1024) + b'"}'
    assert problem_of(caller.send("agreements/", body), 413)["code"] == "too_large"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "x"])
def test_other_content_types_are_not_read(caller: Caller, content_type: str) -> None:
    response = caller.post("/api/v1/agreements/", b"type=twinning", content_type=content_type)
    assert problem_of(response, 415)["code"] == "unsupported_media_type"


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_other_methods_are_not_offered(caller: Caller, method: str) -> None:
    draft = AgreementFactory()
    response = caller.send(f"agreements/{draft.public_id}/", {}, method=method)
    assert problem_of(response, 405)["code"] == "method_not_allowed"
    assert "PATCH" in response.headers["Allow"]


def test_other_formats_are_not_offered(caller: Caller) -> None:
    problem_of(caller.read("agreements/", accept="text/html"), 406)


@pytest.mark.parametrize(
    "path", ["nothing/", "agreements/7/", "agreements/none/", "agreements/../me", "focus-areas/%00/"]
)
def test_an_address_that_is_not_there_is_a_problem_too(caller: Caller, path: str) -> None:
    assert problem_of(caller.read(path), 404)["code"] == "not_found"


def test_a_change_without_the_last_slash_is_refused_and_not_turned_into_reading(caller: Caller) -> None:
    problem = problem_of(caller.send("agreements", {}), 404)
    assert "/api/v1/agreements/" in problem["detail"]


class TestLanguage:
    @pytest.mark.parametrize(
        ("language", "word"),
        [("ar", "الحقل"), ("en", "field"), ("ar-OM", "الحقل"), ("fr, en;q=0.5", "field"), ("fr", "الحقل")],
    )
    def test_errors_speak_the_callers_language(self, language: str, word: str) -> None:
        caller = caller_for(person(Role.OFFICER, place("muscat")), language=language)
        problem = problem_of(caller.send("agreements/", {"colour": "red"}), 400)
        assert word in problem["errors"][0]["detail"]

    def test_codes_are_the_same_in_every_language(self) -> None:
        officer = person(Role.OFFICER, place("muscat"))
        body = {"type": "marriage", "title": {"ar": 1}}
        answers = [pointers_of(caller_for(officer, language=code).send("agreements/", body)) for code in ("ar", "en")]
        assert answers[0] == answers[1]
