"""What a notice keeps of an agreement for its words: names in both languages, as they were when it was made."""

from typing import Any

from agreements.models import Agreement
from twinning.core.models import in_language


def facts_for_notice(agreement: Agreement) -> dict[str, Any]:
    """Title and reference; a draft may have neither."""
    return {
        "title_ar": agreement.title_ar or agreement.title_en,
        "title_en": agreement.title_en or agreement.title_ar,
        "reference": agreement.reference or "",
    }


def title_in(facts: dict[str, Any]) -> str:
    """The title in the language that is active, or the reference."""
    return in_language(facts.get("title_ar", ""), facts.get("title_en", "")) or facts.get("reference", "")
