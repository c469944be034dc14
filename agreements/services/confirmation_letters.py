"""What people are told about a confirmation: a notice for people with accounts, a letter for a contact without one."""

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from agreements.models import Confirmation
from agreements.services.notice_facts import facts_for_notice
from twinning.accounts.models import User
from twinning.accounts.one_time_links import issue
from twinning.notices.letters import Message, write_letter
from twinning.notices.services import News, notify

LINK_PURPOSE = "confirmation"
LINK_IS_VALID_FOR = datetime.timedelta(days=60)


def tell(people: Iterable[User], kind: str, asking: Confirmation, *, at: datetime.datetime) -> None:
    """A notice for each; a question that is asked again is told again."""
    news = News(
        kind=kind,
        subject_type="agreement",
        subject_id=asking.agreement.public_id,
        key=f"{kind}:{asking.public_id}:{asking.asked_times}",
        facts=facts_for_notice(asking.agreement),
    )
    for person in people:
        notify(news, to=person, at=at)


def write_asking(asking: Confirmation, *, name: str, by: User | None, at: datetime.datetime) -> None:
    """The letter with the one-time link."""
    issued = issue(
        purpose=LINK_PURPOSE,
        subject_id=asking.public_id,
        email=asking.email,
        by=by,
        at=at,
        valid_for=LINK_IS_VALID_FOR,
    )
    with translation.override(asking.language):
        title, city = str(asking.agreement), str(asking.agreement.owner_city)
        message = Message(
            subject=_("%(city)s asks you to confirm a record: %(title)s") % {"city": city, "title": title},
            lines=[
                _("Good day, %(name)s.") % {"name": name},
                _(
                    "%(city)s keeps the agreement “%(title)s” in the City Twinning Register. "
                    "Please look at what the record says and tell us whether it is right."
                )
                % {"city": city, "title": title},
                _("You need no account. The link works once, for sixty days, and is meant for you alone."),
            ],
            path=reverse("agreements:confirm_by_link", args=[issued.secret]),
            label=_("Look at the record"),
        )
    write_letter(
        message,
        key=f"confirmation:{asking.public_id}:{asking.asked_times}",
        to_email=asking.email,
        language=asking.language,
        at=at,
    )


def write_settlement(disputed: Confirmation, *, at: datetime.datetime) -> None:
    """The keeping side's answer to a dispute, for whoever wrote it by a link."""
    with translation.override(disputed.language):
        message = Message(
            subject=_("Your objection was answered: %(title)s") % {"title": str(disputed.agreement)},
            lines=[
                _("Good day, %(name)s.") % {"name": disputed.answered_name},
                _("%(city)s answers what you wrote about the record “%(title)s”:")
                % {"city": str(disputed.agreement.owner_city), "title": str(disputed.agreement)},
                disputed.settlement,
            ],
        )
    write_letter(
        message,
        key=f"confirmation-settled:{disputed.public_id}",
        to_email=disputed.email,
        language=disputed.language,
        at=at,
    )
