"""The contacts of a published agreement: asked whether they still are, confirming by a link, named anew."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agreements import events
from agreements.choices import ContinuityCause
from agreements.exceptions import ActNotPermitted, NobodyToWriteTo
from agreements.models import Agreement, FocalPoint
from agreements.policies import AgreementPolicy
from agreements.services.continuity_checks import open_check
from agreements.services.focal_points import FocalPointInput, problems_of
from agreements.services.follow_up import FOLLOWED_STATUSES, language_of, write_with_link
from agreements.services.records import lock, save_changed
from twinning.accounts.models import User
from twinning.accounts.one_time_links import LinkNotValid, look_up, redeem
from twinning.core.exceptions import InvalidInput

LINK_PURPOSE = "contact"
# Somebody who did not answer is asked again after so many days.
ASKED_AGAIN_AFTER = datetime.timedelta(days=60)
DAYS_OF_YEAR = 365


@transaction.atomic
def ask_contact(contact: FocalPoint, *, by: User | None, at: datetime.datetime) -> FocalPoint:
    """E-mail a contact a one-time link by which the person says that she still is the contact.

    Raises: ActNotPermitted, NobodyToWriteTo.
    """
    locked = lock(contact.agreement)
    if by is not None and not AgreementPolicy.can_follow_up(by, locked):
        raise ActNotPermitted
    row = FocalPoint.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if not row.email:
        raise NobodyToWriteTo
    row.asked_at = at
    row.version += 1
    row.save()
    with translation.override(language_of(row)):
        facts = {"title": str(locked), "city": str(locked.owner_city)}
        write_with_link(
            row,
            purpose=LINK_PURPOSE,
            subject_id=row.public_id,
            address="agreements:contact_by_link",
            subject=_("Are you still the contact for “%(title)s”?") % facts,
            lines=[
                _("You are named as the contact for the agreement “%(title)s” in the City Twinning Register.") % facts,
                _("Please say with one press whether this is still so."),
            ],
            label=_("Say that it is so"),
            key=f"contact:{row.public_id}:{row.version}",
            by=by,
            at=at,
        )
    save_changed(locked, events.CONTACT_ASKED, by=by, at=at, facts={"side": row.side})
    return row


@transaction.atomic
def confirm_by_link(*, secret: str, at: datetime.datetime, today: datetime.date) -> FocalPoint:
    """Keep that a contact confirmed herself; the link is used up. Raises: LinkNotValid."""
    link = redeem(purpose=LINK_PURPOSE, secret=secret, at=at)
    found = FocalPoint.objects.select_related("agreement").filter(public_id=link.subject_id).first()
    if found is None or found.email.lower() != link.email:
        raise LinkNotValid
    locked = lock(found.agreement)
    row = FocalPoint.objects.select_for_update(of=("self",)).get(pk=found.pk)
    row.confirmed_on = today
    row.version += 1
    row.save()
    save_changed(locked, events.CONTACT_CONFIRMED, by=None, at=at, facts={"side": row.side})
    return row


def contact_behind(*, secret: str, at: datetime.datetime) -> FocalPoint:
    """The contact a usable link asks. Raises: LinkNotValid."""
    link = look_up(purpose=LINK_PURPOSE, secret=secret, at=at)
    found = FocalPoint.objects.select_related("agreement__owner_city").filter(public_id=link.subject_id).first()
    if found is None or found.email.lower() != link.email:
        raise LinkNotValid
    return found


@transaction.atomic
def name_contact(
    agreement: Agreement,
    named: FocalPointInput,
    *,
    by: User,
    at: datetime.datetime,
    contact: FocalPoint | None = None,
    expected_version: int | None = None,
) -> FocalPoint:
    """Name a new contact for one side, in place of an earlier one or beside; whoever is new is not confirmed yet.

    Another person in the place of an earlier one opens a continuity check. Raises: ActNotPermitted, InvalidInput.
    """
    locked = lock(agreement, expected_version=expected_version)
    if not AgreementPolicy.can_follow_up(by, locked):
        raise ActNotPermitted
    problems = problems_of(named)
    if problems:
        raise InvalidInput(problems)
    row = FocalPoint(agreement=locked, version=0)
    if contact is not None:
        row = FocalPoint.objects.select_for_update(of=("self",)).get(pk=contact.pk, agreement=locked)
    is_other = contact is None or row.email.lower() != named.email.strip().lower() or row.name != named.name.strip()
    row.side = named.side
    for name in ("name", "job_title", "organisation", "email", "phone"):
        setattr(row, name, getattr(named, name).strip())
    if is_other:
        row.confirmed_on = row.asked_at = None
    row.version += 1
    row.save()
    if is_other and contact is not None and locked.relationship is not None:
        open_check(locked.relationship, cause=ContinuityCause.CONTACT, by=by, at=at)
    save_changed(locked, events.CONTACT_NAMED, by=by, at=at, facts={"side": row.side})
    return row


def ask_unconfirmed(*, today: datetime.date, at: datetime.datetime) -> int:
    """Ask every contact whose confirmation has run out, not more often than every two months; returns how many."""
    stale = today - datetime.timedelta(days=DAYS_OF_YEAR * settings.VITALITY["contact_months"] // 12)
    contacts = (
        FocalPoint.objects.filter(agreement__status__in=FOLLOWED_STATUSES)
        .exclude(email="")
        .exclude(confirmed_on__gt=stale)
        .exclude(asked_at__gt=at - ASKED_AGAIN_AFTER)
        .select_related("agreement")
    )
    count = 0
    for contact in contacts.order_by("pk"):
        ask_contact(contact, by=None, at=at)
        count += 1
    return count
