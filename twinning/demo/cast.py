"""Who acts in the demo, and where: its cities and its made-up people."""

from dataclasses import dataclass

from django.core.management.base import CommandError

from cities.models import City, CityMembership, Country
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.demo.entries import read_data


@dataclass(frozen=True, slots=True)
class Contact:
    """A made-up person to write to."""

    name: str
    job_title: str
    email: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The demo's cities by the name the data give them, their contacts, and the people by role and place."""

    cities: dict[str, City]
    contacts: dict[str, Contact]
    people: dict[tuple[str, str], User]

    def officer(self, city: str) -> User:
        return self.people[Role.OFFICER, city]

    def approver(self, city: str) -> User:
        return self.people[Role.APPROVER, city]

    def reviewer_of(self, city: str) -> User:
        """The ministry's reviewer of the city's country."""
        return self.people[Role.REVIEWER, self.cities[city].country_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A made-up person as the data file describes one; `place` is a city of the data, a country's code, or empty."""

    role: str
    email: str
    name_ar: str
    name_en: str
    city: str = ""
    country: str = ""

    @property
    def place(self) -> str:
        return self.city or self.country


def read_people(group: str) -> list[Person]:
    """The people of the data file: `with_password` may sign in, `without_password` only appear in records."""
    return [Person(**row) for row in read_data("accounts")[group]]


def find_cities() -> dict[str, City]:
    """The cities the demo speaks of. Raises: CommandError where the gazetteer lacks one."""
    rows = read_data("cities")
    on_file = City.objects.with_place().in_bulk([row["id"] for row in rows.values()])
    missing = [row["name"] for row in rows.values() if row["id"] not in on_file]
    if missing:
        raise CommandError(f"The gazetteer lacks {', '.join(missing)}: run load_gazetteer first, for all places.")
    return {name: on_file[row["id"]] for name, row in rows.items()}


def assemble_cast() -> Cast:
    """Make the people who are missing, without passwords, and bring cities and contacts together."""
    cities = find_cities()
    people = [*read_people("with_password"), *read_people("without_password")]
    contacts = {
        name: Contact(row["contact"][0], row["contact"][1], f"{name.replace('_', '.')}@contacts.demo.example")
        for name, row in read_data("cities").items()
        if "contact" in row
    }
    return Cast(cities, contacts, {(person.role, person.place): _enter(person, cities) for person in people})


def _enter(person: Person, cities: dict[str, City]) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        is_admin = person.role == Role.ADMIN
        names = {"name_ar": person.name_ar, "name_en": person.name_en}
        user = User.objects.create_user(person.email, None, **names, is_staff=is_admin, is_superuser=is_admin)
    CityMembership.objects.get_or_create(
        user=user,
        role=person.role,
        city=cities.get(person.city),
        country=Country.objects.get(pk=person.country) if person.country else None,
    )
    return user
