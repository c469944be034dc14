"""The approval routes that are evidenced, and what an administrator makes of them."""

import pytest

from agreements.lifecycle import Act
from agreements.models import Agreement, ApprovalRoute, ApprovalStep
from agreements.services.approval_routes import load_approval_routes
from agreements.services.lifecycle import perform
from tests.agreements.services.acting import AT, TODAY
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country, place

ROUTES: dict[str | None, list[tuple[str, str, int | None]]] = {
    None: [("council_decision", "signing", None), ("ministerial_approval", "signing", None)],
    "OM": [("royal_decree", "signing", None), ("gazette_publication", "nothing", None)],
    "JO": [("council_decision", "signing", None)],
    "MA": [("council_decision", "signing", None), ("state_review", "signing", None)],
    "TR": [("council_decision", "signing", None), ("ministerial_approval", "signing", None)],
    "FR": [("state_review", "force", None), ("state_review", "nothing", 62)],
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


def test_the_clocks_say_from_when_they_count_and_what_silence_means() -> None:
    load_approval_routes()
    steps = ApprovalStep.objects.exclude(clock_days=None).order_by("route__country")
    assert [(step.route.country_id, step.clock_from, step.on_lapse) for step in steps] == [
        ("AU", "signing", "overdue"),
        ("FR", "step_before", "deemed"),
    ]


def submitted(lead: str, *partners: str) -> Agreement:
    load_approval_routes()
    made = AgreementFactory(owner_city=place(lead), partners=[place(name) for name in partners])
    return perform(Act.SUBMIT, agreement=made, by=None, at=AT, today=TODAY)


def test_the_route_of_the_other_country_is_kept_for_information() -> None:
    steps = submitted("muscat", "rabat", "casablanca").authorisations.order_by("position")
    assert [(step.kind, step.side, step.blocks, step.recorded_by) for step in steps] == [
        ("royal_decree", "lead", "signing", "reviewer"),
        ("gazette_publication", "lead", "nothing", "reviewer"),
        ("council_decision", "partner", "nothing", "officer"),
        ("state_review", "partner", "nothing", "officer"),
    ]


def test_a_country_without_a_route_of_its_own_adds_nothing_to_the_other_side() -> None:
    assert not submitted("muscat", "kobe").authorisations.filter(side="partner").exists()


def test_the_clocks_of_the_other_side_do_not_run_here() -> None:
    assert submitted("muscat", "toulouse").authorisations.filter(due_on__isnull=False).count() == 0
    assert not submitted("kobe", "sydney").authorisations.filter(side="partner", clock_days__isnull=False).exists()
