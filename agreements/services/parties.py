"""Writing who concludes an agreement."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from agreements.checks import check_parties, check_texts, side_of
from agreements.choices import MEMBER_ROLES, PartyRole, Side
from agreements.models import Agreement, AgreementParty
from agreements.models.party import members_key_of
from agreements.services.records import lock_for_change, save_changed
from cities.models import City, Governorate
from twinning.accounts.models import User
from twinning.core.exceptions import InvalidInput


@dataclass(frozen=True, slots=True)
class PartyInput:
    """A party as typed or sent: a role and a place, and for organisations a side and a name.

    A party that is on record already keeps its `public_id`.
    """

    role: PartyRole
    city: City | None = None
    governorate: Governorate | None = None
    side: Side | None = None
    name_ar: str = ""
    name_en: str = ""
    signatory_ar: str = ""
    signatory_en: str = ""
    public_id: uuid.UUID | None = None


@transaction.atomic
def set_parties(
    agreement: Agreement,
    parties: Sequence[PartyInput],
    *,
    by: User,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> Agreement:
    """Replace the parties of a draft; an answer about an earlier agreement falls when the places change.

    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput (fields `parties.<n>.…`).
    """
    locked = lock_for_change(agreement, by=by, expected_version=expected_version)
    put_parties(locked, parties)
    save_changed(locked, "agreement.changed", by=by, at=at, facts={"changed": ["parties"]})
    return locked


def put_parties(locked: Agreement, parties: Sequence[PartyInput]) -> None:
    """Replace the parties of a locked agreement; the caller ends the write with `save_changed`.

    Raises: InvalidInput (fields `parties.<n>.…`).
    """
    on_record = set(locked.parties.values_list("public_id", flat=True))
    rows = [_row(locked, party, position) for position, party in enumerate(parties)]
    for row, party in zip(rows, parties, strict=True):
        if party.public_id in on_record:
            row.public_id = party.public_id
    problems = check_parties(rows, keeper_id=locked.owner_city_id) + check_texts(
        (f"parties.{index}.{name}", getattr(row, name), 200)
        for index, row in enumerate(rows)
        for name in ("name_ar", "name_en", "signatory_ar", "signatory_en")
    )
    if problems:
        raise InvalidInput(problems)
    if members_key_of(locked.parties.all()) != members_key_of(rows):
        locked.link, locked.link_reason, locked.predecessor = "", "", None
    locked.parties.all().delete()
    AgreementParty.objects.bulk_create(rows)


def _row(agreement: Agreement, party: PartyInput, position: int) -> AgreementParty:
    place = party.city or party.governorate
    is_member = party.role in MEMBER_ROLES and party.role != PartyRole.GOVERNORATE
    return AgreementParty(
        agreement=agreement,
        role=party.role,
        side=side_of(party.role) if is_member else party.side or Side.PARTNER,
        position=position,
        city=None if party.role == PartyRole.GOVERNORATE else party.city,
        governorate=party.governorate,
        country_id=place.country_id if place else "",
        name_ar=party.name_ar.strip(),
        name_en=party.name_en.strip(),
        signatory_ar=party.signatory_ar.strip(),
        signatory_en=party.signatory_en.strip(),
    )
