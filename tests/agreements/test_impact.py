"""Impact: every figure equals its rows, nothing hidden counts, currencies are never added, few questions are asked."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import translation

from agreements.choices import ActivityType, ProjectState, Status, Visibility
from agreements.impact import impact_of, scope_of_agreement, scope_of_city, scope_of_focus_area
from agreements.models import Activity, Agreement
from tests.agreements.services.acting import TODAY
from tests.factories.agreement_parts import ActivityFactory, IndicatorFactory, MeasurementFactory, ProjectFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(
        status=Status.IN_FORCE, goals=["cultural_diplomacy"], axes=["human_cultural", "material_economic"]
    )
    return made


def activity_of(agreement: Agreement, people: dict[str, int] | None = None, **fields: Any) -> Activity:
    made: Activity = ActivityFactory(agreement=agreement, relationship=agreement.relationship, **fields)
    for group, count in (people or {}).items():
        made.participants.create(target_group=group, people=count)
    made.purposes.set(agreement.purposes.all())
    return made


def fill(agreement: Agreement) -> None:
    """Two activities and a hidden one, three projects and a hidden one, one target reached from above."""
    activity_of(agreement, {"youth": 20, "": 4})
    activity_of(agreement, {"youth": 5, "older_people": 7}, type=ActivityType.ADOPTED_POLICY)
    activity_of(agreement, {"youth": 1000}, visibility=Visibility.INTERNAL)
    for currency, budget in (("JOD", 100), ("JOD", 50), ("EUR", 30)):
        project = ProjectFactory(
            agreement=agreement, state=ProjectState.DELIVERED, budget=Decimal(budget), currency=currency
        )
        project.purposes.set(agreement.purposes.all())
    ProjectFactory(agreement=agreement, visibility=Visibility.INTERNAL, budget=Decimal(9), currency="JOD")
    falling = IndicatorFactory(
        purpose=agreement.purposes.get(), baseline=Decimal(60), target=Decimal(10), direction="fall"
    )
    MeasurementFactory(indicator=falling, value=Decimal(9))


def test_figures_add_up_and_nothing_hidden_counts(agreement: Agreement, officer: User) -> None:
    fill(agreement)
    public = impact_of(scope_of_agreement(agreement), person=NOBODY, today=TODAY)
    assert {figure.code: figure.number for figure in public.people} == {"older_people": 7, "youth": 25, "others": 4}
    assert public.people_total.number == 36
    assert (public.practices.number, public.delivered.number) == (1, 3)
    assert [(m.currency, int(m.budget or 0), m.projects) for m in public.money] == [("EUR", 30, 1), ("JOD", 150, 2)]
    assert [m.spent for m in public.money] == [None, None]
    assert (public.targets.total, public.targets.measured, public.targets.reached) == (2, 1, 1)
    whole = impact_of(scope_of_agreement(agreement), person=officer, today=TODAY)
    assert whole.people_total.number == 1036
    assert sum(figure.number for figure in whole.projects) == 4


def test_the_axes_and_goals_of_the_agreement_take_its_results(agreement: Agreement) -> None:
    fill(agreement)
    impact = impact_of(scope_of_agreement(agreement), person=NOBODY, today=TODAY)
    figures = {tag.code: (tag.activities.number, tag.people.number, tag.delivered.number) for tag in impact.axes}
    assert figures == {"human_cultural": (2, 36, 3), "material_economic": (2, 36, 3)}
    assert {tag.code: tag.people.number for tag in impact.goals if tag.people.number} == {"cultural_diplomacy": 36}


@pytest.mark.parametrize("about", ["agreement", "city", "focus"])
def test_every_figure_opens_as_many_rows(client: Client, agreement: Agreement, about: str) -> None:
    fill(agreement)
    fill(AgreementFactory(status=Status.IN_FORCE, owner_city=place("amman"), focus=("water",)))
    scope = {
        "agreement": scope_of_agreement(agreement),
        "city": scope_of_city(agreement.owner_city),
        "focus": scope_of_focus_area(focus_area("culture")),
    }[about]
    impact = impact_of(scope, person=NOBODY, today=TODAY)
    with translation.override("en"):
        lists = {"activity": reverse("agreements:activity_list"), "project": reverse("agreements:project_list")}
    tags = [*impact.axes, *impact.goals]
    counted = [(lists["activity"], figure) for figure in (*impact.grades, impact.practices)]
    counted += [(lists["activity"], tag.activities) for tag in tags]
    counted += [(lists["project"], figure) for figure in (*impact.projects, *(tag.delivered for tag in tags))]
    for address, figure in counted:
        page = client.get(address, figure.filters).context["page"]
        assert page.paginator.count == figure.number, figure
    assert impact.people_total.number == 36


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_what_is_not_signed_has_no_impact(status: Status, officer: User) -> None:
    draft = AgreementFactory(status=status)
    assert impact_of(scope_of_agreement(draft), person=officer, today=TODAY).is_empty


def test_the_pages_ask_few_questions_however_much_there_is(
    client: Client, agreement: Agreement, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        fill(agreement)
    with translation.override("en"):
        addresses = [
            reverse("agreements:agreement_impact", args=[agreement.public_id]),
            reverse("cities:city_impact", args=[agreement.owner_city_id]),
            reverse("focus_areas:focus_area_impact", args=["culture"]),
        ]
    for address in addresses:
        with django_assert_max_num_queries(16):
            response = client.get(address)
        assert response.status_code == 200
        assert "Nothing is recorded yet" not in response.content.decode()


def test_a_hidden_agreement_has_no_page(client: Client) -> None:
    hidden = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL)
    with translation.override("en"):
        assert client.get(reverse("agreements:agreement_impact", args=[hidden.public_id])).status_code == 404
