"""What planning, reviews, contacts and checks of a relationship share: who may, who is told, in which language."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from agreements.choices import Side, Status
from agreements.exceptions import ActNotPermitted
from agreements.models import FocalPoint, Relationship, RelationshipMember
from agreements.policies import RelationshipPolicy
from cities.models import Region
from twinning.accounts.models import User
from twinning.accounts.one_time_links import issue
from twinning.accounts.roles import Role
from twinning.events.services import Happening, record
from twinning.notices.letters import Message, write_letter
from twinning.notices.services import News, notify

STAFF = [Role.OFFICER, Role.APPROVER]
# A tie is followed up as long as one of its agreements stands.
FOLLOWED_STATUSES = [Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED]
LINK_IS_VALID_FOR = datetime.timedelta(days=60)


def require_care(relationship: Relationship, *, by: User) -> None:
    """Raises: ActNotPermitted for whoever is of neither side."""
    if not RelationshipPolicy.can_follow_up(by, relationship):
        raise ActNotPermitted


def sides_of(relationship: Relationship, person: User) -> list[Side]:
    """The sides for which this person may speak."""
    cities = set(person.memberships.filter(role__in=[*STAFF, Role.PARTNER]).values_list("city", flat=True))
    members = relationship.members.all()
    return [side for side in Side if any(one.side == side and one.city_id in cities for one in members)]


def staff_of(relationship: Relationship, side: Side | None = None) -> QuerySet[User]:
    """The municipal staff of a tie's cities, or of one side's, who have accounts here."""
    members = RelationshipMember.objects.filter(relationship=relationship, city__isnull=False)
    if side is not None:
        members = members.filter(side=side)
    return User.objects.filter(
        is_active=True, memberships__role__in=STAFF, memberships__city__in=members.values("city")
    ).distinct()


def contacts_of(relationship: Relationship, side: Side) -> list[FocalPoint]:
    """The contacts of one side with an e-mail address, each address once, the latest agreement's first."""
    rows = FocalPoint.objects.filter(
        agreement__relationship=relationship, agreement__status__in=FOLLOWED_STATUSES, side=side
    ).exclude(email="")
    found: dict[str, FocalPoint] = {}
    for row in rows.select_related("agreement").order_by("-agreement__signed_on", "-pk"):
        found.setdefault(row.email.lower(), row)
    return list(found.values())


def name_of(relationship: Relationship) -> str:
    """The places of a tie in the language in force."""
    members = sorted(relationship.members.all(), key=lambda one: (one.side != Side.LEAD, one.position))
    return " – ".join(member.name for member in members)


def names_of(relationship: Relationship) -> dict[str, str]:
    """The places of a tie in both languages."""
    names = {}
    for language in ("ar", "en"):
        with translation.override(language):
            names[language] = name_of(relationship)
    return names


def tell(people: Iterable[User], kind: str, relationship: Relationship, *, key: str, at: datetime.datetime) -> None:
    """A notice for each of some people, told once under its key."""
    facts = names_of(relationship)
    news = News(kind=kind, subject_type="relationship", subject_id=relationship.public_id, key=key, facts=facts)
    for person in people:
        notify(news, to=person, at=at)


def write_with_link(
    contact: FocalPoint,
    *,
    purpose: str,
    subject_id: Any,
    address: str,
    subject: str,
    lines: list[str],
    label: str,
    key: str,
    by: User | None,
    at: datetime.datetime,
) -> None:
    """A letter to a contact with the one-time link to `address`; call it in the contact's language."""
    issued = issue(
        purpose=purpose, subject_id=subject_id, email=contact.email, by=by, at=at, valid_for=LINK_IS_VALID_FOR
    )
    message = Message(
        subject=subject,
        lines=[
            _("Good day, %(name)s.") % {"name": contact.name},
            *lines,
            _("You need no account. The link works once, for sixty days, and is meant for you alone."),
        ],
        path=reverse(address, args=[issued.secret]),
        label=label,
    )
    write_letter(message, key=key, to_email=contact.email, language=language_of(contact), at=at)


def language_of(contact: FocalPoint) -> str:
    """Arabic for contacts in Arab countries, English for others."""
    sides = contact.agreement.parties.filter(side=contact.side).select_related("country")
    is_arab = any(party.country.region == Region.ARAB_STATES for party in sides)
    return "ar" if is_arab else "en"


def record_of(
    relationship: Relationship,
    event: str,
    *,
    by: User | None,
    at: datetime.datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Record what happened to a tie's follow-up; the last step of every write."""
    happening = Happening(event, "relationship", str(relationship.public_id), relationship.version, facts or {})
    record(happening, by=by, at=at)
