"""Starting the agreement that follows another: it renews, replaces or amends it, or stands under it."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.carrying import FOLLOWING, Carried, content_carried
from agreements.choices import PUBLISHED_STATUSES, Link
from agreements.exceptions import ActNotPermitted, WrongState
from agreements.lifecycle import TRANSITIONS, Act
from agreements.models import Agreement
from agreements.policies import AgreementPolicy, keeper_of_successor
from agreements.services.agreements import create_draft
from agreements.services.drafts import DraftContent, change_draft
from twinning.accounts.models import User
from twinning.core.exceptions import FieldProblem, InvalidInput

_ACTS = {Link.RENEWS: Act.RENEW, Link.REPLACES: Act.REPLACE}


def can_be_followed(earlier: Agreement, link: Link) -> bool:
    """Whether an agreement may be renewed, replaced, amended or have one under it as it stands."""
    act = _ACTS.get(link)
    return earlier.status in (TRANSITIONS[act].sources if act else PUBLISHED_STATUSES)


@transaction.atomic
def start_successor(
    earlier: Agreement,
    link: Link,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    parts: Collection[Carried] = tuple(Carried),
    public_id: uuid.UUID | None = None,
) -> Agreement:
    """Start a draft that follows a published agreement and takes over what stands.

    Asked again with the same `public_id`, as by a double click, it answers with the draft made the first time.
    Raises: ActNotPermitted, WrongState, InvalidInput.
    """
    if link not in FOLLOWING:
        raise InvalidInput([FieldProblem("link", "invalid_choice", _("Choose what the new agreement is to this one."))])
    city = keeper_of_successor(by, earlier)
    if city is None or not AgreementPolicy.visible_to(by).filter(pk=earlier.pk).exists():
        raise ActNotPermitted
    if not can_be_followed(earlier, link):
        raise WrongState(earlier.status)
    draft = create_draft(city=city, by=by, at=at, public_id=public_id)
    if draft.predecessor_id is not None:
        return draft
    return change_draft(draft, content_carried(earlier, link, parts), by=by, at=at, today=today)


def with_carried(content: DraftContent, parts: Collection[Carried], *, by: User) -> DraftContent:
    """What was sent for a new draft over what it takes over from the earlier agreement it names.

    Raises: InvalidInput where the earlier agreement or the link is missing, or does not allow it; ActNotPermitted
    for whoever writes for none of its places, so that nobody takes over what she may not read.
    """
    earlier, link = content.changes.get("predecessor"), content.changes.get("link") or ""
    if earlier is None:
        message = _("Choose the earlier agreement this one refers to.")
        raise InvalidInput([FieldProblem("predecessor", "required", message)])
    if link not in FOLLOWING:
        raise InvalidInput([FieldProblem("link", "required", _("Choose what the new agreement is to this one."))])
    if keeper_of_successor(by, earlier) is None:
        raise ActNotPermitted
    if not can_be_followed(earlier, Link(link)):
        raise InvalidInput([FieldProblem("predecessor", "wrong_state", WrongState(earlier.status).message)])
    carried = content_carried(earlier, Link(link), parts)
    lists = ("parties", "purposes", "focal_points")
    kept = {name: getattr(carried, name) for name in lists if getattr(content, name) is None}
    return replace(content, changes={**carried.changes, **content.changes}, **kept)
