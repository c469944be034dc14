"""How a project goes on: planned → running → delivered or stopped, as one table; pure, saves nothing."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.choices import ProjectState


class ProjectAct(models.TextChoices):
    """What changes the state of a project."""

    START = "start", pgettext_lazy("project act", "Start")
    DELIVER = "deliver", pgettext_lazy("project act", "Deliver")
    STOP = "stop", pgettext_lazy("project act", "Stop")
    RESUME = "resume", pgettext_lazy("project act", "Take up again")


@dataclass(frozen=True, slots=True)
class ProjectTransition:
    """One row of the table: from where, to where, and what must be said."""

    sources: tuple[ProjectState, ...]
    target: ProjectState
    asks_reason: bool = False
    asks_result: bool = False


PROJECT_TRANSITIONS: dict[ProjectAct, ProjectTransition] = {
    ProjectAct.START: ProjectTransition((ProjectState.PLANNED,), ProjectState.RUNNING),
    ProjectAct.DELIVER: ProjectTransition((ProjectState.RUNNING,), ProjectState.DELIVERED, asks_result=True),
    ProjectAct.STOP: ProjectTransition(
        (ProjectState.PLANNED, ProjectState.RUNNING), ProjectState.STOPPED, asks_reason=True
    ),
    ProjectAct.RESUME: ProjectTransition((ProjectState.STOPPED,), ProjectState.RUNNING, asks_reason=True),
}
WHAT_HAPPENS = {
    ProjectAct.START: _("The project counts as running from this day."),
    ProjectAct.DELIVER: _("The project counts as delivered: it appears among the results on the impact pages."),
    ProjectAct.STOP: _("The project ends without being delivered. What was done stays on record, with the reason."),
    ProjectAct.RESUME: _("The project is running again."),
}


def project_acts_from(state: str) -> list[ProjectAct]:
    """The acts that start from a state."""
    return [act for act, transition in PROJECT_TRANSITIONS.items() if state in transition.sources]
