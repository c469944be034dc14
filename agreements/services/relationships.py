"""Finding the relationship of a set of places, and tying a submitted agreement to it."""

import datetime
from collections.abc import Iterable

from agreements.choices import MEMBER_ROLES, Origin, Visibility
from agreements.models import Agreement, AgreementParty, Relationship, RelationshipMember
from agreements.models.party import members_key_of
from twinning.accounts.models import User
from twinning.events.services import Happening, record


def relationship_on_file(parties: Iterable[AgreementParty]) -> Relationship | None:
    """The registered relationship of exactly these places, or None."""
    key = members_key_of(parties)
    return Relationship.objects.registered().filter(members_key=key).first() if key else None


def attach_relationship(agreement: Agreement, *, by: User | None, at: datetime.datetime) -> Relationship:
    """Tie a locked agreement to the one relationship of its places, made where there is none.

    Must run inside the transaction that saves the agreement. Two first agreements of the same places submitted at
    once meet in the unique key: one makes the relationship, the other waits and finds it.
    """
    members = [party for party in agreement.parties.all() if party.role in MEMBER_ROLES]
    key = members_key_of(members)
    relationship, is_new = Relationship.objects.get_or_create(members_key=key, origin=Origin.REGISTERED)
    agreement.relationship = relationship
    if is_new:
        _add_members(relationship, members)
        happening = Happening("relationship.created", "relationship", str(relationship.public_id), 1, {"places": key})
        record(happening, by=by, at=at)
    return relationship


def note_beginning(relationship: Relationship, agreement: Agreement) -> None:
    """Let the relationship begin with its earliest known signing that is public.

    What is stored here stands in lists and orders for everybody; who may know of more is told by `agreements.chain`.
    """
    signed = agreement.signed
    if signed is None or signed.value is None or agreement.visibility != Visibility.PUBLIC:
        return
    locked = Relationship.objects.select_for_update().get(pk=relationship.pk)
    if locked.since_on is None or signed.value < locked.since_on:
        locked.since = signed
        locked.version += 1
        locked.save()


def _add_members(relationship: Relationship, parties: list[AgreementParty]) -> None:
    RelationshipMember.objects.bulk_create(
        RelationshipMember(
            relationship=relationship,
            side=party.side,
            position=position,
            city_id=party.city_id,
            governorate_id=party.governorate_id if not party.city_id else None,
        )
        for position, party in enumerate(parties)
    )
