"""The pages of projects: recorded with milestones, taken further, voided; a place on the map is drawn and told."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from agreements.choices import ProjectState, Status, Visibility
from agreements.models import Agreement, Project
from tests.agreements.views.pages import text_of, version_of
from tests.factories.agreement_parts import ProjectFactory
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


def url(name: str, *args: Any) -> str:
    with translation.override("en"):
        return reverse(f"agreements:{name}", args=args)


def typed(agreement: Agreement, **given: Any) -> dict[str, Any]:
    answers = {
        "key": "k",
        "name_en": "Model neighbourhood",
        "city": str(agreement.owner_city_id),
        "place": "Old harbour",
        "latitude": "٢٣٫٦٢٠٥",
        "longitude": "58.5669",
        "budget": "1,900,000",
        "currency": "OMR",
        "target_groups": ["older_people", "persons_with_disabilities"],
        "milestones-count": "2",
        "milestones-0-name_en": "Listening",
        "milestones-0-done": "3/2025",
        "milestones-1-name_en": "Building",
        "milestones-1-due": "2027",
        "visibility": "public",
    }
    return {**answers, **given}


def test_a_project_is_recorded_with_its_milestones(client: Client, agreement: Agreement, officer: User) -> None:
    client.force_login(officer)
    assert client.post(url("project_add", agreement.public_id), typed(agreement)).status_code == 302
    project = Project.objects.get()
    assert (project.latitude, project.longitude) == (23.6205, 58.5669)
    assert [step.is_done for step in project.milestones.all()] == [True, False]
    text = text_of(client.get(url("project_detail", project.public_id)))
    assert "Older people" in text
    assert "1 of 2 milestones reached" in text
    assert "locator-picture" in text


def test_asking_for_another_milestone_loses_nothing(client: Client, agreement: Agreement, officer: User) -> None:
    client.force_login(officer)
    response = client.post(url("project_add", agreement.public_id), typed(agreement, act="more"))
    assert response.context["form"].count_name in text_of(response)
    assert len(response.context["form"].rows) == 3
    assert "Listening" in text_of(response)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name_en": ""}, "Fill in: Name of the project in English"),
        ({"latitude": "95"}, "A latitude lies between"),
        ({"latitude": ""}, "A place on the map needs both coordinates."),
        ({"latitude": "1.1234567"}, "at most six digits"),
        ({"ends": "2020", "starts": "2021"}, "The end cannot lie before the beginning."),
        ({"milestones-0-done": "2199"}, "this day lies ahead"),
        ({"city": "1"}, "choose from the list"),
    ],
)
def test_what_cannot_be_comes_back_with_everything_that_was_typed(
    client: Client, agreement: Agreement, officer: User, given: dict[str, Any], words: str
) -> None:
    client.force_login(officer)
    response = client.post(url("project_add", agreement.public_id), typed(agreement, **given))
    assert response.status_code == 422
    assert words in text_of(response)
    assert "Old harbour" in text_of(response)


def test_acts_lead_from_planned_to_delivered(client: Client, agreement: Agreement, officer: User) -> None:
    project = ProjectFactory(agreement=agreement)
    client.force_login(officer)
    for act, given in (("start", {}), ("deliver", {"result_en": "A quarter for everybody"})):
        page = url("project_act", project.public_id, act)
        version = version_of(client, page)
        response = client.post(page, {"on": "5/3/2026", "version": version, **given})
        assert response.status_code == 302, text_of(response)
    project.refresh_from_db()
    assert (project.state, project.result_en) == (ProjectState.DELIVERED, "A quarter for everybody")


def test_an_act_that_does_not_start_here_leads_back(client: Client, agreement: Agreement, officer: User) -> None:
    project = ProjectFactory(agreement=agreement, state=ProjectState.DELIVERED)
    client.force_login(officer)
    given = {"on": "5/3/2026", "version": "1", "reason": "x"}
    response = client.post(url("project_act", project.public_id, "stop"), given)
    assert response.headers["Location"] == url("project_detail", project.public_id)
    assert client.get(url("project_act", project.public_id, "explode")).status_code == 404


def test_a_button_marks_a_milestone_as_reached(client: Client, agreement: Agreement, officer: User) -> None:
    project = ProjectFactory(agreement=agreement)
    project.milestones.create(position=0, name_en="Design")
    page = url("milestone_reached", project.public_id, 0)
    assert client.post(page).status_code == 302
    assert not project.milestones.get().is_done
    client.force_login(officer)
    client.post(page)
    assert project.milestones.get().is_done
    assert client.post(url("milestone_reached", project.public_id, 9)).status_code == 404


def test_internal_projects_are_not_there_for_others(client: Client, agreement: Agreement, officer: User) -> None:
    project = ProjectFactory(agreement=agreement, visibility=Visibility.INTERNAL, name_en="Secret works")
    assert client.get(url("project_detail", project.public_id)).status_code == 404
    assert "Secret works" not in text_of(client.get(url("project_list")))
    client.force_login(officer)
    assert "Secret works" in text_of(client.get(url("project_list"), {"state": "planned"}))


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
    client: Client, agreement: Agreement, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        ProjectFactory(agreement=agreement)
    with django_assert_max_num_queries(14):
        client.get(url("project_list"))
