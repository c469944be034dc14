"""Illustrative growth models, profiles, offers and needs, and networks of the demo's cities."""

from typing import Any

from cities.models import City, CityCall, NetworkMembership, PlannedGrowth, ProfileEntry
from twinning.demo.cast import Cast
from twinning.demo.days import DemoCalendar
from twinning.demo.drafts import public_id_of
from twinning.demo.entries import read_data


def describe_places(cast: Cast, calendar: DemoCalendar) -> None:
    """Add what the data say of places and is missing; what is there stays as it is."""
    data = read_data("places")
    _plan_growth(data["growth"], data["source"])
    for name, rows in data["profiles"].items():
        for row in rows:
            _add_profile_entry(name, row, cast, calendar, data["source"])
    for name, rows in data["calls"].items():
        for number, row in enumerate(rows):
            _add_call(f"{name}/{number}", cast.cities[name], row)
    for row in data["networks"]:
        for name in row["cities"]:
            NetworkMembership.objects.get_or_create(
                network_id=row["network"],
                city=cast.cities[name],
                defaults={"source": data["network_source"]},
            )


def _plan_growth(growth: dict[str, Any], source: str) -> None:
    marks = {"source": source, "is_illustrative": True}
    for model, places in growth.items():
        for code in places["governorates"]:
            PlannedGrowth.objects.get_or_create(growth_model_id=model, governorate_id=code, defaults=marks)
        for city in City.objects.filter(pk__in=places["cities"]):
            PlannedGrowth.objects.get_or_create(growth_model_id=model, city=city, defaults=marks)


def _add_profile_entry(name: str, row: dict[str, Any], cast: Cast, calendar: DemoCalendar, source: str) -> None:
    entry, is_new = ProfileEntry.objects.get_or_create(
        public_id=public_id_of("profile", f"{name}/{row['facet']}"),
        defaults={
            "city": cast.cities[name],
            "facet": row["facet"],
            "text_ar": row["ar"],
            "text_en": row["en"],
            "source": source,
            "as_of": calendar.today,
            "is_illustrative": True,
        },
    )
    if is_new:
        entry.traits.set(row["traits"])


def _add_call(key: str, city: City, row: dict[str, str]) -> None:
    CityCall.objects.get_or_create(
        public_id=public_id_of("call", key),
        defaults={
            "city": city,
            "direction": row["direction"],
            "focus_area_id": row["focus"],
            "text_ar": row["ar"],
            "text_en": row["en"],
            "is_illustrative": True,
        },
    )
