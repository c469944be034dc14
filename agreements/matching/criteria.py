"""The criteria of a match: one pure function each, from two sides to a contribution between 0 and 1 with its reason.

More evidence for a criterion never lowers it. Formulas, ranges, sources and limits: docs/matching.md.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.matching.facts import Candidate, Seeker, Vocabulary
from agreements.matching.world_grid import Array
from cities.distance import distance_km
from cities.models import Facet

EMBODIES, PLANS = 0.4, 0.2
# An offer that meets a need is told outright; a trait or an area under the same root only suggests it.
MEETS, SHOWS, RELATED = 2.0, 1.3, 0.4
SHARED_LANGUAGE, SHARED_HOURS = 0.6, 0.4
WORKING_HOURS = 8.0
# Sizes a hundred times apart are not alike at all.
SIZE_SPAN = 2.0
TWICE = 2.0
HALF_ROUND_THE_WORLD_KM = 20_015.1
NEAR_IN_THE_NETWORK, SAME_NETWORKS = 0.8, 0.2


class Criterion(models.TextChoices):
    """What is compared; the order is that of the page."""

    GROWTH_MODEL = "growth_model", _("Growth model")
    DEVELOPMENT_GOALS = "development_goals", _("Goals")
    OFFERS_NEEDS = "offers_needs", _("Offers and needs")
    CHARACTERISTICS = "characteristics", _("Characteristics")
    ADVANTAGES = "advantages", _("Advantages")
    NATURAL_RESOURCES = "natural_resources", _("Natural resources")
    CULTURAL_MAKEUP = "cultural_makeup", _("Cultural make-up")
    EXPERIENCE = "experience", _("Experience")
    NETWORK = "network", _("Network of ties")
    LANGUAGE_TIME = "language_time", _("Language and time")
    SIZE = "size", _("Size")
    PRACTICALITY = "practicality", _("Practicality")


FACET_CRITERIA: Mapping[Facet, Criterion] = {facet: Criterion(facet.value) for facet in Facet}


@dataclass(frozen=True, slots=True)
class Contribution:
    """How far a criterion is met (0 to 1), and why: a code, what it speaks of, and a number where one tells more."""

    strength: float
    code: str
    subjects: tuple[str, ...] = ()
    number: float | None = None


Rule = Callable[[Seeker, Candidate, Vocabulary], Contribution]


def growth_model(seeker: Seeker, candidate: Candidate, vocabulary: Vocabulary) -> Contribution:
    """A place of the catalogue embodies the model, the more of its traits show it; a plan says it is on the way."""
    evidence = candidate.evidence
    embodied = tuple(sorted(seeker.growth_models & evidence.embodies))
    if embodied:
        marks = max(len(vocabulary.marks_of.get(model, frozenset()) & evidence.traits) for model in embodied)
        strength = EMBODIES + (1 - EMBODIES) * saturating(marks / 2)
        return Contribution(strength, "embodies_model", embodied, float(marks))
    planned = tuple(sorted(seeker.growth_models & candidate.evidence.plans))
    if planned:
        return Contribution(PLANS, "plans_model", planned)
    return Contribution(0.0, "other_model" if seeker.growth_models else "no_model_known")


def offers_needs(seeker: Seeker, candidate: Candidate, vocabulary: Vocabulary) -> Contribution:
    """What one side offers and the other seeks, each way; every further meeting halves what is missing."""
    evidence = candidate.evidence
    met = {area: _meeting(area, evidence.offers, evidence.traits, vocabulary) for area in seeker.needs}
    given = {area: _meeting(area, seeker.offers, seeker.traits, vocabulary) for area in evidence.needs}
    worth = sum(met.values()) + sum(given.values())
    answers = tuple(sorted(area for area, value in met.items() if value > RELATED))
    helps = tuple(sorted(area for area, value in given.items() if value > RELATED))
    if answers:
        return Contribution(saturating(worth), "answers_needs", answers)
    if helps:
        return Contribution(saturating(worth), "needs_what_is_offered", helps)
    return Contribution(saturating(worth), "related_needs" if worth else "no_needs_met")


def experience(seeker: Seeker, candidate: Candidate, _vocabulary: Vocabulary) -> Contribution:
    """Living relationships in what is sought (or, where nothing is, in what is offered)."""
    sought = seeker.needs or seeker.offers
    found = {area: number for area, number in candidate.evidence.experience.items() if area in sought and number}
    number = sum(found.values())
    code = "living_ties" if number else "no_living_ties"
    return Contribution(saturating(number), code, tuple(sorted(found)), float(number))


def likeness(facet: Facet) -> Rule:
    """Traits of one facet that both places have: each takes away from what is missing, a rare one more."""

    def shared_traits(seeker: Seeker, candidate: Candidate, vocabulary: Vocabulary) -> Contribution:
        both = seeker.traits & candidate.evidence.traits
        shared = tuple(sorted(code for code in both if vocabulary.facet_of.get(code) == facet))
        worth = sum(vocabulary.rarity.get(code, 1.0) for code in shared)
        return Contribution(saturating(worth), "shared_traits" if shared else "no_shared_traits", shared)

    return shared_traits


def network(seeker: Seeker, candidate: Candidate, _vocabulary: Vocabulary) -> Contribution:
    """How near the two are in the network of ties, and whether they sit in the same city networks."""
    shared = tuple(sorted(seeker.networks & candidate.evidence.networks))
    facts = candidate.network
    strength = NEAR_IN_THE_NETWORK * facts.nearness + SAME_NETWORKS * saturating(len(shared))
    if facts.common_partners:
        cities = tuple(str(city) for city in facts.common_partners)
        return Contribution(strength, "common_partners", cities, float(len(cities)))
    if shared:
        return Contribution(strength, "same_networks", shared)
    if facts.country_ties:
        return Contribution(strength, "country_ties", (), float(facts.country_ties))
    return Contribution(strength, "far_in_network" if facts.nearness else "nothing_in_network")


def language_time(seeker: Seeker, candidate: Candidate, _vocabulary: Vocabulary) -> Contribution:
    """An official language in common, and hours of the working day in common."""
    here, there = seeker.setting, candidate.setting
    shared = tuple(sorted(here.languages & there.languages))
    if here.utc_offset is None or there.utc_offset is None:
        return Contribution(SHARED_LANGUAGE * bool(shared), "shared_language" if shared else "other_language", shared)
    hours = abs(here.utc_offset - there.utc_offset)
    strength = SHARED_LANGUAGE * bool(shared) + SHARED_HOURS * float(hours_in_common(np.array(hours)))
    return Contribution(strength, "shared_language" if shared else "other_language", shared, hours)


def size(seeker: Seeker, candidate: Candidate, _vocabulary: Vocabulary) -> Contribution:
    """How alike the numbers of inhabitants are, as a ratio."""
    here, there = seeker.setting.population, candidate.setting.population
    if here <= 0 or there <= 0:
        return Contribution(0.0, "size_unknown")
    ratio = max(here, there) / min(here, there)
    strength = float(size_likeness(np.array(float(here)), np.array(float(there))))
    code = "similar_size" if ratio <= TWICE else "larger" if there > here else "smaller"
    return Contribution(strength, code, (), ratio)


def practicality(seeker: Seeker, candidate: Candidate, _vocabulary: Vocabulary) -> Contribution:
    """How short the way is."""
    here, there = seeker.setting, candidate.setting
    if here.latitude is None or here.longitude is None or there.latitude is None or there.longitude is None:
        return Contribution(0.0, "distance_unknown")
    kilometres = distance_km(here.latitude, here.longitude, there.latitude, there.longitude)
    return Contribution(float(nearness(np.array(kilometres))), "distance", (), kilometres)


RULES: Mapping[Criterion, Rule] = {
    Criterion.GROWTH_MODEL: growth_model,
    Criterion.DEVELOPMENT_GOALS: likeness(Facet.DEVELOPMENT_GOALS),
    Criterion.OFFERS_NEEDS: offers_needs,
    Criterion.CHARACTERISTICS: likeness(Facet.CHARACTERISTICS),
    Criterion.ADVANTAGES: likeness(Facet.ADVANTAGES),
    Criterion.NATURAL_RESOURCES: likeness(Facet.NATURAL_RESOURCES),
    Criterion.CULTURAL_MAKEUP: likeness(Facet.CULTURAL_MAKEUP),
    Criterion.EXPERIENCE: experience,
    Criterion.NETWORK: network,
    Criterion.LANGUAGE_TIME: language_time,
    Criterion.SIZE: size,
    Criterion.PRACTICALITY: practicality,
}


def saturating(worth: float) -> float:
    """0 for nothing, a half for one, three quarters for two: more always helps, and less and less."""
    return 1.0 - math.pow(0.5, worth)


def hours_in_common(hours_apart: Array) -> Array:
    """The share of a working day of eight hours that two places have in common; noon is where both count from."""
    around = np.minimum(hours_apart, 24.0 - hours_apart)
    return np.maximum(0.0, 1.0 - around / WORKING_HOURS)


def size_likeness(population: Array, other: Array) -> Array:
    """1 for the same number of inhabitants, 0 for a hundred times as many; 0 where one is not known."""
    known = (population > 0) & (other > 0)
    apart = np.abs(np.log10(np.maximum(population, 1.0)) - np.log10(np.maximum(other, 1.0)))
    return np.where(known, np.maximum(0.0, 1.0 - apart / SIZE_SPAN), 0.0)


def nearness(kilometres: Array) -> Array:
    """1 for next door, 0 for the other side of the Earth."""
    return np.maximum(0.0, 1.0 - kilometres / HALF_ROUND_THE_WORLD_KM)


def _meeting(area: str, offers: frozenset[str], traits: frozenset[str], vocabulary: Vocabulary) -> float:
    """How far a need in an area is met: by an offer, by traits that show it (rare ones more), by a related offer."""
    if area in offers:
        return MEETS
    showing = vocabulary.shown_by.get(area, frozenset()) & traits
    shown = SHOWS * max((vocabulary.rarity.get(trait, 1.0) for trait in showing), default=0.0)
    root = vocabulary.root_of.get(area, area)
    is_related = any(vocabulary.root_of.get(offer, offer) == root for offer in offers)
    return max(shown, RELATED if is_related else 0.0)
