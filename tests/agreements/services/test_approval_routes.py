"""The approval routes that are evidenced, and what an administrator makes of them."""

import pytest

from agreements.models import ApprovalRoute, ApprovalStep
from agreements.services.approval_routes import load_approval_routes
from tests.factories.places import country

ROUTES: dict[str | None, list[tuple[str, str, int | None]]] = {
    None: [("council_decision", "signing", None), ("ministerial_approval", "signing", None)],
    "OM": [("royal_decree", "signing", None), ("gazette_publication", "nothing", None)],
    "JO": [("council_decision", "signing", None)],
    "MA": [("council_decision", "signing", None), ("state_review", "signing", None)],
    "TR": [("council_decision", "signing", None), ("ministerial_approval", "signing", None)],
    "FR": [("state_review", "force", None)],
    "AU": [("state_review", "signing", None), ("state_review", "nothing", 14)],
}


@pytest.fixture(autouse=True)
def countries(db: None) -> None:
    for code in ROUTES:
        if code:
            country(code)


def routes() -> dict[str | None, list[tuple[str, str, int | None]]]:
    return {
        route.country_id: [(step.kind, step.blocks, step.clock_days) for step in route.steps.all()]
        for route in ApprovalRoute.objects.all()
    }


def test_each_country_has_the_steps_that_are_evidenced() -> None:
    assert load_approval_routes() == len(ROUTES)
    assert routes() == ROUTES


def test_loading_again_changes_nothing_an_administrator_edited() -> None:
    load_approval_routes()
    jordan = ApprovalRoute.objects.get(country="JO")
    jordan.name_en = "Route of our ministry"
    jordan.save()
    jordan.steps.all().delete()
    ApprovalStep.objects.create(route=jordan, kind="ministerial_approval")
    load_approval_routes()
    jordan.refresh_from_db()
    assert jordan.name_en == "Route of our ministry"
    assert routes()["JO"] == [("ministerial_approval", "signing", None)]


def test_loading_again_adds_what_is_missing() -> None:
    load_approval_routes()
    ApprovalRoute.objects.get(country="FR").delete()
    load_approval_routes()
    assert routes() == ROUTES


def test_every_step_names_its_authority_in_both_languages() -> None:
    load_approval_routes()
    assert not ApprovalStep.objects.filter(authority_ar="").exists()
    assert not ApprovalStep.objects.filter(authority_en="").exists()
