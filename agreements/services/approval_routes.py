"""Writing the approval routes that are evidenced, from their data file."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from agreements.models import ApprovalRoute, ApprovalStep

DATA_FILE = Path(__file__).resolve().parents[1] / "data" / "approval_routes.json"


@transaction.atomic
def load_approval_routes() -> int:
    """Add the routes of the data file that are missing; returns how many it holds.

    A route that is there stays as it is, steps included: an administrator may have edited it.
    """
    rows = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    for row in rows:
        _add_if_missing(row)
    return len(rows)


def _add_if_missing(row: dict[str, Any]) -> None:
    route, is_new = ApprovalRoute.objects.get_or_create(
        country_id=row["country"],
        agreement_type=row["agreement_type"],
        defaults={name: row[name] for name in ("name_ar", "name_en", "source")},
    )
    if is_new:
        for position, step in enumerate(row["steps"]):
            ApprovalStep.objects.create(route=route, position=position, **step)
