"""An approval route in words: who decides, what it holds up, who records it, by when, and what silence means."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.choices import Blocks, ClockStart, Lapse, Side
from agreements.models import ApprovalRoute, ApprovalStep
from agreements.models.authorisation import StepModel
from twinning.core.display import number


@dataclass(frozen=True, slots=True)
class RouteWords:
    """One route as a page shows it: the keeping city's, which counts, or the other side's, which informs."""

    route: ApprovalRoute
    side: Side
    steps: list[tuple[ApprovalStep, str]]


def route_words(route: ApprovalRoute, side: Side) -> RouteWords:
    """The route with the law of each of its steps; of the other side's route only the steps."""
    steps = route.steps.all()
    return RouteWords(route, side, [(step, law_words(step) if side == Side.LEAD else "") for step in steps])


def law_words(step: StepModel) -> str:
    """What the route says of a step, in one line."""
    words = [_("recorded by: %(role)s") % {"role": step.get_recorded_by_display()}]
    if step.blocks != Blocks.NOTHING:
        words.insert(0, _("holds up: %(what)s") % {"what": step.get_blocks_display()})
    if step.clock_days is not None:
        words += [clock_words(step), step.get_on_lapse_display()]
    return " · ".join(str(word) for word in words)


def clock_words(step: StepModel) -> str:
    """The statutory clock: how many days, and from when."""
    days = step.clock_days or 0
    return _CLOCKS[ClockStart(step.clock_from)](days) % {"days": number(days)}


_CLOCKS = {
    ClockStart.SUBMISSION: lambda n: ngettext(
        "within %(days)s day of submission", "within %(days)s days of submission", n
    ),
    ClockStart.SIGNING: lambda n: ngettext("within %(days)s day of signing", "within %(days)s days of signing", n),
    ClockStart.STEP_BEFORE: lambda n: ngettext(
        "within %(days)s day of the step before", "within %(days)s days of the step before", n
    ),
}


def is_consent_by_silence(step: StepModel) -> bool:
    """Whether the step counts as granted once its clock has run out."""
    return step.clock_days is not None and step.on_lapse == Lapse.DEEMED
