"""Taking back a record that an import made and nobody has touched since."""

import datetime

from django.db import transaction

from agreements.choices import EDITABLE_STATUSES, Status
from agreements.exceptions import ActNotPermitted, WrongState
from agreements.models import Agreement, Relationship
from agreements.policies import AgreementPolicy
from agreements.services.records import lock
from twinning.accounts.models import User
from twinning.events.services import Happening, record

# What an import itself writes beside the record; anything else was added by people.
_OWN_PARTS = frozenset({"parties", "purposes", "authorisations", "due_diligence"})
_REMOVABLE = [*EDITABLE_STATUSES, Status.HISTORICAL]


class UsedSince(Exception):
    """Something else hangs on the record by now."""


@transaction.atomic
def remove_imported(agreement: Agreement, *, by: User, at: datetime.datetime) -> None:
    """Remove a draft or historical record that an import made, and its relationship where nothing else is in it.

    The event keeps its reference: a gap in the serials is explained for ever.
    Raises: ActNotPermitted, WrongState, UsedSince.
    """
    locked = lock(agreement)
    if not (AgreementPolicy.can_change(by, locked) or AgreementPolicy.took_in(by, locked)):
        raise ActNotPermitted
    if locked.status not in _REMOVABLE:
        raise WrongState(locked.status)
    if _is_used(locked):
        raise UsedSince
    facts = {"reference": locked.reference, "status": locked.status}
    subject, version, relationship = str(locked.public_id), locked.version + 1, locked.relationship
    locked.delete()
    if relationship is not None:
        _remove_if_empty(relationship)
    record(Happening("agreement.import_undone", "agreement", subject, version, facts), by=by, at=at)


# What a relationship has from its own making: its places, and the vitality that was worked out of nothing.
_COMPUTED_OR_OWN = ("members", "vitality_points")


def _is_used(agreement: Agreement) -> bool:
    for relation in agreement._meta.related_objects:
        name = relation.get_accessor_name()
        if name is None or name in _OWN_PARTS or relation.related_model._meta.label.endswith("Event"):
            continue
        if relation.related_model._default_manager.filter(**{relation.field.name: agreement}).exists():
            return True
    return False


def _remove_if_empty(relationship: Relationship) -> None:
    for relation in relationship._meta.related_objects:
        name = relation.get_accessor_name()
        if name is None or name in _COMPUTED_OR_OWN or relation.related_model._meta.label.endswith("Event"):
            continue
        if relation.related_model._default_manager.filter(**{relation.field.name: relationship}).exists():
            return
    relationship.vitality_points.all().delete()
    relationship.members.all().delete()
    relationship.delete()
