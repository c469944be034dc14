"""Whatever is sent: an answer of the contract, never an error of ours."""

import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.api.serializers.acts import ActSerializer
from agreements.api.serializers.drafts import DraftInputSerializer
from agreements.filtersets import AgreementFilterSet
from tests.api_callers import Caller, caller_for
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db
QUICK = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Fields and values that lead past the first check, mixed with anything at all.
NAMES = sorted(
    {
        *DraftInputSerializer().fields,
        *ActSerializer().fields,
        *("ar", "en", "value", "precision", "role", "side", "city", "governorate", "name", "focus_area", "statement"),
        *("indicators", "target", "kind", "state", "dated", "number", "document", "political"),
    },
)
PLAUSIBLE = st.sampled_from(
    [
        *(287286, 2538475, -1, 10**19, 10**40, 1.5, 1e308, "", " ", "\0", "\u202e", "ع" * 6000, "heritage", "twinning"),
        *("lead_municipality", "partner_municipality", "governorate", "royal_decree", "granted", "renews", "separate"),
        *("day", "year", "unknown", "2024-02-31", "2024-02-28", "1984-01-01", "9999-12-31", "OM.06", True, None),
    ],
)
SCALARS = st.one_of(PLAUSIBLE, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text())
KEYS = st.one_of(st.sampled_from(NAMES), st.text(max_size=8))
BODIES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=25,
)
OBJECTS = st.dictionaries(KEYS, BODIES, max_size=6)


@pytest.fixture
def caller() -> Caller:
    focus_area("heritage")
    place("rabat")
    return caller_for(person(Role.APPROVER, place("muscat")))


def check(response: Any, *allowed: int) -> None:
    assert response.status_code in allowed, response.content[:500]
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["errors"] or response.json()["detail"]


@QUICK
@given(body=st.one_of(OBJECTS, BODIES))
def test_any_body_of_a_new_draft(caller: Caller, body: Any) -> None:
    check(caller.send("agreements/", json.dumps(body)), 201, 400, 403)


@QUICK
@given(body=OBJECTS)
def test_any_body_of_a_change(caller: Caller, body: Any) -> None:
    draft = AgreementFactory()
    check(caller.change(f"agreements/{draft.public_id}/", json.dumps(body)), 200, 400)


@QUICK
@given(body=st.one_of(OBJECTS, BODIES), act=st.sampled_from(["submit", "withdraw", "record-historical", "sign"]))
def test_any_body_of_an_act(caller: Caller, body: Any, act: str) -> None:
    draft = AgreementFactory()
    check(caller.act(draft.public_id, act, json.dumps(body)), 200, 400, 409)


@QUICK
@given(body=st.binary(max_size=200))
def test_any_bytes(caller: Caller, body: bytes) -> None:
    check(caller.send("agreements/", body), 201, 400)


@QUICK
@given(
    query=st.dictionaries(
        st.one_of(st.sampled_from([*AgreementFilterSet.base_filters, "page", "page_size", "format"]), st.text()),
        st.one_of(st.text(), st.integers().map(str), st.sampled_from(["1984", "2024-02-31", "OM", "-signed", "true"])),
        max_size=4,
    ),
)
def test_any_query(caller: Caller, query: dict[str, str]) -> None:
    check(caller.get("/api/v1/agreements/", query), 200, 400, 404)


@QUICK
@given(header=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_any_condition(caller: Caller, header: str) -> None:
    draft = AgreementFactory()
    path = f"agreements/{draft.public_id}/"
    check(caller.read(path, if_none_match=header), 200, 304)
    check(caller.change(path, {}, tag=header), 200, 412, 428)
