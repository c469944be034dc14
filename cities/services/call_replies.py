"""Answers to calls from people without an account: written, proved by a one-time link, told to the city's staff."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.events import CALL_ANSWERED
from cities.models import CallReply, CityCall, ReplyState
from twinning.accounts.models import User
from twinning.accounts.one_time_links import LinkNotValid, issue, redeem
from twinning.accounts.roles import Capability, roles_with
from twinning.core.checks import check_texts
from twinning.core.exceptions import FieldProblem, InvalidInput
from twinning.events.services import Happening, record
from twinning.notices.letters import Message, write_letter
from twinning.notices.services import News, notify

PURPOSE = "call-reply"
NOTICE = "call_answered"
LINK_IS_VALID_FOR = datetime.timedelta(days=3)
UNPROVED_ARE_KEPT = datetime.timedelta(days=7)
LONGEST = {"name": 150, "organisation": 200, "message": 2000}
# To one address, so that nobody is flooded with letters she did not ask for.
MOST_UNPROVED = 3


@dataclass(frozen=True, slots=True)
class ReplyInput:
    """An answer as typed."""

    name: str
    organisation: str
    email: str
    message: str


@transaction.atomic
def send_reply(call: CityCall, content: ReplyInput, *, language: str, at: datetime.datetime) -> CallReply:
    """Keep an answer and ask its sender, by a letter, to prove the address. Raises: InvalidInput."""
    problems = _problems(content, at=at)
    if problems:
        raise InvalidInput(problems)
    reply = CallReply.objects.create(
        call=call,
        name=content.name.strip(),
        organisation=content.organisation.strip(),
        email=content.email.strip().lower(),
        message=content.message.strip(),
        language=language,
    )
    issued = issue(
        purpose=PURPOSE, subject_id=reply.public_id, email=reply.email, by=None, at=at, valid_for=LINK_IS_VALID_FOR
    )
    with translation.override(language):
        city = call.city.name
        message = Message(
            subject=_("Confirm your answer to %(city)s") % {"city": city},
            lines=[
                _("Somebody gave this address with an answer to a call of %(city)s in the twinning register.")
                % {"city": city},
                _("If it was you, confirm it: only then the city reads it. If not, do nothing."),
            ],
            path=reverse("cities:call_reply_confirm", args=[issued.secret]),
            label=_("Confirm the answer"),
        )
    write_letter(message, key=f"{PURPOSE}:{reply.public_id}", to_email=reply.email, language=language, at=at)
    return reply


@transaction.atomic
def confirm_reply(*, secret: str, at: datetime.datetime) -> CallReply:
    """Prove the sender's address and tell the city's staff. Raises: LinkNotValid."""
    link = redeem(purpose=PURPOSE, secret=secret, at=at)
    reply = CallReply.objects.select_for_update(of=("self",)).filter(public_id=link.subject_id).first()
    if reply is None:
        raise LinkNotValid
    reply.state, reply.confirmed_at = ReplyState.CONFIRMED, at
    reply.save()
    call = reply.call
    news = News(
        kind=NOTICE,
        subject_type="city",
        subject_id=reply.public_id,
        key=f"{NOTICE}:{reply.public_id}",
        facts={"organisation": reply.organisation, "city": call.city_id},
    )
    for person in staff_of(call.city_id):
        notify(news, to=person, at=at)
    happening = Happening(
        type=CALL_ANSWERED,
        subject_type="city",
        subject_id=str(call.city_id),
        subject_version=call.version,
        payload={"call": str(call.public_id), "reply": str(reply.public_id)},
    )
    record(happening, by=None, at=at)
    return reply


@transaction.atomic
def forget_unproved(*, at: datetime.datetime) -> int:
    """Remove answers whose sender never proved the address: they are personal data of perhaps somebody else."""
    unproved = CallReply.objects.filter(state=ReplyState.SENT, created_at__lt=at - UNPROVED_ARE_KEPT)
    return unproved.delete()[1].get("cities.CallReply", 0)


def staff_of(city_id: int) -> list[User]:
    """The active people who write for a city."""
    writers = roles_with(Capability.WRITE_DRAFTS)
    people = User.objects.filter(is_active=True, memberships__city=city_id, memberships__role__in=writers)
    return list(people.distinct().order_by("pk"))


def _problems(content: ReplyInput, *, at: datetime.datetime) -> list[FieldProblem]:
    problems = check_texts((name, getattr(content, name), most) for name, most in LONGEST.items())
    problems += [
        FieldProblem(name, "required", gettext_lazy("Fill this in."))
        for name in LONGEST
        if not getattr(content, name).strip()
    ]
    try:
        validate_email(content.email.strip())
    except ValidationError:
        message = gettext_lazy("Write the e-mail address like name@example.org.")
        problems.append(FieldProblem("email", "invalid", message))
    waiting = CallReply.objects.filter(
        email=content.email.strip().lower(), state=ReplyState.SENT, created_at__gt=at - datetime.timedelta(days=1)
    )
    if not problems and waiting.count() >= MOST_UNPROVED:
        message = gettext_lazy("This address was written to already: confirm those answers first.")
        problems.append(FieldProblem("email", "too_many", message))
    return problems
