"""The legal life of an agreement as one table: which act leads from where to where, by whom, under which laws.

Pure: nothing here reads a clock or saves anything.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements import rules
from agreements.choices import Status
from agreements.models import Agreement
from agreements.rules import Rule
from twinning.accounts.roles import Capability


class Act(models.TextChoices):
    """What can be done to an agreement's legal status."""

    SUBMIT = "submit", _("Submit for review")
    RETURN = "return", _("Return with comments")
    REJECT = "reject", _("Reject")
    AUTHORISE = "authorise", _("Authorise signing")
    SIGN = "sign", _("Record the signing")
    BRING_INTO_FORCE = "bring_into_force", _("Bring into force")
    SUSPEND = "suspend", _("Suspend")
    RESUME = "resume", _("Resume")
    EXPIRE = "expire", _("Expire")
    RENEW = "renew", _("Mark as renewed")
    REPLACE = "replace", _("Mark as replaced")
    TERMINATE = "terminate", _("Terminate")
    WITHDRAW = "withdraw", _("Withdraw")
    RECORD_HISTORICAL = "record_historical", _("Record as historical")
    CONFIRM_HISTORICAL = "confirm_historical", _("Confirm as historical")


class Asks(models.TextChoices):
    """What an act asks of the person who performs it."""

    NOTHING = "nothing"
    DAY = "day"
    COMMENT = "comment"
    DAY_AND_COMMENT = "day_and_comment"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table; `capability` None means that only the system performs it."""

    act: Act
    sources: tuple[Status, ...]
    target: Status
    capability: Capability | None
    event: str
    rules: tuple[type[Rule], ...] = ()
    asks: Asks = Asks.NOTHING


_WELL_FORMED = (
    rules.NeedsTwoPlaces,
    rules.SaysWhatItIsToEarlierOnes,
    rules.LinksToItsOwnPlaces,
    rules.NeedsType,
    rules.NeedsTitleInBothLanguages,
    rules.DatesFollowEachOther,
)
_SUBMITTABLE = (
    *_WELL_FORMED,
    rules.NeedsSpecificPurpose,
    rules.SigningIsNotAhead,
    rules.OnlyOldStepsAreUnknown,
    rules.DueDiligenceIsWritten,
)
_HISTORICAL = (
    *_WELL_FORMED,
    rules.HistoricalSaysWhatIsUnknown,
    rules.HistoricalIsKnownFromSomewhere,
    rules.SigningIsNotAhead,
)

_TABLE = (
    Transition(
        Act.SUBMIT,
        (Status.DRAFT, Status.RETURNED),
        Status.SUBMITTED,
        Capability.SUBMIT,
        "agreement.submitted",
        (*_SUBMITTABLE, rules.HistoricalIsStatedWhenSent),
    ),
    Transition(
        Act.RETURN,
        (Status.SUBMITTED,),
        Status.RETURNED,
        Capability.REVIEW,
        "agreement.returned",
        asks=Asks.COMMENT,
    ),
    Transition(
        Act.REJECT,
        (Status.SUBMITTED,),
        Status.REJECTED,
        Capability.REVIEW,
        "agreement.rejected",
        asks=Asks.COMMENT,
    ),
    Transition(
        Act.AUTHORISE,
        (Status.SUBMITTED,),
        Status.AUTHORISED,
        Capability.REVIEW,
        "agreement.authorised",
        (rules.HistoricalIsNotAuthorised, *_SUBMITTABLE),
    ),
    Transition(
        Act.SIGN,
        (Status.AUTHORISED,),
        Status.SIGNED,
        Capability.SIGN,
        "agreement.signed",
        (
            rules.SigningNeedsItsAuthorisations,
            rules.AuthorisationsPrecedeSigning,
            rules.SigningHasItsDate,
            rules.SigningIsNotAhead,
            rules.DatesFollowEachOther,
        ),
        Asks.DAY,
    ),
    Transition(
        Act.BRING_INTO_FORCE,
        (Status.SIGNED,),
        Status.IN_FORCE,
        Capability.CONCLUDE,
        "agreement.in_force",
        (
            rules.NeedsTwoPlaces,
            rules.ForceNeedsItsAuthorisations,
            rules.ForceNeedsMeasurablePurpose,
            rules.ForceHasItsDate,
            rules.DatesFollowEachOther,
        ),
        Asks.DAY,
    ),
    Transition(
        Act.SUSPEND,
        (Status.IN_FORCE,),
        Status.SUSPENDED,
        Capability.CONCLUDE,
        "agreement.suspended",
        asks=Asks.COMMENT,
    ),
    Transition(Act.RESUME, (Status.SUSPENDED,), Status.IN_FORCE, Capability.CONCLUDE, "agreement.resumed"),
    Transition(
        Act.EXPIRE,
        (Status.IN_FORCE, Status.SUSPENDED),
        Status.EXPIRED,
        None,
        "agreement.expired",
        (rules.EndHasPassed,),
    ),
    Transition(
        Act.RENEW,
        (Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.HISTORICAL),
        Status.RENEWED,
        Capability.CONCLUDE,
        "agreement.renewed",
        (rules.RenewalIsInForce,),
    ),
    Transition(
        Act.REPLACE,
        (Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.HISTORICAL),
        Status.REPLACED,
        Capability.CONCLUDE,
        "agreement.replaced",
        (rules.ReplacementIsInForce,),
    ),
    Transition(
        Act.TERMINATE,
        (Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED, Status.HISTORICAL),
        Status.TERMINATED,
        Capability.CONCLUDE,
        "agreement.terminated",
        (rules.EndingHasItsDate, rules.EndingFollowsSigning),
        Asks.DAY_AND_COMMENT,
    ),
    Transition(
        Act.WITHDRAW,
        (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.AUTHORISED),
        Status.WITHDRAWN,
        Capability.SUBMIT,
        "agreement.withdrawn",
        asks=Asks.COMMENT,
    ),
    Transition(
        Act.RECORD_HISTORICAL,
        (Status.DRAFT, Status.RETURNED),
        Status.HISTORICAL,
        Capability.SUBMIT,
        "agreement.recorded_as_historical",
        (*_HISTORICAL, rules.HistoricalIsOld),
    ),
    Transition(
        Act.CONFIRM_HISTORICAL,
        (Status.SUBMITTED,),
        Status.HISTORICAL,
        Capability.REVIEW,
        "agreement.confirmed_as_historical",
        _HISTORICAL,
    ),
)
TRANSITIONS: dict[Act, Transition] = {transition.act: transition for transition in _TABLE}


def acts_from(status: str) -> list[Act]:
    """The acts that start from a status, in the order of the table."""
    return [transition.act for transition in _TABLE if status in transition.sources]


def acts_of(agreement: Agreement) -> list[Act]:
    """The acts that may be tried with an agreement: an old instrument is confirmed, a new one authorised."""
    other = Act.AUTHORISE if agreement.is_historical else Act.CONFIRM_HISTORICAL
    return [act for act in acts_from(agreement.status) if act != other]
