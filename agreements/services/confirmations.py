"""Asking the other side whether the record is right, its answer, and the end of a dispute."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements import events
from agreements.checks import LONGEST_TEXT, check_texts
from agreements.choices import PUBLISHED_STATUSES, Side
from agreements.confirmation_policy import ConfirmationPolicy, people_answering, people_asking
from agreements.confirmed_facts import Standing, fingerprint_of, standing_of
from agreements.exceptions import ActNotPermitted, WrongState
from agreements.models import Agreement, Confirmation, DisputedPart, FocalPoint
from agreements.models.confirmation import ConfirmedPart, RoundState
from agreements.services.confirmation_letters import LINK_PURPOSE, tell, write_asking, write_settlement
from agreements.services.records import lock
from twinning.accounts.models import User
from twinning.accounts.one_time_links import redeem, revoke
from twinning.core.exceptions import Conflict, FieldProblem, InvalidInput, StaleVersion
from twinning.events.services import Happening, record

LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side says: nothing wrong, or what is wrong part by part; and the facts it saw."""

    fingerprint: str
    disputed: Mapping[str, str]
    name: str = ""


class NobodyToAsk(Conflict):
    """The other side has neither an account here nor a contact with an e-mail address."""

    code = "nobody_to_ask"

    def __init__(self) -> None:
        super().__init__(
            _("Nobody can be asked: the other side has no account here, and no contact with an e-mail address.")
        )


class NotAsked(Conflict):
    """There is no open question, or no open dispute, to answer."""

    code = "not_asked"

    def __init__(self) -> None:
        super().__init__(_("There is nothing open to answer here. Look at the record again."))


@transaction.atomic
def ask(
    agreement: Agreement,
    *,
    by: User,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> Confirmation:
    """Ask the other side, or remind it: people with accounts by a notice, else its contact by a one-time link.

    Raises: ActNotPermitted, WrongState, StaleVersion, NobodyToAsk.
    """
    locked = lock(agreement, expected_version=expected_version)
    if locked.status not in PUBLISHED_STATUSES:
        raise WrongState(locked.status)
    if not ConfirmationPolicy.can_ask(by, locked):
        raise ActNotPermitted
    asked = _ask(locked, by=by, at=at)
    if asked is None:
        raise NobodyToAsk
    return asked


@transaction.atomic
def ask_of_itself(agreement: Agreement, *, by: User | None, at: datetime.datetime) -> Confirmation | None:
    """Ask when a record becomes a fact of the world; nobody is asked twice about the same facts."""
    locked = lock(agreement)
    now = standing_of(list(locked.confirmations.all()), fingerprint_of(locked))
    if locked.status not in PUBLISHED_STATUSES or now.standing == Standing.CONFIRMED or now.asked is not None:
        return None
    return _ask(locked, by=by, at=at)


def _ask(locked: Agreement, *, by: User | None, at: datetime.datetime) -> Confirmation | None:
    people = people_answering(locked)
    contact = None if people else _contact_of(locked)
    if not people and contact is None:
        return None
    asking = locked.confirmations.select_for_update().filter(state=RoundState.ASKED).first()
    if asking is None:
        asking = Confirmation(agreement=locked, asked_times=0, version=0)
    asking.asked_at, asking.asked_by = at, by
    asking.asked_times += 1
    asking.version += 1
    asking.email = contact.email if contact else ""
    asking.language = language_for(locked)
    asking.save()
    if contact is not None:
        write_asking(asking, name=contact.name, by=by, at=at)
    tell(people, "confirmation_asked", asking, at=at)
    _record(locked, events.CONFIRMATION_ASKED, by=by, at=at, facts={"times": asking.asked_times})
    return asking


@transaction.atomic
def answer(
    asking: Confirmation,
    given: Answer,
    *,
    by: User,
    at: datetime.datetime,
) -> Confirmation:
    """Confirm or dispute a record for the other side, as one of its people.

    Raises: ActNotPermitted, NotAsked, StaleVersion (the record says something else by now), InvalidInput.
    """
    locked = lock(asking.agreement)
    if not ConfirmationPolicy.can_answer(by, locked):
        raise ActNotPermitted
    return _answer(locked, asking.pk, given, by=by, at=at)


@transaction.atomic
def answer_by_link(*, secret: str, given: Answer, at: datetime.datetime) -> Confirmation:
    """Confirm or dispute a record by a one-time link, which is used up with the answer alone.

    Raises: LinkNotValid, NotAsked, StaleVersion, InvalidInput (then the link stays usable).
    """
    link = redeem(purpose=LINK_PURPOSE, secret=secret, at=at)
    asking = Confirmation.objects.select_related("agreement").filter(public_id=link.subject_id).first()
    if asking is None:
        raise NotAsked
    if not given.name.strip():
        raise InvalidInput([FieldProblem("name", "required", _("Write your name."))])
    return _answer(lock(asking.agreement), asking.pk, given, by=None, at=at)


def _answer(locked: Agreement, pk: int, given: Answer, *, by: User | None, at: datetime.datetime) -> Confirmation:
    asking = locked.confirmations.select_for_update().filter(pk=pk, state=RoundState.ASKED).first()
    if asking is None or locked.status not in PUBLISHED_STATUSES:
        raise NotAsked
    if given.fingerprint != fingerprint_of(locked):
        raise StaleVersion(_("The record has changed since you opened this page. Read it again, then answer."))
    wrong = {part: text.strip() for part, text in given.disputed.items() if text.strip()}
    _refuse_unreadable(given, wrong)
    asking.state = RoundState.DISPUTED if wrong else RoundState.CONFIRMED
    asking.answered_at, asking.answered_by = at, by
    asking.answered_name = given.name.strip() or (by.name if by else "")
    asking.answered_version = locked.version
    asking.fingerprint = given.fingerprint
    asking.version += 1
    asking.save()
    DisputedPart.objects.bulk_create(
        DisputedPart(confirmation=asking, part=part, text=text) for part, text in wrong.items()
    )
    revoke(purpose=LINK_PURPOSE, subject_id=asking.public_id, at=at)
    tell(people_asking(locked), f"confirmation_{asking.state}", asking, at=at)
    event = events.CONFIRMATION_DISPUTED if wrong else events.CONFIRMATION_GIVEN
    _record(locked, event, by=by, at=at, facts={"parts": sorted(wrong), "version": locked.version})
    return asking


@transaction.atomic
def settle(
    disputed: Confirmation, *, text: str, by: User, at: datetime.datetime, expected_version: int | None = None
) -> Confirmation:
    """End a dispute by the keeping side's answer, which the other side is sent.

    Raises: ActNotPermitted, NotAsked, StaleVersion, InvalidInput (field `settlement`).
    """
    locked = lock(disputed.agreement)
    if not ConfirmationPolicy.can_ask(by, locked):
        raise ActNotPermitted
    found = locked.confirmations.select_for_update().filter(pk=disputed.pk, state=RoundState.DISPUTED).first()
    if found is None:
        raise NotAsked
    if expected_version is not None and found.version != expected_version:
        raise StaleVersion(_("Somebody has changed this record since you read it. Read it again, then send."))
    problems = check_texts([("settlement", text, LONGEST_TEXT)])
    if not text.strip():
        problems.append(FieldProblem("settlement", "required", _("Write how the dispute was settled.")))
    if problems:
        raise InvalidInput(problems)
    found.state = RoundState.SETTLED
    found.settled_at, found.settled_by, found.settlement = at, by, text.strip()
    found.version += 1
    found.save()
    if found.answered_by is not None:
        tell([found.answered_by], "confirmation_settled", found, at=at)
    elif found.email:
        write_settlement(found, at=at)
    _record(locked, events.CONFIRMATION_SETTLED, by=by, at=at, facts={})
    return found


def _refuse_unreadable(given: Answer, wrong: Mapping[str, str]) -> None:
    problems = check_texts((f"disputed.{part}", text, LONGEST_TEXT) for part, text in wrong.items())
    problems += check_texts([("name", given.name, LONGEST_NAME)])
    problems += [
        FieldProblem(f"disputed.{part}", "unknown", _("There is no such part of the record."))
        for part in wrong
        if part not in ConfirmedPart.values
    ]
    if problems:
        raise InvalidInput(problems)


def _contact_of(agreement: Agreement) -> FocalPoint | None:
    contacts = agreement.focal_points.filter(side=Side.PARTNER).exclude(email="")
    return contacts.order_by("id").first()


def language_for(agreement: Agreement) -> str:
    """The language of letters to the other side: Arabic where one of its places lies in an Arab State."""
    regions = {party.country.region for party in agreement.parties.all() if party.side == Side.PARTNER}
    return "ar" if "arab_states" in regions or not regions else "en"


def _record(
    agreement: Agreement, event: str, *, by: User | None, at: datetime.datetime, facts: Mapping[str, object]
) -> None:
    happening = Happening(
        type=event,
        subject_type="agreement",
        subject_id=str(agreement.public_id),
        subject_version=agreement.version,
        payload={"status": agreement.status, "reference": agreement.reference, **facts},
    )
    record(happening, by=by, at=at)
