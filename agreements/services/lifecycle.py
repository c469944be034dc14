"""Performing acts: the one way by which an agreement's legal status changes."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT, check_texts
from agreements.choices import PUBLISHED_STATUSES, Link
from agreements.exceptions import ActNotPermitted, AgainstTheLaw, WrongState
from agreements.lifecycle import TRANSITIONS, Act, Asks, Transition
from agreements.models import Agreement, FieldComment, Submission
from agreements.policies import AgreementPolicy
from agreements.rules import violations_of
from agreements.services.approval_routes import lay_down_route
from agreements.services.clocks import keep_due_days
from agreements.services.confirmations import ask_of_itself
from agreements.services.records import lock, save_changed
from agreements.services.references import give_reference
from agreements.services.relationships import attach_relationship, note_beginning
from agreements.services.snapshots import snapshot_of
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.core.exceptions import FieldProblem, InvalidInput

OUTCOMES = {
    Act.RETURN: Submission.Outcome.RETURNED,
    Act.REJECT: Submission.Outcome.REJECTED,
    Act.AUTHORISE: Submission.Outcome.AUTHORISED,
    Act.CONFIRM_HISTORICAL: Submission.Outcome.CONFIRMED,
    Act.WITHDRAW: Submission.Outcome.WITHDRAWN,
}
# Acts by which a record becomes a fact of the world, or says a new one.
ASK_THE_OTHER_SIDE = frozenset({Act.SIGN, Act.BRING_INTO_FORCE, Act.RECORD_HISTORICAL})
LONGEST_REASON = 500
LONGEST_PART = 60
SUCCESSION = {Link.RENEWS: Act.RENEW, Link.REPLACES: Act.REPLACE}


@transaction.atomic
def perform(
    act: Act,
    *,
    agreement: Agreement,
    by: User | None,
    at: datetime.datetime,
    today: datetime.date,
    on: PartialDate | None = None,
    comment: str = "",
    field_comments: Mapping[str, str] | None = None,
    expected_version: int | None = None,
) -> Agreement:
    """Take an agreement from one status to the next; `by` None is the system itself.

    `on` is the day of signing, of force or of the end, where the act asks for one; `comment` and `field_comments`
    are what a reviewer returns. Raises: StaleVersion, ActNotPermitted (who), WrongState (state), InvalidInput
    (what the act asks for is missing), AgainstTheLaw (law).
    """
    locked = lock(agreement, expected_version=expected_version)
    transition = TRANSITIONS[act]
    if by is not None and not AgreementPolicy.can_perform(by, act, locked):
        raise ActNotPermitted
    if locked.status not in transition.sources:
        raise WrongState(locked.status)
    if act == Act.BRING_INTO_FORCE and locked.predecessor is not None:
        # Before the chain of events is locked, or two writers could wait for each other.
        lock(locked.predecessor)
    _require_what_is_asked(transition, on, comment, field_comments or {})
    _set_day(locked, act, on)
    violations = violations_of(transition.rules, locked, on=today)
    if violations:
        raise AgainstTheLaw(violations)
    locked.status = transition.target
    _follow_up(locked, act, by=by, at=at, today=today)
    if act in OUTCOMES:
        _decide(locked, OUTCOMES[act], by=by, at=at, comment=comment, field_comments=field_comments or {})
    save_changed(locked, transition.event, by=by, at=at, reason=comment[:LONGEST_REASON])
    if act in ASK_THE_OTHER_SIDE:
        ask_of_itself(locked, by=by, at=at)
    if act == Act.BRING_INTO_FORCE:
        _retire_predecessor(locked, at=at, today=today)
    return locked


def expire_ended(*, today: datetime.date, at: datetime.datetime) -> int:
    """Expire every agreement in force whose last day has passed; returns how many. Run again, it finds none."""
    ended = Agreement.objects.filter(status__in=TRANSITIONS[Act.EXPIRE].sources, ends_on__lt=today)
    count = 0
    for agreement in ended.order_by("pk"):
        if agreement.ends and agreement.ends.last_day and agreement.ends.last_day < today:
            try:
                perform(Act.EXPIRE, agreement=agreement, by=None, at=at, today=today)
            except WrongState:
                continue  # Renewed or terminated by somebody since it was read.
            count += 1
    return count


def _require_what_is_asked(
    transition: Transition,
    on: PartialDate | None,
    comment: str,
    field_comments: Mapping[str, str],
) -> None:
    # A comment on a submission is kept with it; any other is the reason of its event, which is shorter.
    most = LONGEST_TEXT if transition.act in OUTCOMES else LONGEST_REASON
    problems = check_texts([("comment", comment, most)])
    problems += check_texts((f"field_comments.{part}", text, LONGEST_TEXT) for part, text in field_comments.items())
    problems += check_texts(("field_comments", part, LONGEST_PART) for part in field_comments)
    if transition.asks in (Asks.COMMENT, Asks.DAY_AND_COMMENT) and not comment.strip():
        problems.append(FieldProblem("comment", "required", _("Write the reason; the other side reads it.")))
    if transition.asks in (Asks.DAY, Asks.DAY_AND_COMMENT) and (on is None or on.value is None):
        problems.append(FieldProblem("on", "required", _("Give the day.")))
    if problems:
        raise InvalidInput(problems)


def _set_day(agreement: Agreement, act: Act, on: PartialDate | None) -> None:
    if act == Act.SIGN:
        agreement.signed = on
    elif act == Act.BRING_INTO_FORCE:
        agreement.in_force = on
    elif act == Act.TERMINATE:
        agreement.ended = on


def _follow_up(
    agreement: Agreement,
    act: Act,
    *,
    by: User | None,
    at: datetime.datetime,
    today: datetime.date,
) -> None:
    """What an act brings with it besides the status."""
    if act in (Act.SUBMIT, Act.RECORD_HISTORICAL):
        give_reference(agreement, on=today)
        attach_relationship(agreement, by=by, at=at)
    if act == Act.SUBMIT:
        agreement.submitted_at = at
        if not agreement.is_historical:
            lay_down_route(agreement)
        Submission.objects.create(
            agreement=agreement,
            round=agreement.submissions.count() + 1,
            submitted_by=by,
            submitted_at=at,
            snapshot=snapshot_of(agreement),
        )
    if act == Act.SIGN:
        keep_due_days(agreement)
    if agreement.status in PUBLISHED_STATUSES and agreement.relationship is not None:
        note_beginning(agreement.relationship, agreement)


def _decide(
    agreement: Agreement,
    outcome: Submission.Outcome,
    *,
    by: User | None,
    at: datetime.datetime,
    comment: str,
    field_comments: Mapping[str, str],
) -> None:
    submission = agreement.submissions.filter(outcome="").order_by("-round").first()
    if submission is None:
        return  # A draft withdrawn before it was ever submitted.
    submission.outcome = outcome
    submission.comment = comment.strip()
    submission.decided_by = by
    submission.decided_at = at
    submission.save()
    FieldComment.objects.bulk_create(
        FieldComment(submission=submission, field=field, text=text.strip())
        for field, text in field_comments.items()
        if text.strip()
    )


def _retire_predecessor(agreement: Agreement, *, at: datetime.datetime, today: datetime.date) -> None:
    """Once a renewal or replacement is in force, the agreement before it is renewed or replaced."""
    act = SUCCESSION.get(Link(agreement.link)) if agreement.link else None
    predecessor = agreement.predecessor
    if act is None or predecessor is None or predecessor.status not in TRANSITIONS[act].sources:
        return
    perform(act, agreement=predecessor, by=None, at=at, today=today)
