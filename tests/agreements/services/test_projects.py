"""Projects: recorded with place, money and milestones; from planned to delivered or stopped by acts alone."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from agreements.choices import ProjectState, Status, TargetGroup, Visibility
from agreements.exceptions import ActNotPermitted, AlreadyVoid, NotFollowedYet, WrongProjectState
from agreements.models import Agreement, Project
from agreements.policies import ProjectPolicy
from agreements.project_states import PROJECT_TRANSITIONS, ProjectAct
from agreements.services.project_states import perform_on_project, reach_milestone
from agreements.services.projects import MilestoneInput, ProjectInput, change_project, record_project, void_project
from tests.agreements.services.acting import AT, TODAY, codes
from tests.factories.accounts import person
from tests.factories.agreement_parts import ProjectFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate
from twinning.core.exceptions import InvalidInput, StaleVersion

pytestmark = pytest.mark.django_db
STEPS = (
    MilestoneInput(name_ar="الاستماع إلى السكان", due=PartialDate.year(2025), done=PartialDate.year(2025)),
    MilestoneInput(name_ar="التنفيذ", due=PartialDate.day(datetime.date(2027, 5, 1))),
)


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


def answers(**given: Any) -> ProjectInput:
    values: dict[str, Any] = {"city": place("muscat"), "name_ar": "الحي النموذجي"}
    return ProjectInput(**{**values, **given})


def recorded(agreement: Agreement, by: User, **given: Any) -> Project:
    return record_project(agreement, answers(**given), by=by, at=AT, today=TODAY)


def test_a_model_neighbourhood_fits(agreement: Agreement, officer: User) -> None:
    project = recorded(
        agreement,
        officer,
        purposes=[agreement.purposes.get()],
        place="العبدلي",
        latitude=31.9632,
        longitude=35.9106,
        budget=Decimal(1900000),
        spent=Decimal(640000),
        currency="JOD",
        funding_source="أمانة عمّان الكبرى",
        target_groups=[TargetGroup.OLDER_PEOPLE, TargetGroup.PERSONS_WITH_DISABILITIES],
        local_adaptation_ar="بقيت الظلال والأدراج عمّانية",
        milestones=STEPS,
    )
    project.refresh_from_db()
    assert (project.state, project.version) == (ProjectState.PLANNED, 1)
    assert project.target_groups == ["older_people", "persons_with_disabilities"]
    assert [(step.name, step.is_done) for step in project.milestones.all()] == [
        ("الاستماع إلى السكان", True),
        ("التنفيذ", False),
    ]


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"name_ar": ""}, "name_ar", "required"),
        ({"latitude": 31.9}, "longitude", "required"),
        ({"longitude": 31.9}, "latitude", "required"),
        ({"latitude": 91.0, "longitude": 0.0}, "latitude", "out_of_range"),
        ({"latitude": 0.0, "longitude": 181.0}, "longitude", "out_of_range"),
        ({"budget": Decimal(1)}, "currency", "required"),
        ({"spent": Decimal(1)}, "currency", "required"),
        ({"budget": Decimal(1), "spent": Decimal(-1), "currency": "JOD"}, "spent", "too_small"),
        ({"starts": PartialDate.year(2026), "ends": PartialDate.year(2025)}, "ends", "before_start"),
        ({"milestones": [MilestoneInput()]}, "milestones.0.name_ar", "required"),
        (
            {"milestones": [*STEPS, MilestoneInput(name_ar="خطوة", done=PartialDate.year(2027))]},
            "milestones.2.done",
            "in_the_future",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_field(
    agreement: Agreement, officer: User, given: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        recorded(agreement, officer, **given)
    assert codes(refusal.value) == {field: code}


def test_nothing_is_recorded_before_the_agreement_is_published_or_by_strangers(
    agreement: Agreement, officer: User
) -> None:
    with pytest.raises(NotFollowedYet):
        recorded(AgreementFactory(partners=[place("kobe")]), officer)
    with pytest.raises(ActNotPermitted):
        recorded(agreement, person(Role.OFFICER, place("kobe")))


@pytest.mark.parametrize("act", ProjectAct)
@pytest.mark.parametrize("state", ProjectState)
def test_a_project_goes_on_by_the_table_alone(
    agreement: Agreement, officer: User, act: ProjectAct, state: ProjectState
) -> None:
    project = ProjectFactory(agreement=agreement, state=state)
    given: dict[str, Any] = {"by": officer, "at": AT, "today": TODAY, "reason": "سبب", "result_ar": "نتيجة"}
    if state in PROJECT_TRANSITIONS[act].sources:
        moved = perform_on_project(act, project, **given)
        assert (moved.state, moved.version) == (PROJECT_TRANSITIONS[act].target, 2)
    else:
        with pytest.raises(WrongProjectState):
            perform_on_project(act, project, **given)


@pytest.mark.parametrize(
    ("act", "state", "given", "field"),
    [
        (ProjectAct.DELIVER, ProjectState.RUNNING, {}, "result_ar"),
        (ProjectAct.STOP, ProjectState.RUNNING, {}, "reason"),
        (ProjectAct.RESUME, ProjectState.STOPPED, {}, "reason"),
        (ProjectAct.START, ProjectState.PLANNED, {"on": PartialDate.year(2027)}, "on"),
    ],
)
def test_an_act_asks_for_what_it_needs(
    agreement: Agreement, officer: User, act: ProjectAct, state: ProjectState, given: dict[str, Any], field: str
) -> None:
    project = ProjectFactory(agreement=agreement, state=state)
    with pytest.raises(InvalidInput) as refusal:
        perform_on_project(act, project, by=officer, at=AT, today=TODAY, **given)
    assert field in codes(refusal.value)


def test_a_milestone_is_reached_once(agreement: Agreement, officer: User) -> None:
    project = recorded(agreement, officer, milestones=STEPS)
    given: dict[str, Any] = {"by": officer, "at": AT, "today": TODAY}
    for day in (TODAY, TODAY - datetime.timedelta(days=9)):
        reach_milestone(project, 1, on=PartialDate.day(day), **given)
    assert project.milestones.get(position=1).done == PartialDate.day(TODAY)


def test_a_change_keeps_the_rows_of_milestones_and_a_stale_one_is_refused(agreement: Agreement, officer: User) -> None:
    project = recorded(agreement, officer, milestones=STEPS)
    first = project.milestones.get(position=0).pk
    given: dict[str, Any] = {"by": officer, "at": AT, "today": TODAY, "expected_version": 1}
    change_project(project, answers(milestones=STEPS[:1]), **given)
    assert [step.pk for step in project.milestones.all()] == [first]
    with pytest.raises(StaleVersion):
        change_project(project, answers(), **given)


def test_a_voided_project_is_in_no_list(agreement: Agreement, officer: User) -> None:
    project = recorded(agreement, officer)
    void_project(project, reason="خطأ", by=officer, at=AT, today=TODAY)
    assert not ProjectPolicy.readable_by(officer).exists()
    assert ProjectPolicy.on_record_for(officer).exists()
    assert not ProjectPolicy.on_record_for(person(Role.OFFICER, place("kobe"))).exists()
    with pytest.raises(AlreadyVoid):
        perform_on_project(ProjectAct.START, project, by=officer, at=AT, today=TODAY)


@pytest.mark.parametrize(("where", "sees"), [("muscat", True), ("rabat", True), ("kobe", False)])
def test_internal_projects_are_for_insiders(agreement: Agreement, where: str, sees: bool) -> None:
    ProjectFactory(agreement=agreement, visibility=Visibility.INTERNAL)
    assert ProjectPolicy.readable_by(person(Role.OFFICER, place(where))).exists() is sees
