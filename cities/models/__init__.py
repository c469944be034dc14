"""The nouns of places."""

from cities.models.city import City, CityKind, CityName, CityNameKind, CitySource, CityStatus
from cities.models.geography import Country, Governorate, Region
from cities.models.membership import CityMembership
from cities.models.network import CityNetwork, NetworkMembership
from cities.models.profile import CallDirection, CallReply, CityCall, EntryState, ProfileEntry, ReplyState
from cities.models.reference_city import ReferenceCity
from cities.models.remembered_name import Owner, RememberedName
from cities.models.taxonomy import GrowthModel, PlannedGrowth
from cities.models.trait import Facet, Trait

__all__ = [
    "CallDirection",
    "CallReply",
    "City",
    "CityCall",
    "CityKind",
    "CityMembership",
    "CityName",
    "CityNameKind",
    "CityNetwork",
    "CitySource",
    "CityStatus",
    "Country",
    "EntryState",
    "Facet",
    "Governorate",
    "GrowthModel",
    "NetworkMembership",
    "Owner",
    "PlannedGrowth",
    "ProfileEntry",
    "ReferenceCity",
    "Region",
    "RememberedName",
    "ReplyState",
    "Trait",
]
