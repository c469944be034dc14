"""The demo: loads whole, twice the same, marked as made up, and lets its people in."""

import datetime
import json
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Q

from agreements.choices import GRADE_OF, AuthorisationState, Grade, Status, Vitality
from agreements.models import (
    Activity,
    Agreement,
    AgreementParty,
    Authorisation,
    Document,
    Measurement,
    Project,
    Relationship,
    VitalityPoint,
)
from agreements.services.approval_routes import load_approval_routes
from cities.models import CityCall, CitySource, Country, NetworkMembership, PlannedGrowth, ProfileEntry
from cities.models.city import FIRST_OWN_ID
from cities.services.gazetteer_vocabularies import load_countries, load_governorates
from cities.services.vocabularies import load_city_networks, load_growth_models, load_traits
from tests.factories.agreements import AgreementFactory
from tests.factories.cities import CityFactory
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate
from twinning.demo.drafts import NUMBER_PREFIX, public_id_of
from twinning.demo.entries import read_agreements, read_data
from twinning.demo.loading import load_demo
from twinning.events.models import Event
from twinning.events.verify import verify_chain
from twinning.focus_areas.models import FocusArea
from twinning.focus_areas.services import load_focus_areas

TODAY = datetime.date(2026, 3, 15)
COUNTED = (
    Activity,
    Agreement,
    AgreementParty,
    Authorisation,
    CityCall,
    Document,
    Event,
    Measurement,
    NetworkMembership,
    PlannedGrowth,
    ProfileEntry,
    Project,
    Relationship,
    User,
)


@pytest.fixture
def var_dir(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def places(db: None) -> None:
    """The vocabularies, and the cities the demo speaks of."""
    for load in (
        load_focus_areas,
        load_countries,
        load_governorates,
        load_growth_models,
        load_traits,
        load_city_networks,
    ):
        load()
    load_approval_routes()
    for row in read_data("cities").values():
        source = CitySource.REGISTER if row["id"] >= FIRST_OWN_ID else CitySource.GEONAMES
        country = Country(code=row["country"])
        CityFactory(id=row["id"], name_en=row["name"], name_ar="", country=country, source=source)


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def accounts(var_dir: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((var_dir / "demo-accounts.json").read_text(encoding="utf-8"))
    return rows


def agreement(key: str) -> Agreement:
    return Agreement.objects.get(public_id=public_id_of("agreement", key))


# One test for all of it: loading takes seconds.
def test_the_demo_is_whole_and_loading_it_again_changes_nothing(places: None, var_dir: Path) -> None:
    load_demo(today=TODAY)
    check_real_ties()
    check_made_up_agreements()
    check_what_analysts_find()
    check_follow_up()
    check_places()
    check_accounts(var_dir)
    assert verify_chain().first_broken_id is None
    check_that_loading_again_changes_nothing(var_dir)


def check_real_ties() -> None:
    real = Agreement.objects.filter(is_fictional=False)
    years = {a.parties.get(side="partner").city_id: a.signed for a in real}
    ties = read_data("historical_ties")["ties"]
    cities = read_data("cities")
    assert years == {cities[tie["city"]]["id"]: PartialDate.year(tie["year"]) for tie in ties}
    assert (len(ties), set(real.values_list("status", flat=True))) == (13, {Status.HISTORICAL})
    assert not real.filter(source="").exists()
    assert not real.filter(purposes__isnull=False).exists()
    muscat_and_casablanca = Agreement.objects.filter(parties__city=2553604)
    assert not muscat_and_casablanca.exists()
    rabat = Relationship.objects.filter(members__city=2538475).get()
    assert rabat.since == PartialDate.year(1988)
    assert rabat.agreements.count() == 1


def check_made_up_agreements() -> None:
    made_up = Agreement.objects.filter(is_fictional=True)
    entries = list(read_agreements())
    assert made_up.count() == len(entries)
    assert set(made_up.values_list("status", flat=True)) == set(Status) - {Status.HISTORICAL}
    fates = {"muscat-seville-first": "renewed", "amman-athens-first": "replaced"}
    for entry in entries:
        assert agreement(entry.key).status == fates.get(entry.key, entry.status), entry.key
    granted = Authorisation.objects.filter(state=AuthorisationState.GRANTED)
    assert granted.exists()
    assert not granted.exclude(number__startswith=NUMBER_PREFIX).exists()
    assert not Activity.objects.filter(is_fictional=False).exists()
    assert not Project.objects.filter(is_fictional=False).exists()
    assert not made_up.filter(status=Status.IN_FORCE, ends_on__lt=TODAY).exists()


def check_what_analysts_find() -> None:
    education_with_japan = Agreement.objects.filter(
        Q(purposes__focus_area="education") | Q(purposes__focus_area__parent="education"),
        parties__country="JP",
    )
    assert education_with_japan.distinct().count() >= 5
    roots = Counter(
        FocusArea.objects.filter(purposes__agreement__is_fictional=True).values_list("parent_id", flat=True)
    )
    assert set(roots) == {"education", "trade", "culture", "sustainability"}
    in_force = Agreement.objects.filter(status=Status.IN_FORCE)
    for days in (7, 30, 90):
        soon = TODAY + datetime.timedelta(days=days)
        assert in_force.filter(ends_on__range=(TODAY, soon)).exists(), days
    states = set(Relationship.objects.values_list("vitality", flat=True))
    assert states == set(Vitality)
    assert not Relationship.objects.exclude(vitality_on=TODAY).exists()
    assert all(tie.vitality_reasons for tie in Relationship.objects.all())
    assert VitalityPoint.objects.filter(is_hindsight=True).exists()
    assert Agreement.objects.filter(status=Status.EXPIRED, documents__isnull=True).exists()


def check_follow_up() -> None:
    assert {GRADE_OF[kind] for kind in Activity.objects.values_list("type", flat=True)} == set(Grade)
    assert Measurement.objects.count() > 40
    assert not Measurement.objects.filter(as_of__gt=TODAY).exists()
    neighbourhood = Project.objects.get(name_ar="الحي النموذجي")
    assert neighbourhood.city_id == 250441
    assert {"older_people", "persons_with_disabilities"} <= set(neighbourhood.target_groups)
    assert neighbourhood.milestones.count() == 4
    for document in Document.objects.all():
        with document.file.open() as paper:
            assert paper.read(5) == b"%PDF-"
    returned = agreement("muscat-bandung").submissions.get()
    assert returned.comment
    assert returned.field_comments.count() == 2


def check_places() -> None:
    planned = set(PlannedGrowth.objects.values_list("growth_model_id", flat=True))
    assert planned == {"innovation", "industry", "tourism"}
    assert not PlannedGrowth.objects.filter(is_illustrative=False).exists()
    for city in (287286, 250441):
        facets = ProfileEntry.objects.filter(city=city, is_illustrative=True).values_list("facet", flat=True)
        assert len(set(facets)) == 5
        assert set(CityCall.objects.filter(city=city).values_list("direction", flat=True)) == {"offer", "need"}


def check_accounts(var_dir: Path) -> None:
    rows = accounts(var_dir)
    roles = ["officer", "officer", "approver", "approver", "reviewer", "reviewer", "analyst", "partner", "admin"]
    assert [row["role"] for row in rows] == roles
    assert stat.S_IMODE((var_dir / "demo-accounts.json").stat().st_mode) == 0o600
    assert len({row["password"] for row in rows}) == len(rows)
    for row in rows:
        person = authenticate(email=row["email"], password=row["password"])
        assert isinstance(person, User)
        assert [membership.role for membership in person.memberships.all()] == [row["role"]]
        assert person.is_superuser == (row["role"] == Role.ADMIN)
    others = User.objects.exclude(email__in=[row["email"] for row in rows])
    assert others.exists()
    assert not [person.email for person in others if person.has_usable_password()]


def check_that_loading_again_changes_nothing(var_dir: Path) -> None:
    before, passwords = counts(), accounts(var_dir)
    edited = agreement("muscat-dakar")
    Agreement.objects.filter(pk=edited.pk).update(title_en="Edited by somebody")
    report = load_demo(today=TODAY + datetime.timedelta(days=40))
    assert (report.historical, report.fictional) == (0, 0)
    assert counts() == before
    assert accounts(var_dir) == passwords
    edited.refresh_from_db()
    assert edited.title_en == "Edited by somebody"


def test_passwords_are_new_where_the_file_is_lost_or_broken(places: None, var_dir: Path) -> None:
    AgreementFactory()
    file = var_dir / "demo-accounts.json"
    load_demo(today=TODAY, if_empty=True)
    first = accounts(var_dir)
    for lose in (file.unlink, lambda: file.write_text("{broken", encoding="utf-8")):
        lose()
        load_demo(today=TODAY, if_empty=True)
        again = accounts(var_dir)
        assert not {row["password"] for row in first} & {row["password"] for row in again}
        assert authenticate(email=again[0]["email"], password=first[0]["password"]) is None
        assert authenticate(email=again[0]["email"], password=again[0]["password"]) is not None
        first = again
    assert [path.name for path in var_dir.iterdir()] == ["demo-accounts.json"]


def test_where_there_are_agreements_only_the_people_come(places: None, var_dir: Path) -> None:
    on_file = AgreementFactory()
    report = load_demo(today=TODAY, if_empty=True)
    assert (report.historical, report.fictional) == (0, 0)
    assert list(Agreement.objects.all()) == [on_file]
    assert len(accounts(var_dir)) == 9


@pytest.mark.django_db
def test_without_a_gazetteer_the_load_says_what_to_do_and_leaves_nothing(var_dir: Path) -> None:
    with pytest.raises(CommandError, match="run load_gazetteer first"):
        call_command("load_demo")
    assert not User.objects.exists()
    assert list(var_dir.iterdir()) == []


@pytest.mark.django_db
def test_no_other_installation_gets_demo_accounts(settings: Any, var_dir: Path) -> None:
    settings.SITE_IS_DEMO = False
    with pytest.raises(CommandError, match="not a demo installation"):
        call_command("load_demo")
    assert not User.objects.exists()
