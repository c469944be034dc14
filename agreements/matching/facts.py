"""What matching knows of whoever seeks a partner, and of a place that might be one: plain facts, read beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cities.models import Facet


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a place is and how large; None or empty where the gazetteer does not know."""

    country: str = ""
    languages: frozenset[str] = frozenset()
    utc_offset: float | None = None
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Seeker:
    """A city that seeks a partner; or, without a city, a focus area or a growth model for which one is sought."""

    city_id: int | None = None
    growth_models: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    setting: Setting = Setting()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is on file about a place beyond the gazetteer; for almost all places nothing is."""

    embodies: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    # Focus area → number of living relationships with a purpose in it.
    experience: Mapping[str, int] = field(default_factory=dict)
    networks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """What the ties of the world say about a pair: how near it is in the network (0 to 1), and why."""

    nearness: float = 0.0
    common_partners: tuple[int, ...] = ()
    country_ties: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that might be a partner."""

    city_id: int
    setting: Setting = Setting()
    evidence: Evidence = Evidence()
    network: NetworkFacts = NetworkFacts()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of matching mean: the facet of each trait, the root of each focus area, which traits show it.

    `marks_of` are the traits that belong to a growth model; `rarity` is what sharing a trait tells: a common one less.
    """

    facet_of: Mapping[str, Facet] = field(default_factory=dict)
    root_of: Mapping[str, str] = field(default_factory=dict)
    shown_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    marks_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rarity: Mapping[str, float] = field(default_factory=dict)
