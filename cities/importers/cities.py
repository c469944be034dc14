"""The importer of cities: additions that the gazetteer lacks, and corrected names and figures."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cities.models import City, CityName, CitySource, CityStatus
from cities.name_keys import name_key
from cities.policies import reach_of
from cities.resolution.countries import CountryNames, Standing
from cities.services.gazetteer import add_alias, keep_names
from twinning.accounts.roles import Capability
from twinning.core.text import clean_digits
from twinning.events.services import Happening, record
from twinning.imports.choices import Outcome
from twinning.imports.importers import (
    CellProblem,
    Change,
    CheckedRow,
    Column,
    Importer,
    Organisation,
    Person,
    RunFacts,
    SourceRow,
    Undone,
    Verdict,
    Written,
    WrittenRow,
)
from twinning.imports.values import read_list
from twinning.imports.words import in_both

_TEXTS = ("name_ar", "name_en")
_LONGEST_NAME = 200
NO_NAME = _("Give the name in Arabic or in English.")
NO_COUNTRY = _("No single country is spelt like this.")
NO_SUCH_NUMBER = _("No city has this number.")
NO_SUCH_GOVERNORATE = _("No governorate of this country is called so.")
NOT_A_NUMBER = _("Write a number within its range.")
SEVERAL = _("Several cities of this country are called so: add the number of the one you mean.")
TOO_LONG = _("At most 200 characters.")
EDITED_SINCE = _("The city was edited or used after the import and stays as it is.")
CITY_COLUMNS = (
    Column("number", _("Number"), "الرقم", "Number", ("id", "geonameid", "geonames id", "المعرف")),
    Column(
        "name_ar", _("Name in Arabic"), "الاسم بالعربية", "Name in Arabic", ("name ar", "الاسم", "arabic"),
        example_ar="الدقم", example_en="الدقم",
    ),
    Column(
        "name_en", _("Name in English"), "الاسم بالإنجليزية", "Name in English", ("name en", "name", "english"),
        example_ar="Duqm", example_en="Duqm",
    ),
    Column(
        "country", _("Country"), "الدولة", "Country", ("land", "pays"),
        is_required=True, example_ar="سلطنة عمان", example_en="Oman",
    ),
    Column("governorate", _("Governorate"), "المحافظة", "Governorate", ("admin1", "region", "province")),
    Column("latitude", _("Latitude"), "خط العرض", "Latitude", ("lat",), example_ar="19.66", example_en="19.66"),
    Column("longitude", _("Longitude"), "خط الطول", "Longitude", ("lon", "lng"), example_ar="57.7", example_en="57.7"),
    Column("population", _("Inhabitants"), "عدد السكان", "Inhabitants", ("population", "einwohner")),
    Column("aliases", _("Other names"), "أسماء أخرى", "Other names", ("aliases", "alternate names")),
)  # fmt: skip


class CityImporter(Importer):
    """Cities of the register's own, and corrections to those of the gazetteer."""

    key: ClassVar[str] = "cities"
    label: ClassVar[str | Promise] = _("Cities")
    explanation: ClassVar[str | Promise] = _(
        "One row for each city that is missing, or whose names are to be corrected."
    )
    columns = CITY_COLUMNS
    rows_at_once: ClassVar[int] = 500

    def organisations(self, person: Person) -> list[Organisation]:
        if reach_of(person, Capability.ADMINISTER).is_everywhere:
            return [Organisation("", str(_("The whole register")))]
        return []

    def reaches(self, person: Person, organisation: str) -> bool:
        return not organisation and reach_of(person, Capability.ADMINISTER).is_everywhere

    def check(self, rows: Sequence[SourceRow], facts: RunFacts) -> list[Verdict]:
        countries = CountryNames()
        read = [_Read(row, countries) for row in rows]
        cities = _cities_on_file(read)
        return [one.verdict(cities) for one in read]

    def write(self, rows: Sequence[CheckedRow], facts: RunFacts) -> list[Written]:
        written = [_write(row) for row in rows]
        happening = Happening("cities.imported", "import", facts.run_id, 0, {"cities": len(rows), "file": facts.source})
        record(happening, by=facts.by, at=facts.at)
        return written

    def undo(self, rows: Sequence[WrittenRow], facts: RunFacts) -> list[Undone]:
        return [_undo(row) for row in rows]

    def address_of(self, subject: str) -> str:
        return reverse("cities:city_detail", args=[int(subject)])


class _Read:
    """A row as far as it could be read by itself."""

    def __init__(self, row: SourceRow, countries: CountryNames) -> None:
        self.row = row
        self.problems: list[CellProblem] = []
        self.content: dict[str, Any] = {name: row.text(name).strip() for name in _TEXTS if row.text(name).strip()}
        self.aliases = read_list(row.text("aliases"))
        for name, value in self.content.items():
            if len(value) > _LONGEST_NAME:
                self._wrong(name, "too_long", TOO_LONG)
        country = countries.read(row.text("country"))
        self.country = country.codes[0] if country.standing == Standing.KNOWN else ""
        if not self.country:
            self._wrong("country", "no_such_country", NO_COUNTRY)
        self._governorate(countries)
        for name, least, most in (("latitude", -90, 90), ("longitude", -180, 180), ("population", 0, 100_000_000)):
            self._number(name, least, most)
        self.number = int(text) if (text := clean_digits(row.text("number")).strip()).isdigit() else None

    def _wrong(self, column: str, code: str, message: Promise) -> None:
        self.problems.append(CellProblem(column, code, in_both(message)))

    def _governorate(self, countries: CountryNames) -> None:
        text = self.row.text("governorate").strip()
        if not text or not self.country:
            return
        codes = [code for code in countries.divisions.get(name_key(text), ()) if code.startswith(f"{self.country}.")]
        codes += [text] if text in countries.governorates else []
        if codes:
            self.content["governorate_id"] = codes[-1]
        else:
            self._wrong("governorate", "no_such_governorate", NO_SUCH_GOVERNORATE)

    def _number(self, name: str, least: int, most: int) -> None:
        text = clean_digits(self.row.text(name)).strip()
        if not text:
            return
        try:
            number = float(text)
        except ValueError:
            number = most + 1.0
        if least <= number <= most:
            self.content[name] = int(number) if name == "population" else number
        else:
            self._wrong(name, "number", NOT_A_NUMBER)

    @property
    def keys(self) -> set[str]:
        return {name_key(self.content[name]) for name in _TEXTS if name in self.content} - {""}

    def verdict(self, cities: "_OnFile") -> Verdict:
        found = cities.of(self)
        if not self.keys and self.number is None:
            self._wrong("name_ar", "required", NO_NAME)
        if self.number is not None and not found:
            self._wrong("number", "no_such_number", NO_SUCH_NUMBER)
        if len(found) > 1:
            self._wrong("number", "several", SEVERAL)
        if self.problems:
            return Verdict(Outcome.WRONG, problems=self.problems)
        content = {**self.content, "country_id": self.country, "aliases": self.aliases}
        if not found:
            return Verdict(Outcome.NEW, key=f"{self.country}:{min(self.keys)}", content=content)
        city = found[0]
        changes = [
            Change(name.removesuffix("_id"), str(getattr(city, name) or ""), str(value))
            for name, value in self.content.items()
            if getattr(city, name) != value
        ]
        known = cities.keys_of(city)
        changes += [Change("aliases", "", alias) for alias in self.aliases if name_key(alias) not in known]
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        return Verdict(outcome, key=f"city:{city.pk}", target=str(city.pk), changes=changes, content=content)


class _OnFile:
    """The cities that rows may speak of, by number and by name within their country."""

    def __init__(self, cities: Mapping[int, City], names: Sequence[tuple[str, str, int]], keys: Mapping[int, set[str]]):
        self._cities, self._keys = cities, keys
        self._named: dict[tuple[str, str], set[int]] = {}
        for country, key, city_id in names:
            self._named.setdefault((country, key), set()).add(city_id)

    def of(self, read: _Read) -> list[City]:
        if read.number is not None:
            return [self._cities[read.number]] if read.number in self._cities else []
        ids = {pk for key in read.keys for pk in self._named.get((read.country, key), ()) if pk in self._cities}
        governorate = read.content.get("governorate_id")
        within = {pk for pk in ids if not governorate or self._cities[pk].governorate_id in (None, governorate)}
        return [self._cities[pk] for pk in sorted(within)]

    def keys_of(self, city: City) -> set[str]:
        return self._keys.get(city.pk, set())


def _cities_on_file(read: Sequence[_Read]) -> _OnFile:
    keys = {key for one in read for key in one.keys}
    rows = CityName.objects.filter(key__in=keys, is_preferred=True).order_by()
    names = list(rows.values_list("country_id", "key", "city_id"))
    ids = {city_id for _country, _key, city_id in names} | {one.number for one in read if one.number is not None}
    cities = City.objects.filter(status=CityStatus.ACTIVE).in_bulk(ids)
    known: dict[int, set[str]] = {}
    for city_id, key in CityName.objects.filter(city__in=cities).order_by().values_list("city_id", "key"):
        known.setdefault(city_id, set()).add(key)
    return _OnFile(cities, names, known)


def _write(row: CheckedRow) -> Written:
    content = dict(row.content)
    aliases = content.pop("aliases")
    if row.target:
        city = City.objects.select_for_update().get(pk=int(row.target))
        content.pop("country_id")
        before = {name: getattr(city, name) for name in content}
        for name, value in content.items():
            setattr(city, name, value)
        city.version += 1
        city.save()
    else:
        before = None
        city = City.objects.create(source=CitySource.REGISTER, **content)
        city.refresh_from_db()
    keep_names(city=city)
    names = set(city.names.values_list("pk", flat=True))
    lent = [add_alias(city=city, name=alias) for alias in aliases]
    added = [one.pk for one in lent if one is not None and one.pk not in names]
    return Written(row.number, str(city.pk), {"values": before, "aliases": added, "version": city.version})


def _undo(row: WrittenRow) -> Undone:
    city = City.objects.select_for_update().filter(pk=int(row.subject)).first()
    if city is None or city.version != row.before["version"]:
        return Undone(row.number, is_undone=False, words=EDITED_SINCE)
    try:
        with transaction.atomic():
            _take_back(city, row.before)
    except ProtectedError:
        return Undone(row.number, is_undone=False, words=EDITED_SINCE)
    return Undone(row.number, is_undone=True)


def _take_back(city: City, before: Mapping[str, Any]) -> None:
    if before["values"] is None:
        city.delete()
        return
    CityName.objects.filter(pk__in=before["aliases"]).delete()
    for name, value in before["values"].items():
        setattr(city, name, value)
    city.version += 1
    city.save()
    keep_names(city=city)
