"""Keeping what people mean by a name, for the next table that writes it so."""

import datetime

from django.db import transaction

from cities.models import City, Governorate, Owner, RememberedName
from cities.name_keys import KEY_LENGTH, name_key
from cities.resolution.answers import Mention
from twinning.accounts.models import User
from twinning.events.services import Happening, record


@transaction.atomic
def remember(
    *,
    mention: Mention,
    place: City | Governorate,
    owner: Owner,
    by: User | None,
    at: datetime.datetime,
) -> RememberedName | None:
    """Keep a person's choice for a mention; a later choice replaces it. None where the mention has no name."""
    key = name_key(mention.name)
    if not key:
        return None
    kept, _is_new = RememberedName.objects.update_or_create(
        key=key,
        country_key=name_key(mention.country),
        region_key=name_key(mention.region),
        wikidata_id=mention.wikidata_id[:20],
        owner_city_id=owner.city_id,
        owner_country_id=owner.country_code,
        defaults={
            "name": mention.name.strip()[:KEY_LENGTH],
            "city": place if isinstance(place, City) else None,
            "governorate": place if isinstance(place, Governorate) else None,
            "chosen_by": by,
        },
    )
    facts = {"name": kept.name, "country": mention.country, "place": str(place.pk)}
    record(Happening("name.remembered", "remembered_name", str(kept.pk), 0, facts), by=by, at=at)
    return kept
