"""Problems: pointers, statuses, the language of the words."""

import pytest

from agreements.exceptions import AgainstTheLaw, Violation
from twinning.core.exceptions import Conflict, DomainError, FieldProblem, InvalidInput, NotPermitted, StaleVersion
from twinning.core.rest.problems import pointer_to, problem_response, titles


@pytest.mark.parametrize(
    ("field", "pointer"),
    [
        ("", ""),
        ("type", "/type"),
        ("title_ar", "/title/ar"),
        ("parties.1.name_en", "/parties/1/name/en"),
        ("due_diligence.political", "/due_diligence/political"),
        ("a/b~c", "/a~1b~0c"),
        ("ar", "/ar"),
    ],
)
def test_a_field_of_the_domain_has_its_json_pointer(field: str, pointer: str) -> None:
    assert pointer_to(field) == pointer


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InvalidInput([FieldProblem("type", "required", "Choose")]), 400),
        (NotPermitted("No"), 403),
        (StaleVersion("Old"), 412),
        (Conflict("Not now"), 409),
        (AgainstTheLaw([Violation("law", "The law", "parties")]), 409),
        (DomainError("No"), 409),
    ],
)
def test_each_refusal_of_the_domain_has_its_status(error: DomainError, status: int) -> None:
    response = problem_response(error, {})
    assert response is not None
    assert response.status_code == status


def test_laws_point_to_their_field_or_else_their_part() -> None:
    error = AgainstTheLaw([Violation("a", "A", "terms", "title"), Violation("b", "B", "parties")])
    assert [problem.field for problem in error.problems] == ["title", "parties"]


def test_what_nobody_foresaw_is_left_to_the_server() -> None:
    assert problem_response(RuntimeError("Oops"), {}) is None


def test_every_status_has_a_title() -> None:
    assert set(titles()) >= {400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 428, 429, 500, 503}
