"""What a city's officers say of it under the five facets, and the ministry's word on it."""

import datetime
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cities.events import PROFILE_ACCEPTED, PROFILE_PROPOSED, PROFILE_RETURNED, PROFILE_WITHDRAWN
from cities.models import City, EntryState, Facet, ProfileEntry, Trait
from cities.policies import ProfilePolicy
from twinning.accounts.models import User
from twinning.core.checks import check_texts
from twinning.core.exceptions import Conflict, FieldProblem, InvalidInput, NotPermitted, StaleVersion
from twinning.events.services import Happening, record

LONGEST = {"text_ar": 1000, "text_en": 1000, "source": 300, "comment": 500}
OPEN_STATES = (EntryState.PROPOSED, EntryState.RETURNED)


@dataclass(frozen=True, slots=True)
class EntryInput:
    """A statement as typed: text in at least one language, its source, the day it held, traits by code."""

    facet: str
    text_ar: str
    text_en: str
    source: str
    as_of: datetime.date | None
    traits: tuple[str, ...] = ()


@transaction.atomic
def propose_entry(
    content: EntryInput,
    *,
    city: City,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    replaces: ProfileEntry | None = None,
) -> ProfileEntry:
    """Propose a statement about a city, or a new wording of an accepted one, to the ministry's reviewer.

    Raises: NotPermitted, InvalidInput, Conflict (a change of that statement is waiting already).
    """
    if not ProfilePolicy.can_propose(by, city):
        raise NotPermitted(_("Only the city’s own staff describe it."))
    if replaces is not None and (replaces.city_id != city.pk or replaces.state != EntryState.ACCEPTED):
        raise Conflict(_("Only an accepted statement of this city can be changed."))
    entry = ProfileEntry(city=city, replaces=replaces, proposed_by=by, state=EntryState.PROPOSED)
    _fill(entry, content, today=today)
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        raise Conflict(_("A change of this statement is awaiting review already.")) from error
    entry.traits.set(Trait.objects.filter(pk__in=content.traits))
    _record(entry, PROFILE_PROPOSED, by=by, at=at)
    return entry


@transaction.atomic
def amend_entry(
    entry: ProfileEntry,
    content: EntryInput,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    expected_version: int,
) -> ProfileEntry:
    """Word a proposed or returned statement anew and send it to the reviewer again.

    Raises: NotPermitted, StaleVersion, Conflict, InvalidInput.
    """
    locked = _lock(entry, expected_version)
    if not ProfilePolicy.can_propose(by, locked.city):
        raise NotPermitted(_("Only the city’s own staff describe it."))
    _require_open(locked)
    _fill(locked, content, today=today)
    locked.state, locked.proposed_by, locked.comment = EntryState.PROPOSED, by, ""
    locked.version += 1
    locked.save()
    locked.traits.set(Trait.objects.filter(pk__in=content.traits))
    _record(locked, PROFILE_PROPOSED, by=by, at=at)
    return locked


@transaction.atomic
def decide_entry(
    entry: ProfileEntry,
    *,
    is_accepted: bool,
    comment: str,
    by: User,
    at: datetime.datetime,
    expected_version: int,
) -> ProfileEntry:
    """Accept a proposed statement, or return it with the reason; an accepted new wording supersedes the old one.

    Raises: NotPermitted (also whoever proposed it), StaleVersion, Conflict, InvalidInput.
    """
    locked = _lock(entry, expected_version)
    if not ProfilePolicy.can_decide(by, locked):
        raise NotPermitted(_("The ministry’s reviewer decides, and never about her own words."))
    if locked.state != EntryState.PROPOSED:
        raise Conflict(_("This statement has been decided already."))
    problems = check_texts([("comment", comment, LONGEST["comment"])])
    if not is_accepted and not comment.strip():
        problems.append(FieldProblem("comment", "required", _("Write the reason; the city reads it.")))
    if problems:
        raise InvalidInput(problems)
    locked.state = EntryState.ACCEPTED if is_accepted else EntryState.RETURNED
    locked.comment, locked.decided_by, locked.decided_at = comment.strip(), by, at
    locked.version += 1
    locked.save()
    if is_accepted and locked.replaces is not None:
        _retire(locked.replaces, EntryState.SUPERSEDED)
    _record(locked, PROFILE_ACCEPTED if is_accepted else PROFILE_RETURNED, by=by, at=at, reason=comment)
    return locked


@transaction.atomic
def withdraw_entry(
    entry: ProfileEntry,
    *,
    reason: str,
    by: User,
    at: datetime.datetime,
    expected_version: int,
) -> ProfileEntry:
    """Take a statement back: the city what awaits review, the ministry what was accepted. It stays in the history.

    Raises: NotPermitted, StaleVersion, Conflict, InvalidInput.
    """
    locked = _lock(entry, expected_version)
    if not ProfilePolicy.can_withdraw(by, locked):
        raise NotPermitted(_("You may not take this statement back."))
    if locked.state not in (*OPEN_STATES, EntryState.ACCEPTED):
        raise Conflict(_("This statement stands no more."))
    problems = check_texts([("reason", reason, LONGEST["comment"])])
    if locked.state == EntryState.ACCEPTED and not reason.strip():
        problems.append(FieldProblem("reason", "required", _("Write the reason; the city reads it.")))
    if problems:
        raise InvalidInput(problems)
    _retire(locked, EntryState.WITHDRAWN)
    _record(locked, PROFILE_WITHDRAWN, by=by, at=at, reason=reason)
    return locked


def _lock(entry: ProfileEntry, expected_version: int) -> ProfileEntry:
    locked = ProfileEntry.objects.select_for_update(of=("self",)).select_related("city", "replaces").get(pk=entry.pk)
    if locked.version != expected_version:
        raise StaleVersion(_("Somebody has changed this statement since you read it. Read it again, then send."))
    return locked


def _require_open(entry: ProfileEntry) -> None:
    if entry.state not in OPEN_STATES:
        raise Conflict(_("This statement has been decided already."))


def _retire(entry: ProfileEntry, state: EntryState) -> None:
    entry.state = state
    entry.version += 1
    entry.save()


def _fill(entry: ProfileEntry, content: EntryInput, *, today: datetime.date) -> None:
    problems = _problems(content, today=today)
    if problems or content.as_of is None:
        raise InvalidInput(problems)
    entry.facet, entry.as_of = content.facet, content.as_of
    entry.text_ar, entry.text_en = content.text_ar.strip(), content.text_en.strip()
    entry.source = content.source.strip()


def _problems(content: EntryInput, *, today: datetime.date) -> list[FieldProblem]:
    problems = check_texts((name, getattr(content, name), LONGEST[name]) for name in ("text_ar", "text_en", "source"))
    if content.facet not in Facet.values:
        problems.append(FieldProblem("facet", "required", _("Choose the facet.")))
    if not content.text_ar.strip() and not content.text_en.strip():
        problems.append(FieldProblem("text_ar", "required", _("Write the statement in Arabic or in English.")))
    if not content.source.strip():
        problems.append(FieldProblem("source", "required", _("Name the source: who says so, and where.")))
    if content.as_of is None:
        problems.append(FieldProblem("as_of", "required", _("Give the day as of which it holds.")))
    elif content.as_of > today:
        problems.append(FieldProblem("as_of", "in_the_future", _("This day lies in the future.")))
    fitting = Trait.objects.filter(pk__in=content.traits, facet=content.facet).count()
    if fitting != len(set(content.traits)):
        problems.append(FieldProblem("traits", "not_of_facet", _("Choose traits of this facet only.")))
    return problems


def _record(entry: ProfileEntry, event: str, *, by: User, at: datetime.datetime, reason: str = "") -> None:
    happening = Happening(
        type=event,
        subject_type="city",
        subject_id=str(entry.city_id),
        subject_version=entry.version,
        payload={"entry": str(entry.public_id), "facet": entry.facet, "state": entry.state},
    )
    record(happening, by=by, at=at, reason=reason.strip())
