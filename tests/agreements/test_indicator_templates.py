"""Templates of indicators: every sub-area has its own, in both languages, and some are meant to fall."""

import json
from pathlib import Path

import pytest

from agreements.choices import Direction, TargetGroup
from agreements.indicator_templates import indicator_templates, templates_for
from twinning.focus_areas import services

AREAS = json.loads((Path(services.__file__).parent / "data" / "focus_areas.json").read_text(encoding="utf-8"))
SUB_AREAS = [(sub["code"], root["code"]) for root in AREAS for sub in root["sub_areas"]]


@pytest.mark.parametrize(("area", "root"), SUB_AREAS)
def test_every_sub_area_has_templates_of_its_own_and_of_its_root(area: str, root: str) -> None:
    found = templates_for(area, root)
    assert area in found[0].areas
    assert any(root in template.areas for template in found)


def test_templates_are_bilingual_and_name_what_exists() -> None:
    known = {code for pair in SUB_AREAS for code in pair}
    for template in indicator_templates():
        assert template.name_ar
        assert template.name_en
        assert template.unit_ar
        assert template.unit_en
        assert set(template.areas) <= known
        assert set(template.target_groups) <= set(TargetGroup.values)


def test_codes_are_unique_and_some_targets_lie_below_their_baseline() -> None:
    codes = [template.code for template in indicator_templates()]
    assert len(set(codes)) == len(codes)
    assert any(template.direction == Direction.FALL for template in indicator_templates())
