"""The yearly follow-up report: asked of both sides by the system, answered, returned or accepted by a reviewer."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from agreements import events
from agreements.checks import LONGEST_TEXT, check_texts
from agreements.choices import ReviewState, Side
from agreements.exceptions import ActNotPermitted, ReviewNotOpen
from agreements.models import Agreement, Relationship, Review, ReviewAnswer
from agreements.relationship_policies import ReviewPolicy
from agreements.review_dates import ReviewRhythm, review_to_ask
from agreements.services.follow_up import (
    FOLLOWED_STATUSES,
    contacts_of,
    language_of,
    name_of,
    record_of,
    sides_of,
    staff_of,
    tell,
    write_with_link,
)
from twinning.accounts.models import User
from twinning.accounts.one_time_links import look_up, redeem, revoke
from twinning.core.exceptions import FieldProblem, InvalidInput, StaleVersion

LONGEST_NAME = 150
LINK_PURPOSE = "review"
ANSWERABLE = [ReviewState.ASKED, ReviewState.ANSWERED, ReviewState.RETURNED]


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """What one side reports."""

    achieved: str
    planned: str
    name: str = ""


def rhythm() -> ReviewRhythm:
    """When this installation asks."""
    return ReviewRhythm(**settings.REVIEWS)


def ask_for_reviews(*, today: datetime.date, at: datetime.datetime) -> int:
    """Start the reviews whose weeks have come, and ask both sides; returns how many. Run again, it starts none."""
    standing = Agreement.objects.filter(relationship=OuterRef("pk"), status__in=FOLLOWED_STATUSES)
    ties = Relationship.objects.registered().filter(Exists(standing)).order_by("pk")
    return sum(_ask(tie, today=today, at=at) for tie in ties.iterator())


@transaction.atomic
def _ask(relationship: Relationship, *, today: datetime.date, at: datetime.datetime) -> bool:
    due = review_to_ask(relationship.since, today=today, rhythm=rhythm())
    if due is None:
        return False
    review, is_new = Review.objects.get_or_create(
        relationship=relationship, year=due.year, defaults={"due_on": due.due_on, "asked_at": at}
    )
    if is_new:
        _ask_sides(review, times=1, by=None, at=at)
        record_of(relationship, events.REVIEW_ASKED, by=None, at=at, facts={"year": review.year})
    return is_new


def _ask_sides(review: Review, *, times: int, by: User | None, at: datetime.datetime) -> None:
    """Both sides: staff with accounts by a notice, a side without any by a letter to its contact."""
    tie = review.relationship
    for side in Side:
        staff = list(staff_of(tie, side))
        tell(staff, "review_asked", tie, key=f"review_asked:{review.public_id}:{times}", at=at)
        if staff:
            continue
        for contact in contacts_of(tie, side)[:1]:
            with translation.override(language_of(contact)):
                facts = {"tie": name_of(tie), "year": review.year}
                write_with_link(
                    contact,
                    purpose=f"{LINK_PURPOSE}_{side}",
                    subject_id=review.public_id,
                    address=f"agreements:review_by_link_{side}",
                    subject=_("Follow-up report %(year)s: %(tie)s") % facts,
                    lines=[
                        _(
                            "Once a year both sides of “%(tie)s” say in a few lines what was achieved"
                            " and what is planned."
                        )
                        % facts
                    ],
                    label=_("Answer in a few lines"),
                    key=f"review:{review.public_id}:{side}:{times}",
                    by=by,
                    at=at,
                )


@transaction.atomic
def answer_review(
    review: Review, given: AnswerInput, *, by: User, at: datetime.datetime, expected_version: int | None = None
) -> Review:
    """Report for one's own side. Raises: ActNotPermitted, ReviewNotOpen, StaleVersion, InvalidInput."""
    sides = sides_of(review.relationship, by)
    if not sides:
        raise ActNotPermitted
    locked = _lock(review, expected_version=expected_version)
    return _answer(locked, sides[0], given, by=by, at=at)


@transaction.atomic
def answer_review_by_link(side: Side, given: AnswerInput, *, secret: str, at: datetime.datetime) -> Review:
    """Report by a one-time link, which is used up with the answer alone.

    Raises: LinkNotValid, ReviewNotOpen, InvalidInput (then the link stays usable).
    """
    link = redeem(purpose=f"{LINK_PURPOSE}_{side}", secret=secret, at=at)
    review = Review.objects.filter(public_id=link.subject_id).first()
    if review is None:
        raise ReviewNotOpen
    if not given.name.strip():
        raise InvalidInput([FieldProblem("name", "required", _("Write your name."))])
    return _answer(_lock(review), side, given, by=None, at=at)


def review_behind(side: Side, *, secret: str, at: datetime.datetime) -> Review | None:
    """The review a usable link asks about. Raises: LinkNotValid."""
    link = look_up(purpose=f"{LINK_PURPOSE}_{side}", secret=secret, at=at)
    return Review.objects.filter(public_id=link.subject_id, state__in=ANSWERABLE).first()


@transaction.atomic
def accept_review(
    review: Review, *, by: User, at: datetime.datetime, comment: str = "", expected_version: int | None = None
) -> Review:
    """Accept the report of a year, with what is missing named in the comment if need be.

    Raises: ActNotPermitted, ReviewNotOpen, StaleVersion, InvalidInput.
    """
    locked = _lock_to_decide(review, by=by, expected_version=expected_version)
    _check_comment(comment, is_wanted=False)
    locked.state, locked.comment = ReviewState.ACCEPTED, comment.strip()
    locked.accepted_by, locked.accepted_at = by, at
    _save(locked)
    for side in Side:
        revoke(purpose=f"{LINK_PURPOSE}_{side}", subject_id=locked.public_id, at=at)
    tell(
        staff_of(locked.relationship),
        "review_accepted",
        locked.relationship,
        key=f"review_accepted:{locked.public_id}",
        at=at,
    )
    record_of(locked.relationship, events.REVIEW_ACCEPTED, by=by, at=at, facts={"year": locked.year})
    return locked


@transaction.atomic
def return_review(
    review: Review, *, by: User, at: datetime.datetime, comment: str, expected_version: int | None = None
) -> Review:
    """Send the report back with what is to be added; both sides are asked again.

    Raises: ActNotPermitted, ReviewNotOpen, StaleVersion, InvalidInput (no comment).
    """
    locked = _lock_to_decide(review, by=by, expected_version=expected_version)
    _check_comment(comment, is_wanted=True)
    locked.state, locked.comment = ReviewState.RETURNED, comment.strip()
    _save(locked)
    _ask_sides(locked, times=locked.version, by=by, at=at)
    record_of(locked.relationship, events.REVIEW_RETURNED, by=by, at=at, facts={"year": locked.year})
    return locked


def _lock(review: Review, *, expected_version: int | None = None) -> Review:
    locked: Review = Review.objects.select_for_update(of=("self",)).select_related("relationship").get(pk=review.pk)
    if expected_version is not None and locked.version != expected_version:
        raise StaleVersion(_("Somebody has changed this record since you read it. Read it again, then send."))
    if locked.state not in ANSWERABLE:
        raise ReviewNotOpen
    return locked


def _lock_to_decide(review: Review, *, by: User, expected_version: int | None) -> Review:
    if not ReviewPolicy.can_decide(by, review):
        raise ActNotPermitted
    locked = _lock(review, expected_version=expected_version)
    if not locked.answers.exists():
        raise ReviewNotOpen
    return locked


def _answer(locked: Review, side: Side, given: AnswerInput, *, by: User | None, at: datetime.datetime) -> Review:
    problems = check_texts([("achieved", given.achieved, LONGEST_TEXT), ("planned", given.planned, LONGEST_TEXT)])
    problems += check_texts([("name", given.name, LONGEST_NAME)])
    if not given.achieved.strip():
        message = _("Say what was achieved; “nothing this year” is an answer too.")
        problems.append(FieldProblem("achieved", "required", message))
    if problems:
        raise InvalidInput(problems)
    ReviewAnswer.objects.update_or_create(
        review=locked,
        side=side,
        defaults={
            "achieved": given.achieved.strip(),
            "planned": given.planned.strip(),
            "answered_by": by,
            "answered_name": given.name.strip(),
            "answered_at": at,
        },
    )
    both = locked.answers.count() == len(Side)
    if both or locked.state == ReviewState.RETURNED:
        locked.state = ReviewState.ANSWERED if both else locked.state
    _save(locked)
    record_of(locked.relationship, events.REVIEW_ANSWERED, by=by, at=at, facts={"year": locked.year, "side": side})
    return locked


def _save(locked: Review) -> None:
    locked.version += 1
    locked.save()


def _check_comment(comment: str, *, is_wanted: bool) -> None:
    problems = check_texts([("comment", comment, LONGEST_TEXT)])
    if is_wanted and not comment.strip():
        problems.append(FieldProblem("comment", "required", _("Write what is to be added; both sides read it.")))
    if problems:
        raise InvalidInput(problems)
