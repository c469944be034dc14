"""An agreement's record as plain facts, kept with each submission so that the next round shows what changed."""

from typing import Any

from agreements.models import Agreement
from agreements.services.agreements import CHANGEABLE, DATES


def snapshot_of(agreement: Agreement) -> dict[str, Any]:
    """Everything a reviewer judges, as JSON: own fields, parties, purposes with indicators, legal chain, note."""
    own = {name: getattr(agreement, name) for name in sorted(CHANGEABLE - {*DATES, "predecessor"})}
    dates = {name: getattr(agreement, name).as_text() if getattr(agreement, name) else None for name in DATES}
    diligence = getattr(agreement, "due_diligence", None)
    return {
        **own,
        **dates,
        "predecessor": agreement.predecessor.reference if agreement.predecessor else None,
        "parties": [
            {"role": p.role, "side": p.side, "place": p.place_key, "name_ar": p.name_ar, "name_en": p.name_en}
            for p in agreement.parties.all()
        ],
        "purposes": [
            {
                "focus_area": purpose.focus_area_id,
                "statement_ar": purpose.statement_ar,
                "statement_en": purpose.statement_en,
                "indicators": [
                    {
                        "name_ar": indicator.name_ar,
                        "name_en": indicator.name_en,
                        "baseline": str(indicator.baseline) if indicator.baseline is not None else None,
                        "target": str(indicator.target),
                    }
                    for indicator in purpose.indicators.all()
                ],
            }
            for purpose in agreement.purposes.prefetch_related("indicators")
        ],
        "authorisations": [
            {"kind": step.kind, "state": step.state, "number": step.number} for step in agreement.authorisations.all()
        ],
        "documents": [d.sha256 for d in agreement.documents.filter(withdrawn_at__isnull=True)],
        "due_diligence": {
            name: getattr(diligence, name)
            for name in ("political", "cultural", "economic", "community_readiness", "local_adaptation")
        }
        if diligence
        else {},
    }
