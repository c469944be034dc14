"""The OpenAPI document: valid, kept, complete, the same for everybody."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from django.urls import URLResolver, get_resolver

from agreements.lifecycle import TRANSITIONS
from tests.api_callers import Caller, caller_for, problem_of
from twinning.api.openapi import as_json, as_yaml, document

KEPT = Path(__file__).resolve().parents[3] / "docs" / "openapi.yaml"
NOT_IN_THE_DOCUMENT = {"schema/", "docs/"}
UNSAFE = {"post", "patch", "put", "delete"}


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_kept_document_is_the_one_the_code_makes() -> None:
    """When this fails: manage.py spectacular --validate --fail-on-warn --lang en --file docs/openapi.yaml."""
    assert KEPT.read_bytes() == as_yaml()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_made_without_a_warning_and_is_valid(tmp_path: Path, language: str) -> None:
    made = tmp_path / "openapi.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, lang=language, file=str(made))
    assert made.read_text().startswith("openapi: 3.1.0")


def _addresses(resolver: URLResolver, prefix: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        found += _addresses(pattern, path) if isinstance(pattern, URLResolver) else [path]
    return found


def test_every_address_of_the_api_is_in_it() -> None:
    api = next(p for p in get_resolver().url_patterns if isinstance(p, URLResolver) and p.namespace == "api")
    shapes = {path.split("/api/v1/")[1].replace("{", "<").replace("}", ">") for path in document()["paths"]}
    for address in _addresses(api):
        if address not in NOT_IN_THE_DOCUMENT:
            plain = "/".join(
                f"<{part[1:-1].split(':')[-1]}>" if part.startswith("<") else part for part in address.split("/")
            )
            assert plain in shapes


def test_every_act_with_an_address_tells_its_laws() -> None:
    described = {operation["operationId"]: operation for _path, _method, operation in operations()}
    for act, transition in TRANSITIONS.items():
        operation = described.get(f"agreements_{act.value}")
        assert (operation is None) == (transition.capability is None)
        if operation:
            for rule in transition.rules:
                assert f"`{rule.code}`" in operation["description"]


def test_every_operation_has_a_summary_and_its_problems() -> None:
    for path, method, operation in operations():
        assert operation.get("summary"), (path, method)
        wanted = {"400", "401", "403", "404", "406", "429"} | ({"409", "413", "415"} if method in UNSAFE else set())
        assert wanted <= set(operation["responses"]), (path, method)


# What is the caller's own has nothing for anybody.
OF_THE_CALLER = ("/me/", "/notices/")
# Acts on records that are not agreements, by the end of their operation's name.
OTHER_ACTS = (
    *("_entries_accept", "_entries_return", "_entries_withdraw", "_close_create"),
    *("_reviews_answer", "_reviews_accept", "_reviews_return"),
    *("_void", "_revert", "_confirmation_answer", "_confirmation_ask", "_confirmation_settle"),
    *("projects_start", "projects_resume", "projects_stop", "projects_deliver"),
)


def test_changes_and_acts_want_if_match() -> None:
    for path, method, operation in operations():
        name = operation["operationId"]
        is_act = name.removeprefix("agreements_") in TRANSITIONS or name.endswith(OTHER_ACTS)
        is_change = method in ("patch", "put", "delete") or is_act
        headers = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
        is_conditional = "If-Match" in headers
        assert is_conditional or not is_change, (path, method)
        assert not is_conditional or method in UNSAFE, (path, method)
        assert ({"412", "428"} <= set(operation["responses"])) == is_conditional, (path, method)


# What is about the caller alone.
PERSONAL = ("/me/", "/notices/")


def test_writing_needs_somebody_and_reading_does_not() -> None:
    for path, method, operation in operations():
        is_open = {} in operation["security"]
        assert is_open == (method not in UNSAFE and not path.endswith(PERSONAL)), (path, method)


class TestServing:
    @pytest.mark.parametrize("accept", ["*/*", "application/yaml", "application/vnd.oai.openapi"])
    def test_it_is_served_as_yaml(self, accept: str) -> None:
        response = Caller().read("schema/", accept=accept)
        assert response.content == as_yaml()
        assert yaml.safe_load(response.content)["openapi"] == "3.1.0"

    @pytest.mark.parametrize("asked", [{"query": "?format=json"}, {"accept": "application/json"}])
    def test_it_is_served_as_json(self, asked: dict[str, str]) -> None:
        response = Caller().read("schema/" + asked.pop("query", ""), **asked)
        assert json.loads(response.content) == json.loads(as_json())
        assert "json" in response.headers["Content-Type"]

    def test_it_is_in_one_language_for_everybody(self) -> None:
        assert Caller(language="ar").read("schema/").content == Caller(language="en").read("schema/").content

    def test_a_format_it_is_not_made_in_is_a_problem_as_json(self) -> None:
        assert problem_of(Caller().read("schema/", accept="text/html"), 406)["code"] == "not_acceptable"

    @pytest.mark.parametrize("query", ["version=%0d%0a", "lang=../../x", "version=2"])
    def test_odd_parameters_do_no_harm(self, query: str) -> None:
        assert Caller().read(f"schema/?{query}").status_code == 200


@pytest.mark.django_db
class TestReader:
    @pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
    def test_the_page_speaks_the_asked_language_and_needs_no_script(self, language: str, direction: str) -> None:
        response = Client().get(f"/api/v1/docs/?lang={language}")
        html = response.content.decode()
        assert f'<html lang="{language}" dir="{direction}"' in html
        assert response.headers["Content-Language"] == language
        assert "agreements_submit" in html
        assert "<script>" not in html
        assert "style=" not in html
        other = "en" if language == "ar" else "ar"
        assert f'href="?lang={other}"' in html

    def test_the_page_holds_every_operation_and_every_shape_it_links_to(self) -> None:
        html = Client().get("/api/v1/docs/?lang=en").content.decode()
        for _path, _method, operation in operations():
            assert f'id="{operation["operationId"]}"' in html
        linked = {part.split('"')[0] for part in html.split('href="#shape-')[1:]}
        assert linked
        for name in linked:
            assert f'id="shape-{name}"' in html

    @pytest.mark.parametrize("language", ["fr", "../x", ""])
    def test_an_unknown_language_is_that_of_the_browser(self, language: str) -> None:
        response = Client(headers={"Accept-Language": "en"}).get("/api/v1/docs/", {"lang": language})
        assert response.headers["Content-Language"] == "en"

    def test_the_page_is_only_read(self) -> None:
        assert Client().post("/api/v1/docs/").status_code == 405


@pytest.mark.django_db
def test_the_entry_names_addresses_that_answer() -> None:
    caller = caller_for()
    addresses = caller.read("").json()
    assert set(addresses) >= {"agreements", "relationships", "cities", "focus_areas", "vocabularies", "me", "schema"}
    for name, address in addresses.items():
        assert caller.get(address).status_code == (401 if name == "me" else 200), name
