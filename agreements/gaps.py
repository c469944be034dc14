"""Where a country lacks partners: governorates, growth models and focus areas without a living tie; partners in excess.

Counting rule: registered relationships the reader may know of with at least one place of the country, each once per row
it belongs to; a domestic tie counts for both of its governorates.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from agreements.choices import Origin, Vitality
from agreements.models import Purpose, RelationshipMember
from agreements.policies import AgreementPolicy, RelationshipPolicy
from cities.models import City, Country, Governorate, GrowthModel, PlannedGrowth, ReferenceCity
from twinning.focus_areas.models import FocusArea

# A partner city that so many of a country's relationships share is said to be over-served.
OVER_SERVED_FROM = 3


@dataclass(frozen=True, slots=True)
class GovernorateGap:
    """A governorate, how it is planned to grow, and how many of its relationships there are and live."""

    governorate: Governorate
    growth_models: tuple[GrowthModel, ...]
    relationships: int
    living: int


@dataclass(frozen=True, slots=True)
class ModelGap:
    """A growth model planned here: places of the country under it, and living ties with cities that embody it."""

    model: GrowthModel
    places: tuple[str, ...]
    living_with_reference_cities: int
    reference_cities: int


@dataclass(frozen=True, slots=True)
class AreaGap:
    """A focus area and how many relationships have a purpose in it, and how many of those live."""

    area: FocusArea
    relationships: int
    living: int


@dataclass(frozen=True, slots=True)
class SharedPartner:
    """A place abroad, or at home, with which many relationships of the country are kept."""

    city: City
    relationships: int


@dataclass(frozen=True, slots=True)
class GapReport:
    """What a ministry asks: where nothing lives, and where everybody goes."""

    governorates: tuple[GovernorateGap, ...]
    models: tuple[ModelGap, ...]
    areas: tuple[AreaGap, ...]
    shared_partners: tuple[SharedPartner, ...]


@dataclass(frozen=True, slots=True)
class _Tie:
    """One relationship as the report reads it."""

    pk: int
    is_living: bool
    members: tuple[RelationshipMember, ...]

    def governorates_in(self, country: Country) -> set[str]:
        codes = {member.city.governorate_id for member in self.members if member.city}
        codes |= {member.governorate_id for member in self.members}
        return {code for code in codes if code and code.startswith(f"{country.pk}.")}

    def partners_of(self, country: Country) -> list[City]:
        """The cities on the other side: those abroad, or in a domestic tie none."""
        return [member.city for member in self.members if member.city and member.city.country_id != country.pk]


def gap_report_of(country: Country, *, person: AbstractBaseUser | AnonymousUser) -> GapReport:
    """The gaps of a country as far as this person may know of its relationships; eight queries whatever the number."""
    ties = _ties_of(country, person)
    return GapReport(
        governorates=_governorates(country, ties),
        models=_models(country, ties),
        areas=_areas(ties, person),
        shared_partners=_shared(country, ties),
    )


def _ties_of(country: Country, person: AbstractBaseUser | AnonymousUser) -> list[_Tie]:
    members = RelationshipMember.objects.filter(city__country=country).values("relationship")
    governed = RelationshipMember.objects.filter(governorate__country=country).values("relationship")
    seen = RelationshipPolicy.visible_to(person).filter(origin=Origin.REGISTERED)
    found = seen.filter(pk__in=members) | seen.filter(pk__in=governed)
    relationships = found.distinct().prefetch_related("members__city__country", "members__governorate")
    return [_Tie(one.pk, one.vitality == Vitality.LIVING, tuple(one.members.all())) for one in relationships.distinct()]


def _governorates(country: Country, ties: Sequence[_Tie]) -> tuple[GovernorateGap, ...]:
    planned = PlannedGrowth.objects.filter(governorate__country=country).select_related("growth_model")
    models: dict[str, list[GrowthModel]] = {}
    for plan in planned:
        models.setdefault(str(plan.governorate_id), []).append(plan.growth_model)
    total, living = Counter[str](), Counter[str]()
    for tie in ties:
        total.update(tie.governorates_in(country))
        living.update(tie.governorates_in(country) if tie.is_living else ())
    rows = [
        GovernorateGap(one, tuple(models.get(one.pk, ())), total[one.pk], living[one.pk])
        for one in Governorate.objects.filter(country=country)
    ]
    return tuple(sorted(rows, key=lambda row: (row.living, row.relationships, row.governorate.pk)))


def _models(country: Country, ties: Sequence[_Tie]) -> tuple[ModelGap, ...]:
    plans = PlannedGrowth.objects.select_related("growth_model", "city", "governorate")
    of_country = plans.filter(city__country=country) | plans.filter(governorate__country=country)
    places: dict[GrowthModel, list[str]] = {}
    for plan in of_country:
        place = plan.governorate or plan.city
        places.setdefault(plan.growth_model, []).append(place.name if place else "")
    embodied: dict[str, set[int]] = {}
    for model, city in ReferenceCity.objects.filter(is_listed=True).values_list("growth_model", "city"):
        embodied.setdefault(model, set()).add(city)
    return tuple(
        ModelGap(
            model,
            tuple(names),
            _living_with(country, ties, embodied.get(model.pk, set())),
            len(embodied.get(model.pk, ())),
        )
        for model, names in sorted(places.items(), key=lambda pair: pair[0].position)
    )


def _living_with(country: Country, ties: Sequence[_Tie], cities: Collection[int]) -> int:
    return sum(tie.is_living and any(partner.pk in cities for partner in tie.partners_of(country)) for tie in ties)


def _areas(ties: Sequence[_Tie], person: AbstractBaseUser | AnonymousUser) -> tuple[AreaGap, ...]:
    living = {tie.pk for tie in ties if tie.is_living}
    pairs = set(
        Purpose.objects.filter(
            agreement__in=AgreementPolicy.visible_to(person), agreement__relationship__in=[tie.pk for tie in ties]
        ).values_list("focus_area", "agreement__relationship")
    )
    total = Counter(area for area, _tie in pairs)
    alive = Counter(area for area, tie in pairs if tie in living)
    areas = FocusArea.objects.filter(parent__isnull=False).select_related("parent")
    rows = [AreaGap(area, total[area.pk], alive[area.pk]) for area in areas]
    return tuple(sorted(rows, key=lambda row: (row.living, row.relationships)))


def _shared(country: Country, ties: Sequence[_Tie]) -> tuple[SharedPartner, ...]:
    cities = {partner.pk: partner for tie in ties for partner in tie.partners_of(country)}
    counts = Counter(pk for tie in ties for pk in {partner.pk for partner in tie.partners_of(country)})
    return tuple(SharedPartner(cities[pk], count) for pk, count in counts.most_common() if count >= OVER_SERVED_FROM)
