"""Offers and needs: published by the city's own staff, changed under a version, closed and kept."""

import datetime

import pytest

from cities.models import City, CityCall
from cities.services.calls import CallInput, change_call, close_call, open_call
from tests.factories.focus_areas import focus_area
from twinning.accounts.models import User
from twinning.core.exceptions import Conflict, InvalidInput, NotPermitted, StaleVersion

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)


def call_input(**changes: str) -> CallInput:
    focus_area("heritage")
    return CallInput(**{"direction": "offer", "focus_area": "heritage", "text_ar": "خبرة", "text_en": "", **changes})


def test_a_call_is_open_until_its_city_closes_it(muscat: City, officer: User) -> None:
    call = open_call(call_input(), city=muscat, by=officer, at=NOW)
    assert CityCall.objects.open().get() == call
    changed = change_call(call, call_input(direction="need"), by=officer, at=NOW, expected_version=1)
    assert (changed.direction, changed.version) == ("need", 2)
    with pytest.raises(StaleVersion):
        close_call(call, by=officer, at=NOW, expected_version=1)
    close_call(call, by=officer, at=NOW, expected_version=2)
    assert not CityCall.objects.open().exists()
    assert CityCall.objects.get().is_open is False
    with pytest.raises(Conflict):
        change_call(call, call_input(), by=officer, at=NOW, expected_version=3)


def test_nobody_speaks_for_another_city(muscat: City, amman_officer: User, reviewer: User) -> None:
    for somebody in (amman_officer, reviewer):
        with pytest.raises(NotPermitted):
            open_call(call_input(), city=muscat, by=somebody, at=NOW)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"direction": "barter"}, "direction"),
        ({"focus_area": "nowhere"}, "focus_area"),
        ({"text_ar": "", "text_en": ""}, "text_ar"),
        ({"text_en": "x" * 1001}, "text_en"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(muscat: City, officer: User, change: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        open_call(call_input(**change), city=muscat, by=officer, at=NOW)
    assert [problem.field for problem in refusal.value.problems] == [field]
