"""Writing the focus-area vocabulary from its data file."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from twinning.focus_areas.models import FocusArea

DATA_FILE = Path(__file__).parent / "data" / "focus_areas.json"
FIELDS = ("name_ar", "name_en", "sdg_goals", "dac_codes")


@transaction.atomic
def load_focus_areas() -> int:
    """Bring the focus areas in line with the data file; returns how many there are. Codes no longer in it stay."""
    position = 0
    for root in json.loads(DATA_FILE.read_text(encoding="utf-8")):
        for entry, parent in [(root, None), *((sub_area, root["code"]) for sub_area in root["sub_areas"])]:
            position += 1
            _save(entry, parent_code=parent, position=position)
    return position


def _save(entry: dict[str, Any], *, parent_code: str | None, position: int) -> None:
    FocusArea.objects.update_or_create(
        code=entry["code"],
        defaults={**{name: entry[name] for name in FIELDS}, "parent_id": parent_code, "position": position},
    )
