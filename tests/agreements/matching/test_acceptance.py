"""The cities the source article names must come up for the growth models they stand for, and only by the catalogue."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from agreements.matching.criteria import FACET_CRITERIA, Criterion
from agreements.matching.scoring import DEFAULT_WEIGHTS
from agreements.matching.suggestions import search_for_city
from cities.models import ReferenceCity
from tests.agreements.matching.worlds import describe, make_world

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)
VINA, TOULOUSE, CORK = 3868121, 2972315, 2965140
CASES = [
    ("salalah", "tourism", VINA),
    ("muscat", "innovation", TOULOUSE),
    ("sohar", "industry", CORK),
]


@pytest.mark.parametrize(("name", "model", "wanted"), CASES)
def test_a_city_is_offered_the_city_that_embodies_its_model_with_the_shared_facets_named(
    name: str, model: str, wanted: int
) -> None:
    make_world()
    search = search_for_city(describe(name, model), person=AnonymousUser(), weights=DEFAULT_WEIGHTS, today=TODAY)
    best = search.best(10)
    assert wanted in [match.city_id for match in best]
    match = next(match for match in best if match.city_id == wanted)
    reasons = {part.criterion: part.contribution for part in match.score.parts}
    assert reasons[Criterion.GROWTH_MODEL].code == "embodies_model"
    assert sum(bool(reasons[criterion].subjects) for criterion in FACET_CRITERIA.values()) >= 2


@pytest.mark.parametrize(("name", "model", "wanted"), CASES)
def test_without_the_entry_of_the_catalogue_the_reason_is_gone(name: str, model: str, wanted: int) -> None:
    make_world()
    city = describe(name, model)
    ReferenceCity.objects.filter(city_id=wanted).update(is_listed=False)
    search = search_for_city(city, person=AnonymousUser(), weights=DEFAULT_WEIGHTS, today=TODAY)
    match = search.match_of(wanted)
    assert match is not None
    part = match.score.parts[0]
    assert (part.criterion, part.points, part.contribution.code) == (Criterion.GROWTH_MODEL, 0.0, "other_model")
