"""Relationships through the API."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.choices import Origin, Status, Visibility, Vitality
from tests.api_callers import caller_for, pointers_of, problem_of
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.places import place
from twinning.accounts.roles import Role
from twinning.core.dates import Precision

pytestmark = pytest.mark.django_db


def test_a_tie_shows_origin_members_since_and_vitality_with_reasons() -> None:
    relationship_of(
        place("muscat"),
        place("rabat"),
        since_on=datetime.date(1988, 1, 1),
        since_on_precision=Precision.YEAR,
        vitality=Vitality.QUIET,
        vitality_reasons=[{"code": "silent", "is_good": False, "numbers": {"months": 14}}],
    )
    agreement = AgreementFactory(status=Status.IN_FORCE)
    row = caller_for().read("relationships/").json()["results"][0]
    assert row["id"] == str(agreement.relationship.public_id)
    assert row["origin"] == "registered"
    assert row["since"] == {"value": "1988-01-01", "precision": "year"}
    assert row["vitality"] == "quiet"
    (reason,) = row["vitality_reasons"]
    assert (reason["code"], reason["is_good"], reason["numbers"]) == ("silent", False, {"months": 14})
    assert reason["text"] == {
        "ar": "لم يُسجَّل أي نشاط جوهري منذ 14 شهرًا.",
        "en": "No substantive activity for 14 months.",
    }
    assert [(member["side"], member["city"]["name"]["en"]) for member in row["members"]] == [
        ("lead", "Muscat"),
        ("partner", "Rabat"),
    ]


def test_a_tie_holds_those_of_its_agreements_that_the_caller_may_read() -> None:
    public = AgreementFactory(status=Status.IN_FORCE)
    internal = AgreementFactory(status=Status.SIGNED, visibility=Visibility.INTERNAL)
    path = f"relationships/{public.relationship.public_id}/"
    assert [row["id"] for row in caller_for().read(path).json()["agreements"]] == [str(public.public_id)]
    insider = caller_for(person(Role.OFFICER, place("rabat"))).read(path)
    assert {row["id"] for row in insider.json()["agreements"]} == {str(public.public_id), str(internal.public_id)}


def test_a_tie_without_an_agreement_the_caller_may_read_is_not_there() -> None:
    hidden = AgreementFactory(status=Status.SUBMITTED)
    path = f"relationships/{hidden.relationship.public_id}/"
    problem_of(caller_for().read(path), 404)
    problem_of(caller_for(person(Role.OFFICER, place("amman"))).read(path), 404)
    assert caller_for().read("relationships/").json()["count"] == 0
    assert caller_for(person(Role.OFFICER, place("muscat"))).read(path).status_code == 200


def test_reference_ties_are_public_and_kept_apart() -> None:
    tie = relationship_of(place("muscat"), place("kobe"), origin=Origin.REFERENCE, source="Wikidata")
    caller = caller_for()
    assert caller.read("relationships/").json()["count"] == 0
    rows = caller.read("relationships/?origin=reference").json()["results"]
    assert [(row["id"], row["source"]) for row in rows] == [(str(tie.public_id), "Wikidata")]


def test_an_unknown_filter_is_named() -> None:
    response = caller_for().read("relationships/?members_key=c:1")
    assert pointers_of(response) == {"/members_key": "unknown_parameter"}


def test_the_tag_moves_with_the_agreements_that_the_caller_reads() -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    caller = caller_for()
    path = f"relationships/{agreement.relationship.public_id}/"
    tag = caller.read(path).headers["ETag"]
    assert caller.read(path, if_none_match=tag).status_code == 304
    AgreementFactory(status=Status.SUBMITTED)
    assert caller.read(path, if_none_match=tag).status_code == 304
    AgreementFactory(status=Status.SIGNED)
    assert caller.read(path, if_none_match=tag).status_code == 200


def test_fifty_ties_take_few_queries_whatever_their_number() -> None:
    counts = []
    for partners in (["rabat", "kobe"], ["doha", "cork", "ankara", "amman"]):
        for name in partners:
            AgreementFactory(status=Status.IN_FORCE, partners=[place(name)])
        with CaptureQueriesContext(connection) as queries:
            caller_for().read("relationships/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
