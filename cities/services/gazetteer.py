"""Writes of one city's names, so that it is found by them."""

from django.db import transaction

from cities.models.city import City, CityName, CityNameKind
from cities.name_keys import name_key, name_rank


@transaction.atomic
def keep_names(*, city: City) -> None:
    """Make the city findable by its own names, and let all its names follow its country and rank."""
    for name, language in ((city.name_en, "en"), (city.name_ar, "ar"), (city.name_local, "")):
        if name_key(name):
            _keep(city=city, name=name, kind=CityNameKind.OFFICIAL, language=language, is_preferred=bool(language))
    for kind in city.names.order_by().values_list("kind", flat=True).distinct():
        city.names.filter(kind=kind).update(country=city.country_id, rank=name_rank(city.rank, kind))


@transaction.atomic
def add_alias(*, city: City, name: str, language: str = "") -> CityName | None:
    """Let the city be found by one more name; None where the name holds no letter and no digit."""
    if not name_key(name):
        return None
    return _keep(city=city, name=name, kind=CityNameKind.ALIAS, language=language, is_preferred=False)


def _keep(*, city: City, name: str, kind: CityNameKind, language: str, is_preferred: bool) -> CityName:
    kept = city.names.filter(key=name_key(name)).first()
    if kept is None:
        return CityName.objects.create(
            city=city,
            name=name,
            kind=kind,
            language=language,
            is_preferred=is_preferred,
        )
    if is_preferred:
        kept.name, kept.kind, kept.language, kept.is_preferred = name, kind, language, True
        kept.save()
    return kept
