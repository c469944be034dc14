"""The importer of city networks and of the cities that are in them."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cities.importers.places import Named, Places, keep_choice
from cities.models import City, CityNetwork, CityStatus, NetworkMembership
from cities.policies import reach_of
from cities.resolution import Mention
from cities.services.networks import keep_membership, keep_network, restore_membership, restore_network
from twinning.accounts.roles import Capability
from twinning.core.dates import YEARS
from twinning.core.text import clean_digits, normalise
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
from twinning.imports.words import in_both

NO_SUCH_NETWORK = _(
    "No network is called so. To add it, write a short code in Latin letters here, and its name beside."
)
NOT_A_YEAR = _("Write a year between %(first)s and %(last)s.")
LEFT_BEFORE = _("The year of leaving lies before the year of joining.")
NO_CITY = _("Only cities join a network: name a city.")
CITY_MISSING = _("Name the city that joined.")
LONG_TEXT = _("At most %(count)s characters.")
NO_ADDRESS = _("Write a whole web address, such as https://example.org/.")
STAYS = _("It was edited or used after the import and stays as it is.")
_NETWORK = {"network_ar": "name_ar", "network_en": "name_en", "website": "website"}
_YEARS = {"joined": "joined_year", "left": "left_year"}
_LONGEST = {"network": 40, "network_ar": 200, "network_en": 200, "website": 200, "source": 300}
NETWORK_COLUMNS = (
    Column(
        "network", _("Network"), "الشبكة", "Network", ("network code", "netzwerk", "رمز الشبكة"),
        is_required=True, example_ar="ato", example_en="ato",
    ),
    Column("network_ar", _("Network in Arabic"), "اسم الشبكة بالعربية", "Network in Arabic"),
    Column("network_en", _("Network in English"), "اسم الشبكة بالإنجليزية", "Network in English"),
    Column("website", _("Website"), "الموقع الإلكتروني", "Website", ("url", "web")),
    Column("city", _("City"), "المدينة", "City", ("member", "stadt"), example_ar="صلالة", example_en="Salalah"),
    Column("country", _("Country"), "البلد", "Country", ("land", "الدولة"), example_ar="عُمان", example_en="Oman"),
    Column("region", _("Governorate"), "المحافظة", "Governorate", ("region", "admin1")),
    Column("joined", _("Joined"), "سنة الانضمام", "Joined", ("since",), example_ar="1987", example_en="1987"),
    Column("left", _("Left"), "سنة المغادرة", "Left", ("until", "year left")),
    Column("source", _("Source"), "المصدر", "Source", ("quelle",)),
)  # fmt: skip


class NetworkImporter(Importer):
    """Networks of cities, and in which year a city joined or left them."""

    key: ClassVar[str] = "networks"
    label: ClassVar[str | Promise] = _("City networks")
    explanation: ClassVar[str | Promise] = _(
        "One row for each city in a network; without a city, for the network itself."
    )
    columns = NETWORK_COLUMNS

    def organisations(self, person: Person) -> list[Organisation]:
        if reach_of(person, Capability.ADMINISTER).is_everywhere:
            return [Organisation("", str(_("The whole register")))]
        return []

    def reaches(self, person: Person, organisation: str) -> bool:
        return not organisation and reach_of(person, Capability.ADMINISTER).is_everywhere

    def check(self, rows: Sequence[SourceRow], facts: RunFacts) -> list[Verdict]:
        networks = list(CityNetwork.objects.all())
        known = {normalise(text): one for one in networks for text in (one.name_en, one.name_ar, one.pk) if text}
        read = [_Read(row, known, facts) for row in rows]
        places = Places(facts).resolve([one.mention for one in read if one.mention.name])
        ids = [int(one.place[2:]) for one in places.values() if one.place.startswith("c:")]
        held = NetworkMembership.objects.filter(city__in=ids).select_related("network")
        members = {(one.network_id, one.city_id): one for one in held}
        return [one.verdict(places, members) for one in read]

    def write(self, rows: Sequence[CheckedRow], facts: RunFacts) -> list[Written]:
        ids = {row.content["city"] for row in rows} - {None}
        cities = City.objects.filter(status=CityStatus.ACTIVE).in_bulk(ids)
        written = [_write(row, cities) for row in rows]
        told = {"rows": len(rows), "file": facts.source}
        record(Happening("networks.imported", "import", facts.run_id, 0, told), by=facts.by, at=facts.at)
        return written

    def undo(self, rows: Sequence[WrittenRow], facts: RunFacts) -> list[Undone]:
        return [_undo(row) for row in rows]

    def remember(self, asked_of: Mapping[str, Any], answer: str, facts: RunFacts) -> None:
        keep_choice(asked_of, answer, organisation=facts.organisation, by=facts.by, at=facts.at)

    def address_of(self, subject: str) -> str:
        return reverse("cities:city_detail", args=[int(subject)]) if subject.isdigit() else ""


class _Read:
    """A row as far as it could be read by itself."""

    def __init__(self, row: SourceRow, known: Mapping[str, CityNetwork], facts: RunFacts) -> None:
        self.row = row
        self.problems: list[CellProblem] = []
        self.mention = Mention(name=row.text("city"), country=row.text("country"), region=row.text("region"))
        self.network_values = {name: row.text(column) for column, name in _NETWORK.items() if row.text(column)}
        self.values: dict[str, Any] = {"source": row.text("source")} if row.text("source") else {}
        for column, most in _LONGEST.items():
            if len(row.text(column)) > most and not (column == "network" and normalise(row.text(column)) in known):
                self._wrong(column, "too_long", LONG_TEXT, count=most)
        for column, name in _YEARS.items():
            self._year(column, name, facts.today.year)
        self.network = known.get(normalise(row.text("network")))
        self.code = self.network.pk if self.network else row.text("network").lower()
        self._network()

    def _wrong(self, column: str, code: str, message: Promise, **told: Any) -> None:
        self.problems.append(CellProblem(column, code, in_both(message, **told)))

    def _year(self, column: str, name: str, last: int) -> None:
        text = clean_digits(self.row.text(column)).strip()
        if text and text.isdecimal() and YEARS[0] <= int(text) <= last:
            self.values[name] = int(text)
        elif text:
            self._wrong(column, "year", NOT_A_YEAR, first=YEARS[0], last=last)

    def _network(self) -> None:
        if "website" in self.network_values:
            try:
                URLValidator(["http", "https"])(self.network_values["website"])
            except ValidationError:
                self._wrong("website", "address", NO_ADDRESS)
        if self.network is None:
            try:
                validate_slug(self.code)
            except ValidationError:
                self._wrong("network", "no_such_network", NO_SUCH_NETWORK)
            else:
                if not {"name_ar", "name_en"} & set(self.network_values):
                    self._wrong("network", "no_such_network", NO_SUCH_NETWORK)
        if not self.mention.name and self.values:
            self._wrong("city", "required", CITY_MISSING)

    def verdict(self, places: Mapping[Mention, Named], members: Mapping[tuple[str, int], NetworkMembership]) -> Verdict:
        """What the row does, once the place it names is known."""
        named = places.get(self.mention, Named())
        city_id = int(named.place[2:]) if named.place.startswith("c:") else None
        if self.mention.name and named.question is None and city_id is None:
            self._wrong("city", "no_such_place", NO_CITY) if named.place else self.problems.append(
                CellProblem("city", "no_such_place", named.words)
            )
        member = members.get((self.code, city_id)) if city_id else None
        joined, left = (self.values.get(name, getattr(member, name, None)) for name in _YEARS.values())
        if joined and left and left < joined:
            self._wrong("left", "order", LEFT_BEFORE)
        if self.problems:
            return Verdict(Outcome.WRONG, problems=self.problems)
        if named.question is not None:
            return Verdict(Outcome.DOUBTFUL, questions=[named.question])
        return self._compared(city_id, member)

    def _compared(self, city_id: int | None, member: NetworkMembership | None) -> Verdict:
        content = {"code": self.code, "network": self.network_values, "city": city_id, "values": self.values}
        key = f"{self.code}+{city_id}" if city_id else self.code
        if self.network is None or (city_id and member is None):
            return Verdict(Outcome.NEW, key=key, content=content)
        columns = {name: column for column, name in (_NETWORK | _YEARS).items()}
        pairs = [(self.network, self.network_values), (member, self.values)]
        changes = [
            Change(columns.get(name, name), str(getattr(held, name) or ""), str(value))
            for held, values in pairs
            for name, value in values.items()
            if held is not None and getattr(held, name) != value
        ]
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        return Verdict(outcome, key=key, target=key, changes=changes, content=content)


def _write(row: CheckedRow, cities: Mapping[int, City]) -> Written:
    content = row.content
    city = cities.get(content["city"]) if content["city"] else None
    if content["city"] and city is None:
        return Written(row.number, words=NO_CITY, refused=True)
    network = keep_network(code=content["code"], values=content["network"])
    before = {**content, "network_before": network}
    if city is None:
        return Written(row.number, content["code"], before)
    _member, stood = keep_membership(network=content["code"], city=city, values=content["values"])
    return Written(row.number, str(city.pk), {**before, "before": stood})


def _undo(row: WrittenRow) -> Undone:
    told = row.before
    is_undone = True
    if told["city"]:
        is_undone = restore_membership(
            network=told["code"], city_id=told["city"], before=told["before"], written=told["values"]
        )
    if is_undone and (told["network"] or told["network_before"] is None):
        restored = restore_network(code=told["code"], before=told["network_before"], written=told["network"])
        is_undone = restored or bool(told["city"])
    return Undone(row.number, is_undone=is_undone, words="" if is_undone else STAYS)
