"""What happened under the made-up agreements, recorded as their officers would: activities, projects, measurements."""

import datetime
from decimal import Decimal

from agreements.choices import ActivityType, ProjectState, TargetGroup
from agreements.models import Activity, Agreement, Project
from agreements.project_states import ProjectAct
from agreements.services.activities import ActivityInput, record_activity
from agreements.services.measurements import MeasurementInput, record_measurement
from agreements.services.project_states import perform_on_project
from agreements.services.projects import MilestoneInput, ProjectInput, record_project
from twinning.core.dates import PartialDate
from twinning.demo.cast import Cast
from twinning.demo.days import DemoCalendar, moment
from twinning.demo.drafts import public_id_of
from twinning.demo.entries import ActivityEntry, AgreementEntry, MilestoneEntry, ProjectEntry

ACTS_TO = {
    ProjectState.PLANNED: (),
    ProjectState.RUNNING: (ProjectAct.START,),
    ProjectState.DELIVERED: (ProjectAct.START, ProjectAct.DELIVER),
    ProjectState.STOPPED: (ProjectAct.STOP,),
}


class FollowUp:
    """Everything that followed one agreement which has just been entered."""

    def __init__(self, agreement: Agreement, entry: AgreementEntry, cast: Cast, calendar: DemoCalendar) -> None:
        self._agreement = agreement
        self._entry = entry
        self._cast = cast
        self._calendar = calendar
        self._purposes = list(agreement.purposes.all())
        self._officer = cast.officer(entry.lead)

    def write(self) -> None:
        """Add measurements, projects and activities, and say how the relationship stands."""
        self._measure()
        for number, project in enumerate(self._entry.projects):
            self._add_project(f"{self._entry.key}/{number}", project)
        relationship = self._agreement.relationship
        if relationship is None:
            return
        for number, activity in enumerate(self._entry.activities):
            self._add_activity(f"{self._entry.key}/{number}", activity)

    def _measure(self) -> None:
        for purpose, purpose_entry in zip(self._purposes, self._entry.purposes, strict=True):
            for indicator, indicator_entry in zip(purpose.indicators.all(), purpose_entry.indicators, strict=True):
                for measured in indicator_entry.values:
                    day = self._calendar.day(measured.day)
                    record_measurement(
                        indicator,
                        MeasurementInput(Decimal(measured.value), PartialDate.day(day), measured.source),
                        by=self._officer,
                        at=moment(day),
                        today=day,
                    )

    def _add_activity(self, key: str, entry: ActivityEntry) -> Activity:
        answers = ActivityInput(
            type=ActivityType(entry.type),
            title_ar=entry.title.ar,
            title_en=entry.title.en,
            starts=self._calendar.date(entry.on),
            ends=self._calendar.optional_date(entry.ends),
            city=self._cast.cities.get(entry.city),
            place=entry.place,
            purposes=[self._purposes[number] for number in entry.purposes],
            participants=entry.people or {},
            cost=Decimal(entry.cost.amount) if entry.cost else None,
            currency=entry.cost.currency if entry.cost else "",
            funding_source=entry.funding,
            result_ar=entry.result.ar,
            result_en=entry.result.en,
        )
        day = self._calendar.day(entry.on)
        return record_activity(
            self._agreement,
            answers,
            by=self._officer,
            at=moment(day),
            today=day,
            public_id=public_id_of("activity", key),
        )

    def _add_project(self, key: str, entry: ProjectEntry) -> None:
        answers = ProjectInput(
            city=self._cast.cities[entry.city],
            name_ar=entry.name.ar,
            name_en=entry.name.en,
            purposes=[self._purposes[number] for number in entry.purposes],
            place=entry.place,
            latitude=entry.at[0],
            longitude=entry.at[1],
            starts=self._calendar.date(entry.starts),
            ends=self._calendar.date(entry.ends),
            budget=Decimal(entry.budget.amount),
            spent=None if entry.spent is None else Decimal(entry.spent),
            currency=entry.budget.currency,
            funding_source=entry.funding,
            target_groups=[TargetGroup(group) for group in entry.groups],
            local_adaptation_ar=entry.adaptation.ar,
            local_adaptation_en=entry.adaptation.en,
            result_ar=entry.result.ar,
            result_en=entry.result.en,
            milestones=[self._milestone(milestone) for milestone in entry.milestones],
        )
        today = self._calendar.today
        project = record_project(
            self._agreement,
            answers,
            by=self._officer,
            at=moment(today),
            today=today,
            public_id=public_id_of("project", key),
        )
        for act in ACTS_TO[ProjectState(entry.state)]:
            self._perform(act, project, entry, today)

    def _perform(self, act: ProjectAct, project: Project, entry: ProjectEntry, today: datetime.date) -> None:
        is_last = act != ProjectAct.START
        perform_on_project(
            act,
            project,
            by=self._officer,
            at=moment(today, 10),
            today=today,
            on=self._calendar.date(entry.ends if is_last else entry.starts),
            reason=entry.reason,
        )

    def _milestone(self, entry: MilestoneEntry) -> MilestoneInput:
        return MilestoneInput(
            name_ar=entry.name.ar,
            name_en=entry.name.en,
            due=self._calendar.date(entry.due),
            done=self._calendar.optional_date(entry.done),
        )
