"""Real cities for tests, made on first asking, without the gazetteer."""

from dataclasses import dataclass

from cities.models import City, Country, Governorate, Region
from tests.factories.cities import CityFactory, CountryFactory, GovernorateFactory


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What GeoNames says of a city; `division` is the code of its governorate, empty where tests need none."""

    id: int
    country: str
    name_ar: str
    name_en: str
    latitude: float
    longitude: float
    population: int
    time_zone: str
    division: str = ""
    is_capital: bool = False


# code: (ISO code of three letters, Arabic, English, region)
COUNTRIES: dict[str, tuple[str, str, str, Region]] = {
    "OM": ("OMN", "سلطنة عُمان", "Oman", Region.ARAB_STATES),
    "JO": ("JOR", "الأردن", "Jordan", Region.ARAB_STATES),
    "MA": ("MAR", "المغرب", "Morocco", Region.ARAB_STATES),
    "QA": ("QAT", "قطر", "Qatar", Region.ARAB_STATES),
    "JP": ("JPN", "اليابان", "Japan", Region.ASIA),
    "TR": ("TUR", "تركيا", "Türkiye", Region.EUROPE),
    "FR": ("FRA", "فرنسا", "France", Region.EUROPE),
    "IE": ("IRL", "أيرلندا", "Ireland", Region.EUROPE),
    "US": ("USA", "الولايات المتحدة", "United States", Region.NORTH_AMERICA),
    "CL": ("CHL", "تشيلي", "Chile", Region.LATIN_AMERICA_CARIBBEAN),
    "AU": ("AUS", "أستراليا", "Australia", Region.OCEANIA),
}
DIVISIONS: dict[str, tuple[str, str, str]] = {
    "OM.06": ("OM-MA", "مسقط", "Muscat"),
    "OM.08": ("OM-ZU", "ظفار", "Dhofar"),
    "OM.11": ("OM-BS", "شمال الباطنة", "Al Batinah North"),
    "OM.01": ("OM-DA", "الداخلية", "Ad Dakhiliyah"),
    "JO.16": ("JO-AM", "محافظة العاصمة", "Amman"),
    "JO.18": ("JO-IR", "إربد", "Irbid"),
    "MA.06": ("MA-06", "الدار البيضاء سطات", "Casablanca-Settat"),
    "MA.04": ("MA-04", "الرباط سلا القنيطرة", "Rabat-Salé-Kénitra"),
    "JP.13": ("JP-28", "محافظة هيوغو", "Hyogo"),
    "FR.76": ("FR-OCC", "أوكسيتاني", "Occitanie"),
    "US.IL": ("US-IL", "إلينوي", "Illinois"),
}
PLACES: dict[str, PlaceFacts] = {
    "muscat": PlaceFacts(
        287286, "OM", "مسقط", "Muscat", 23.58413, 58.40778, 797_000, "Asia/Muscat", "OM.06", is_capital=True
    ),
    "salalah": PlaceFacts(286621, "OM", "صلالة", "Salalah", 17.01505, 54.09237, 163_140, "Asia/Muscat", "OM.08"),
    "sohar": PlaceFacts(286282, "OM", "صحار", "Sohar", 24.34745, 56.70937, 108_274, "Asia/Muscat", "OM.11"),
    "nizwa": PlaceFacts(286987, "OM", "نزوى", "Nizwa", 22.93333, 57.53333, 72_076, "Asia/Muscat", "OM.01"),
    "amman": PlaceFacts(
        250441, "JO", "عمّان", "Amman", 31.95522, 35.94503, 1_275_857, "Asia/Amman", "JO.16", is_capital=True
    ),
    "irbid": PlaceFacts(248946, "JO", "إربد", "Irbid", 32.55556, 35.85, 569_068, "Asia/Amman", "JO.18"),
    "casablanca": PlaceFacts(
        2553604, "MA", "الدار البيضاء", "Casablanca", 33.58831, -7.61138, 3_665_954, "Africa/Casablanca", "MA.06"
    ),
    "rabat": PlaceFacts(
        2538475, "MA", "الرباط", "Rabat", 34.01325, -6.83255, 1_655_753, "Africa/Casablanca", "MA.04", is_capital=True
    ),
    "doha": PlaceFacts(290030, "QA", "الدوحة", "Doha", 25.28545, 51.53096, 344_939, "Asia/Qatar", is_capital=True),
    "kobe": PlaceFacts(1859171, "JP", "كوبه", "Kobe", 34.6913, 135.183, 1_525_152, "Asia/Tokyo", "JP.13"),
    "kyoto": PlaceFacts(1857910, "JP", "كيوتو", "Kyoto", 35.02107, 135.75385, 1_463_723, "Asia/Tokyo"),
    "ankara": PlaceFacts(
        323786, "TR", "أنقرة", "Ankara", 39.91987, 32.85427, 3_517_182, "Europe/Istanbul", is_capital=True
    ),
    "istanbul": PlaceFacts(745044, "TR", "إسطنبول", "Istanbul", 41.01384, 28.94966, 15_701_602, "Europe/Istanbul"),
    "toulouse": PlaceFacts(2972315, "FR", "تولوز", "Toulouse", 43.60426, 1.44367, 511_684, "Europe/Paris", "FR.76"),
    "cork": PlaceFacts(2965140, "IE", "كورك", "Cork", 51.89797, -8.47061, 224_004, "Europe/Dublin"),
    "chicago": PlaceFacts(
        4887398, "US", "شيكاغو", "Chicago", 41.85003, -87.65005, 2_664_452, "America/Chicago", "US.IL"
    ),
    "vina_del_mar": PlaceFacts(
        3868121, "CL", "فينيا ديل مار", "Viña del Mar", -33.02457, -71.55183, 334_248, "America/Santiago"
    ),
    "sydney": PlaceFacts(2147714, "AU", "سيدني", "Sydney", -33.86785, 151.20732, 5_638_830, "Australia/Sydney"),
}


def country(code: str) -> Country:
    """The country with this ISO code."""
    alpha3, name_ar, name_en, region = COUNTRIES[code]
    return CountryFactory(code=code, alpha3=alpha3, name_ar=name_ar, name_en=name_en, region=region)


def governorate(code: str) -> Governorate:
    """The first-level division with this GeoNames code, such as OM.06."""
    iso_code, name_ar, name_en = DIVISIONS[code]
    return GovernorateFactory(code=code, iso_code=iso_code, country=country(code[:2]), name_ar=name_ar, name_en=name_en)


def place(name: str) -> City:
    """The city of `PLACES` with this name, with its country and, where it is listed, its governorate."""
    facts = PLACES[name]
    on_file = City.objects.with_place().filter(pk=facts.id).first()
    if on_file is not None:
        return on_file
    return CityFactory(
        id=facts.id,
        country=country(facts.country),
        governorate=governorate(facts.division) if facts.division else None,
        name_ar=facts.name_ar,
        name_en=facts.name_en,
        latitude=facts.latitude,
        longitude=facts.longitude,
        population=facts.population,
        time_zone=facts.time_zone,
        is_capital=facts.is_capital,
    )
