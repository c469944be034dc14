"""The criteria of a match, over all facts that hypothesis thinks of."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.matching.criteria import RULES, Criterion
from agreements.matching.facts import Candidate, Evidence, NetworkFacts, Seeker, Setting, Vocabulary
from agreements.matching.scoring import DEFAULT_WEIGHTS, FULL_SCORE, score
from cities.models import Facet

TRAITS = [f"trait_{number}" for number in range(10)]
AREAS = ["arts", "heritage", "water", "smart_city"]
WORDS = Vocabulary(
    facet_of={trait: list(Facet)[number % 5] for number, trait in enumerate(TRAITS)},
    root_of={"arts": "culture", "heritage": "culture", "water": "sustainability", "smart_city": "sustainability"},
    shown_by={"water": frozenset(TRAITS[:2])},
    marks_of={"tourism": frozenset(TRAITS[:4])},
    rarity={TRAITS[0]: 0.3, TRAITS[1]: 1.5},
)


def some(values: list[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values))


SETTINGS = st.builds(
    Setting,
    country=st.sampled_from(["OM", "FR", ""]),
    languages=some(["ar", "fr", "en"]),
    utc_offset=st.none() | st.floats(-12, 14),
    population=st.integers(0, 30_000_000),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
)
SEEKERS = st.builds(
    Seeker,
    growth_models=some(["tourism", "industry"]),
    needs=some(AREAS),
    offers=some(AREAS),
    traits=some(TRAITS),
    networks=some(["c40", "oicc"]),
    setting=SETTINGS,
)
EVIDENCE = st.builds(
    Evidence,
    embodies=some(["tourism", "industry"]),
    plans=some(["tourism", "industry"]),
    offers=some(AREAS),
    needs=some(AREAS),
    traits=some(TRAITS),
    experience=st.dictionaries(st.sampled_from(AREAS), st.integers(0, 40)),
    networks=some(["c40", "oicc"]),
)
CANDIDATES = st.builds(
    Candidate,
    city_id=st.integers(1, 9),
    setting=SETTINGS,
    evidence=EVIDENCE,
    network=st.builds(NetworkFacts, nearness=st.floats(0, 1), country_ties=st.integers(0, 50)),
)
WEIGHTS = st.dictionaries(st.sampled_from(list(Criterion)), st.integers(0, 100))


@given(SEEKERS, CANDIDATES, WEIGHTS)
def test_a_score_lies_between_0_and_100_and_its_parts_add_up_to_it(
    seeker: Seeker, candidate: Candidate, weights: dict[Criterion, int]
) -> None:
    found = score(seeker, candidate, weights, WORDS)
    assert 0 <= found.total <= FULL_SCORE
    assert found.total == pytest.approx(sum(part.points for part in found.parts), abs=1e-9)
    assert all(0 <= part.points <= part.most + 0.05 for part in found.parts)
    assert [part.criterion for part in found.parts] == list(Criterion)


@given(SEEKERS, CANDIDATES, EVIDENCE)
def test_more_evidence_never_lowers_a_criterion(seeker: Seeker, candidate: Candidate, further: Evidence) -> None:
    own = candidate.evidence
    areas = {*own.experience, *further.experience}
    more = Evidence(
        embodies=own.embodies | further.embodies,
        plans=own.plans | further.plans,
        offers=own.offers | further.offers,
        needs=own.needs | further.needs,
        traits=own.traits | further.traits,
        experience={area: own.experience.get(area, 0) + further.experience.get(area, 0) for area in areas},
        networks=own.networks | further.networks,
    )
    nearer = replace(candidate.network, nearness=min(1.0, candidate.network.nearness + 0.1))
    richer = replace(candidate, evidence=more, network=nearer)
    for criterion, rule in RULES.items():
        before, after = rule(seeker, candidate, WORDS), rule(seeker, richer, WORDS)
        assert 0 <= before.strength <= after.strength <= 1, criterion


def test_the_usual_weights_make_a_hundred() -> None:
    assert sum(DEFAULT_WEIGHTS.values()) == FULL_SCORE


def test_a_larger_weight_gives_its_criterion_more_of_the_hundred() -> None:
    seeker, candidate = Seeker(traits=frozenset(TRAITS)), Candidate(1, evidence=Evidence(traits=frozenset(TRAITS)))
    usual = score(seeker, candidate, DEFAULT_WEIGHTS, WORDS)
    heavier = score(seeker, candidate, {**DEFAULT_WEIGHTS, Criterion.ADVANTAGES: 90}, WORDS)
    place = list(Criterion).index(Criterion.ADVANTAGES)
    assert heavier.parts[place].points > usual.parts[place].points
