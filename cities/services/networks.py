"""Keeping city networks and who is in them, as a source tells it, and taking that back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cities.models import City, CityNetwork, NetworkMembership

NETWORK_FIELDS = ("name_ar", "name_en", "website")
MEMBERSHIP_FIELDS = ("joined_year", "left_year", "source")
# What stood before a write, by field; None where the record is new.
Before = dict[str, Any] | None


@transaction.atomic
def keep_network(*, code: str, values: Mapping[str, str]) -> Before:
    """Give a network these values, adding it where it is missing; return what stood there."""
    network = CityNetwork.objects.select_for_update().filter(pk=code).first()
    if network is None:
        CityNetwork.objects.create(code=code, **values)
        return None
    return _changed(network, values)


@transaction.atomic
def keep_membership(*, network: str, city: City, values: Mapping[str, Any]) -> tuple[NetworkMembership, Before]:
    """Give a membership these values, adding it where it is missing; return it and what stood there."""
    known = NetworkMembership.objects.select_for_update().filter(network=network, city=city).first()
    if known is None:
        return NetworkMembership.objects.create(network_id=network, city=city, **values), None
    return known, _changed(known, values)


@transaction.atomic
def restore_network(*, code: str, before: Before, written: Mapping[str, str]) -> bool:
    """Take the writing of a network back; False where somebody edited or uses it since."""
    network = CityNetwork.objects.select_for_update().filter(pk=code).first()
    if network is None or _differs(network, written):
        return False
    if before is not None:
        _changed(network, before)
        return True
    if network.memberships.exists():
        return False
    network.delete()
    return True


@transaction.atomic
def restore_membership(*, network: str, city_id: int, before: Before, written: Mapping[str, Any]) -> bool:
    """Take the writing of a membership back; False where somebody edited it since."""
    known = NetworkMembership.objects.select_for_update().filter(network=network, city=city_id).first()
    if known is None or _differs(known, written):
        return False
    if before is None:
        known.delete()
    else:
        _changed(known, before)
    return True


def _differs(record: CityNetwork | NetworkMembership, written: Mapping[str, Any]) -> bool:
    return any(getattr(record, name) != value for name, value in written.items())


def _changed(record: CityNetwork | NetworkMembership, values: Mapping[str, Any]) -> dict[str, Any]:
    before = {name: getattr(record, name) for name in values}
    for name, value in values.items():
        setattr(record, name, value)
    if before != dict(values):
        record.save()
    return before
