"""What happened under the made-up agreements: activities, projects, measurements, vitality.

These have no services yet: they come with the follow-up of agreements. Vitality is an illustration, not computed.
"""

from decimal import Decimal

from agreements.choices import Vitality
from agreements.models import (
    Activity,
    ActivityParticipants,
    Agreement,
    Measurement,
    Milestone,
    Project,
    Relationship,
)
from twinning.demo.cast import Cast
from twinning.demo.days import DemoCalendar
from twinning.demo.drafts import public_id_of
from twinning.demo.entries import ActivityEntry, AgreementEntry, ProjectEntry, VitalityEntry, read_data


class FollowUp:
    """Everything that followed one agreement which has just been entered."""

    def __init__(self, agreement: Agreement, entry: AgreementEntry, cast: Cast, calendar: DemoCalendar) -> None:
        self._agreement = agreement
        self._entry = entry
        self._cast = cast
        self._calendar = calendar
        self._purposes = list(agreement.purposes.all())

    def write(self) -> None:
        """Add measurements, projects and activities, and say how the relationship stands."""
        self._measure()
        for number, project in enumerate(self._entry.projects):
            self._add_project(f"{self._entry.key}/{number}", project)
        relationship = self._agreement.relationship
        if relationship is None:
            return
        for number, activity in enumerate(self._entry.activities):
            self._add_activity(relationship, f"{self._entry.key}/{number}", activity)
        if self._entry.vitality:
            set_vitality(relationship, self._entry.vitality, self._calendar)

    def _measure(self) -> None:
        for purpose, purpose_entry in zip(self._purposes, self._entry.purposes, strict=True):
            for indicator, indicator_entry in zip(purpose.indicators.all(), purpose_entry.indicators, strict=True):
                Measurement.objects.bulk_create(
                    Measurement(
                        indicator=indicator,
                        value=Decimal(measured.value),
                        as_of=self._calendar.day(measured.day),
                        source=measured.source,
                    )
                    for measured in indicator_entry.values
                )

    def _add_activity(self, relationship: Relationship, key: str, entry: ActivityEntry) -> None:
        activity = Activity(
            public_id=public_id_of("activity", key),
            relationship=relationship,
            agreement=self._agreement,
            type=entry.type,
            title_ar=entry.title.ar,
            title_en=entry.title.en,
            city=self._cast.cities.get(entry.city),
            place=entry.place,
            cost=Decimal(entry.cost.amount) if entry.cost else None,
            currency=entry.cost.currency if entry.cost else "",
            funding_source=entry.funding,
            result_ar=entry.result.ar,
            result_en=entry.result.en,
            is_fictional=True,
        )
        activity.starts = self._calendar.date(entry.on)
        activity.ends = self._calendar.optional_date(entry.ends)
        activity.save()
        activity.purposes.set([self._purposes[number] for number in entry.purposes])
        ActivityParticipants.objects.bulk_create(
            ActivityParticipants(activity=activity, target_group=group, people=people)
            for group, people in (entry.people or {}).items()
        )

    def _add_project(self, key: str, entry: ProjectEntry) -> None:
        project = Project(
            public_id=public_id_of("project", key),
            agreement=self._agreement,
            name_ar=entry.name.ar,
            name_en=entry.name.en,
            state=entry.state,
            city=self._cast.cities[entry.city],
            place=entry.place,
            latitude=entry.at[0],
            longitude=entry.at[1],
            budget=Decimal(entry.budget.amount),
            currency=entry.budget.currency,
            funding_source=entry.funding,
            target_groups=list(entry.groups),
            local_adaptation_ar=entry.adaptation.ar,
            local_adaptation_en=entry.adaptation.en,
            is_fictional=True,
        )
        project.starts = self._calendar.date(entry.starts)
        project.ends = self._calendar.date(entry.ends)
        project.save()
        project.purposes.set([self._purposes[number] for number in entry.purposes])
        Milestone.objects.bulk_create(
            Milestone(
                project=project,
                position=position,
                name_ar=milestone.name.ar,
                name_en=milestone.name.en,
                due_on=self._calendar.day(milestone.due),
                done_on=self._calendar.day(milestone.done) if milestone.done else None,
            )
            for position, milestone in enumerate(entry.milestones)
        )


def set_vitality(relationship: Relationship, vitality: VitalityEntry, calendar: DemoCalendar) -> None:
    """Say how a relationship stands and why; each reason is marked as an illustration."""
    sentences = {row["code"]: row for row in read_data("vitality_reasons")}
    locked = Relationship.objects.select_for_update().get(pk=relationship.pk)
    locked.vitality = Vitality(vitality.state)
    locked.vitality_reasons = [{**sentences[code], "illustrative": True} for code in vitality.reasons]
    locked.vitality_on = calendar.today
    locked.version += 1
    locked.save()
