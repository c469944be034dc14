"""Loading of growth models, traits and city networks from their data files."""

from django.db import transaction

from cities.models.network import CityNetwork
from cities.models.taxonomy import GrowthModel
from cities.models.trait import Trait
from cities.services.gazetteer_vocabularies import read_data


@transaction.atomic
def load_growth_models() -> int:
    """Bring the growth models in line with the data file; return how many. Codes an administrator added stay."""
    rows = read_data("growth_models")
    for position, row in enumerate(rows, start=1):
        values = {name: value for name, value in row.items() if name != "code"}
        GrowthModel.objects.update_or_create(code=row["code"], defaults={**values, "position": position})
    return len(rows)


@transaction.atomic
def load_traits() -> int:
    """Bring the traits of likeness in line with the data file; return how many. Codes an administrator added stay."""
    rows = [(group["facet"], *trait) for group in read_data("traits") for trait in group["traits"]]
    Trait.objects.bulk_create(
        [
            Trait(code=code, facet=facet, name_ar=name_ar, name_en=name_en, position=position)
            for position, (facet, code, name_ar, name_en) in enumerate(rows, start=1)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["facet", "name_ar", "name_en", "position"],
    )
    return len(rows)


@transaction.atomic
def load_city_networks() -> int:
    """Bring the city networks in line with the data file; return how many. Codes an administrator added stay."""
    rows = read_data("networks")
    for row in rows:
        values = {name: value for name, value in row.items() if name != "code"}
        CityNetwork.objects.update_or_create(code=row["code"], defaults=values)
    return len(rows)
