"""Countries, governorates and cities for tests."""

from typing import Any

import factory

from cities.models.city import City, CityName, CitySource
from cities.models.geography import Country, Governorate, Region
from cities.services.gazetteer import add_alias, keep_names


class CountryFactory(factory.django.DjangoModelFactory[Country]):
    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = "OM"
    alpha3 = factory.LazyAttribute(lambda country: {"OM": "OMN", "JO": "JOR"}.get(country.code, country.code + "X"))
    name_ar = factory.LazyAttribute(lambda c: {"OM": "سلطنة عُمان", "JO": "الأردن"}.get(c.code, f"دولة {c.code}"))
    name_en = factory.LazyAttribute(lambda c: {"OM": "Oman", "JO": "Jordan"}.get(c.code, f"Country {c.code}"))
    region = Region.ARAB_STATES


class GovernorateFactory(factory.django.DjangoModelFactory[Governorate]):
    class Meta:
        model = Governorate
        django_get_or_create = ("code",)

    country = factory.SubFactory(CountryFactory)
    code = factory.Sequence(lambda n: f"OM.T{n}")
    name_ar = factory.Sequence(lambda n: f"محافظة {n}")
    name_en = factory.Sequence(lambda n: f"Governorate {n}")


class CityFactory(factory.django.DjangoModelFactory[City]):
    """A GeoNames place that search finds by both its names, and by `aliases=[…]`."""

    class Meta:
        model = City
        skip_postgeneration_save = True

    id = factory.Sequence(lambda n: 900_000_000 + n)
    source = CitySource.GEONAMES
    country = factory.SubFactory(CountryFactory)
    name_ar = factory.Sequence(lambda n: f"مدينة {n}")
    name_en = factory.Sequence(lambda n: f"City {n}")
    latitude = 23.6
    longitude = 58.5
    population = 10_000
    time_zone = "Asia/Muscat"

    @factory.post_generation
    def aliases(self, create: bool, extracted: list[str] | None, **_kwargs: Any) -> None:
        if not create or not isinstance(self, City):
            return
        keep_names(city=self)
        for alias in extracted or []:
            add_alias(city=self, name=alias)


class OwnCityFactory(CityFactory):
    """A place entered in the register, with an id of its own range."""

    class Meta:
        model = City
        skip_postgeneration_save = True
        exclude = ("id",)

    source = CitySource.REGISTER


class CityNameFactory(factory.django.DjangoModelFactory[CityName]):
    class Meta:
        model = CityName

    city = factory.SubFactory(CityFactory)
    name = factory.Sequence(lambda n: f"Alias {n}")
