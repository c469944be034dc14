"""Writing a whole draft in one step: everything that was sent is kept, or nothing, as one version and one event."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from agreements.models import Agreement
from agreements.services.agreements import put_changes, start_record
from agreements.services.authorisations import AuthorisationInput, put_authorisations
from agreements.services.due_diligence import put_due_diligence
from agreements.services.focal_points import FocalPointInput, put_focal_points
from agreements.services.parties import PartyInput, put_parties
from agreements.services.purposes import PurposeInput, put_purposes
from agreements.services.records import lock_for_change, save_changed
from cities.models import City
from twinning.accounts.models import User
from twinning.core.exceptions import FieldProblem, InvalidInput


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What was sent for a draft: attributes by name, and lists that replace the present ones; None leaves a list."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    parties: Sequence[PartyInput] | None = None
    purposes: Sequence[PurposeInput] | None = None
    authorisations: Sequence[AuthorisationInput] | None = None
    due_diligence: Mapping[str, str] | None = None
    focal_points: Sequence[FocalPointInput] | None = None

    @property
    def changed(self) -> list[str]:
        """The names of what is changed, for the event."""
        lists = ("parties", "purposes", "authorisations", "due_diligence", "focal_points")
        return sorted([*self.changes, *(name for name in lists if getattr(self, name) is not None)])


@transaction.atomic
def create_filled_draft(
    content: DraftContent,
    *,
    city: City,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    is_taken_in: bool = False,
) -> Agreement:
    """Start a draft kept by `city` with everything that is known of it already; from a file its ministry may too.

    Raises: ActNotPermitted, InvalidInput (every problem of every part).
    """
    agreement = start_record(city=city, by=by, is_taken_in=is_taken_in)
    _put(agreement, content, today=today)
    save_changed(agreement, "agreement.created", by=by, at=at, facts={"changed": content.changed})
    return agreement


@transaction.atomic
def change_draft(
    agreement: Agreement,
    content: DraftContent,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    expected_version: int | None = None,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Agreement:
    """Change several parts of a draft or returned agreement at once; nothing sent changes nothing.

    `reason` and further `facts` go into the event.
    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput (every problem of every part).
    """
    locked = lock_for_change(agreement, by=by, expected_version=expected_version)
    if not content.changed:
        return locked
    _put(locked, content, today=today)
    told = {"changed": content.changed, **(facts or {})}
    save_changed(locked, "agreement.changed", by=by, at=at, reason=reason, facts=told)
    return locked


def _put(locked: Agreement, content: DraftContent, *, today: datetime.date) -> None:
    problems: list[FieldProblem] = []
    # Parties first: new places make an answer about an earlier agreement fall, and the new answer is among the changes.
    if content.parties is not None:
        parties = content.parties
        problems += _problems_of(lambda: put_parties(locked, parties))
    # The changes before the legal chain: only of an old instrument may a step be not known.
    if content.focal_points is not None:
        contacts = content.focal_points
        problems += _problems_of(lambda: put_focal_points(locked, contacts))
    problems += _problems_of(lambda: put_changes(locked, content.changes, today=today))
    if content.purposes is not None:
        purposes = content.purposes
        problems += _problems_of(lambda: put_purposes(locked, purposes))
    if content.authorisations is not None:
        steps = content.authorisations
        problems += _problems_of(lambda: put_authorisations(locked, steps, today=today))
    if content.due_diligence is not None:
        texts = content.due_diligence
        problems += _problems_of(lambda: put_due_diligence(locked, texts), within="due_diligence.")
    if problems:
        raise InvalidInput(problems)


def _problems_of(put: Callable[[], None], within: str = "") -> list[FieldProblem]:
    try:
        put()
    except InvalidInput as error:
        return [FieldProblem(within + problem.field, problem.code, problem.message) for problem in error.problems]
    return []
