"""What the database promises of cities and their names."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from cities.models import City, CityName, CitySource, CityStatus
from cities.models.city import FIRST_OWN_ID
from tests.factories.cities import CityFactory, CityNameFactory, OwnCityFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"source": CitySource.REGISTER}, "city_id_fits_its_source"),
        ({"status": CityStatus.MERGED}, "city_merged_into_another"),
        ({"latitude": 91.0}, "city_lies_on_earth"),
        ({"longitude": -181.0}, "city_lies_on_earth"),
        ({"latitude": None}, "city_lies_on_earth"),
    ],
)
def test_the_database_refuses(changes: dict[str, object], constraint: str) -> None:
    city = CityFactory()
    with pytest.raises(IntegrityError, match=constraint):
        City.objects.filter(pk=city.pk).update(**changes)


def test_a_city_is_not_merged_into_itself() -> None:
    city = CityFactory()
    with pytest.raises(IntegrityError, match="city_not_merged_into_itself"):
        City.objects.filter(pk=city.pk).update(status=CityStatus.MERGED, merged_into=city)


def test_an_active_city_is_merged_into_none() -> None:
    city, other = CityFactory(), CityFactory()
    with pytest.raises(IntegrityError, match="city_merged_into_another"):
        City.objects.filter(pk=city.pk).update(merged_into=other)


def test_a_city_has_a_name_once() -> None:
    name = CityNameFactory(name="Maskat")
    with transaction.atomic(), pytest.raises(IntegrityError, match="city_name_once"):
        CityNameFactory(city=name.city, name="MASKAT")
    assert CityName.objects.filter(city=name.city, key="maskat").count() == 1


def test_places_entered_here_get_ids_that_geonames_never_has() -> None:
    first, second = OwnCityFactory(), OwnCityFactory()
    assert FIRST_OWN_ID <= first.pk < second.pk


def test_a_city_is_named_in_the_readers_language_or_in_the_other_where_that_is_missing() -> None:
    known, unknown = CityFactory(name_ar="مسقط", name_en="Muscat"), CityFactory(name_ar="", name_en="Muscatine")
    with override("ar"):
        assert (known.name, unknown.name) == ("مسقط", "Muscatine")
    with override("en"):
        assert known.name == "Muscat"


@pytest.mark.parametrize(("factory", "labels"), [(CityFactory, ["update"]), (OwnCityFactory, ["insert", "update"])])
def test_history_keeps_changes_and_the_entry_of_own_places(factory: type[CityFactory], labels: list[str]) -> None:
    city = factory()
    city.name_en = "Renamed"
    city.save()
    assert list(city.events.order_by("pgh_id").values_list("pgh_label", flat=True)) == labels


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("key >= 'mus' AND key < 'mut' ORDER BY key, rank DESC LIMIT 5", "city_name_key"),
        ("left(key, 1) = 'm' ORDER BY rank DESC LIMIT 5", "city_name_letter"),
        ("left(key, 2) = 'mu' ORDER BY rank DESC LIMIT 5", "city_name_two_letters"),
        ("left(key, 3) = 'mus' ORDER BY rank DESC LIMIT 5", "city_name_three_letters"),
        ("neighbours @> ARRAY[1]", "city_name_neighbours"),
        (
            "array_to_tsvector(string_to_array(key, ' ')) @@ 'mar'::tsquery AND key::text LIKE '% %'",
            "city_name_words",
        ),
    ],
)
def test_every_question_of_the_search_has_its_index(query: str, index: str) -> None:
    city = CityFactory()
    for number in range(50):
        CityNameFactory(city=city, name=f"Place {number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cities_cityname; SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT * FROM cities_cityname WHERE {query}")  # noqa: S608  the table above
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert index in plan
