"""Templates of indicators by focus area: data that an officer picks from and edits."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agreements.choices import Direction
from twinning.core.models import in_language

DATA_FILE = Path(__file__).parent / "data" / "indicator_templates.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTemplate:
    """An indicator without its figures; `areas` are the focus areas it fits, a root fits all its sub-areas."""

    code: str
    areas: tuple[str, ...]
    name_ar: str
    name_en: str
    unit_ar: str
    unit_en: str
    direction: Direction
    target_groups: tuple[str, ...]

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "IndicatorTemplate":
        lists = {"areas": tuple(row["areas"]), "target_groups": tuple(row["target_groups"])}
        return cls(**{**row, **lists, "direction": Direction(row["direction"])})

    @property
    def name(self) -> str:
        return in_language(self.name_ar, self.name_en)

    def as_answers(self) -> dict[str, Any]:
        """What is filled into the form; figures and the due date are the officer's own."""
        return {
            "name_ar": self.name_ar,
            "name_en": self.name_en,
            "unit_ar": self.unit_ar,
            "unit_en": self.unit_en,
            "direction": self.direction.value,
            "target_groups": list(self.target_groups),
        }


@cache
def indicator_templates() -> tuple[IndicatorTemplate, ...]:
    """All templates, those of roots first."""
    return tuple(IndicatorTemplate.from_json(row) for row in json.loads(DATA_FILE.read_text(encoding="utf-8")))


def templates_for(area: str, root: str) -> list[IndicatorTemplate]:
    """Those that fit an area: its own first, then those of its root."""
    own = [template for template in indicator_templates() if area in template.areas]
    of_root = [template for template in indicator_templates() if root in template.areas and template not in own]
    return [*own, *of_root]
