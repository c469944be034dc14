"""The words of matching, read from the vocabularies: traits, focus areas, and which traits show an area."""

import json
import math
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from agreements.matching.facts import Evidence, Vocabulary
from cities.models import Facet, Trait
from twinning.focus_areas.models import FocusArea

USUAL_BITS = 3.0
LEAST_WORTH, MOST_WORTH = 0.3, 1.5
DATA = Path(__file__).resolve().parent / "data"


def read_vocabulary(evidence: Mapping[int, Evidence]) -> Vocabulary:
    """The vocabularies as they stand, and how rare each trait is among the places described; two queries."""
    return Vocabulary(
        facet_of={code: Facet(facet) for code, facet in Trait.objects.values_list("code", "facet")},
        root_of={code: parent or code for code, parent in FocusArea.objects.values_list("code", "parent_id")},
        shown_by=_traits_of("focus_areas"),
        marks_of=_traits_of("growth_models"),
        rarity=rarity_of(evidence),
    )


def rarity_of(evidence: Mapping[int, Evidence]) -> dict[str, float]:
    """What sharing a trait is worth: 1 where one place in eight has it, less for a common one, more for a rare one."""
    described = [one.traits for one in evidence.values() if one.traits]
    holders = Counter(trait for traits in described for trait in traits)
    worth = {trait: math.log2(len(described) / number) / USUAL_BITS for trait, number in holders.items()}
    return {trait: min(MOST_WORTH, max(LEAST_WORTH, value)) for trait, value in worth.items()}


@cache
def _traits_of(name: str) -> dict[str, frozenset[str]]:
    rows = json.loads((DATA / f"traits_of_{name}.json").read_text(encoding="utf-8"))
    return {code: frozenset(traits) for code, traits in rows.items()}
