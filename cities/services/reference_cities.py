"""Loading of the catalogue of reference cities: who embodies a growth model, and the sourced facts that say why."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cities.models import City, EntryState, Facet, ProfileEntry, ReferenceCity
from cities.services.gazetteer_vocabularies import read_data

# The catalogue was compiled from its sources as they stood on this day.
COMPILED_ON = datetime.date(2026, 11, 1)
CATALOGUE = uuid.UUID("5d7f1f0e-7a52-4b6e-9d1c-2f6f3c1d8a40")


@dataclass(frozen=True, slots=True)
class LoadedCatalogue:
    """How many reference cities are new, and how many of the file the gazetteer does not hold."""

    added: int
    unknown: int


@transaction.atomic
def load_reference_cities() -> LoadedCatalogue:
    """Add the catalogue's cities that are missing, with their facts; what an administrator changed stays."""
    rows = read_data("reference_cities")
    known = set(City.objects.filter(pk__in=[row["city"] for row in rows]).values_list("pk", flat=True))
    added = sum(_add(row) for row in rows if row["city"] in known)
    return LoadedCatalogue(added=added, unknown=len({row["city"] for row in rows} - known))


def _add(row: dict[str, Any]) -> bool:
    names = ("nickname", "nickname_ar", "nickname_en", "reason_ar", "reason_en", "source")
    _reference, is_new = ReferenceCity.objects.get_or_create(
        city_id=row["city"],
        growth_model_id=row["growth_model"],
        defaults={**{name: row[name] for name in names}, "as_of": COMPILED_ON},
    )
    if is_new:
        for fact in row["facts"]:
            _add_fact(row["city"], fact)
    return is_new


def _add_fact(city_id: int, fact: dict[str, Any]) -> None:
    entry, is_new = ProfileEntry.objects.get_or_create(
        public_id=uuid.uuid5(CATALOGUE, f"{city_id}/{fact['facet']}"),
        defaults={
            "city_id": city_id,
            "facet": Facet(fact["facet"]),
            "text_ar": fact["ar"],
            "text_en": fact["en"],
            "source": fact["source"],
            "as_of": COMPILED_ON,
            "state": EntryState.ACCEPTED,
        },
    )
    if is_new:
        entry.traits.set(fact["traits"])
