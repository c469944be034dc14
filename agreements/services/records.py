"""How every write begins and ends: the locked row, the person's right, the version; then the event."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.choices import PUBLISHED_STATUSES
from agreements.exceptions import ActNotPermitted, NotEditable
from agreements.models import Agreement
from agreements.policies import AgreementPolicy
from agreements.services.vitality import refresh
from twinning.accounts.models import User
from twinning.core.exceptions import StaleVersion
from twinning.core.text import normalise
from twinning.events.services import Happening, record


def lock(agreement: Agreement, *, expected_version: int | None = None) -> Agreement:
    """The agreement's row, locked until the transaction ends.

    Raises: StaleVersion when the row is no longer at `expected_version`.
    """
    locked = Agreement.objects.select_for_update(of=("self",)).select_related("owner_city").get(pk=agreement.pk)
    if expected_version is not None and locked.version != expected_version:
        raise StaleVersion(_("Somebody has changed this record since you read it. Read it again, then send."))
    return locked


def lock_for_change(agreement: Agreement, *, by: User, expected_version: int | None = None) -> Agreement:
    """The locked row of an agreement this person may change now.

    Raises: ActNotPermitted (who), NotEditable (state), StaleVersion.
    """
    locked = lock(agreement, expected_version=expected_version)
    if not AgreementPolicy.can_change(by, locked):
        raise ActNotPermitted
    if not locked.is_editable:
        raise NotEditable
    return locked


def save_changed(
    agreement: Agreement,
    event: str,
    *,
    by: User | None,
    at: datetime.datetime,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Save a locked agreement one version further and record the event; the last step of every write."""
    agreement.version += 1
    agreement.search_key = search_key_of(agreement)
    agreement.save()
    if agreement.relationship is not None and agreement.status in PUBLISHED_STATUSES:
        refresh(agreement.relationship, today=timezone.localdate(at), at=at)
    happening = Happening(
        type=event,
        subject_type="agreement",
        subject_id=str(agreement.public_id),
        subject_version=agreement.version,
        payload={"status": agreement.status, "reference": agreement.reference, **(facts or {})},
    )
    record(happening, by=by, at=at, reason=reason)


def search_key_of(agreement: Agreement) -> str:
    """All words by which people look for an agreement, normalised, each once."""
    texts = [agreement.reference or "", agreement.title_ar, agreement.title_en]
    for party in agreement.parties.select_related("city", "governorate", "country"):
        texts += [party.name_ar, party.name_en, party.country.name_ar, party.country.name_en]
        for place in (party.city, party.governorate):
            if place is not None:
                texts += [place.name_ar, place.name_en]
    for purpose in agreement.purposes.select_related("focus_area"):
        texts += [purpose.statement_ar, purpose.statement_en, purpose.focus_area.name_ar, purpose.focus_area.name_en]
    words = " ".join(normalise(text) for text in texts if text).split()
    return " ".join(dict.fromkeys(words))
