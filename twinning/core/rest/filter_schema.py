"""Filters as OpenAPI parameters: repeated codes, dates as far as known, words, orders."""

from typing import Any

from twinning.core.filters import ChoiceVocabulary, CodesFilter, OrderFilter, SearchFilter, SinceFilter, UntilFilter

_DATE = {"type": "string", "pattern": r"^\d{4}(-\d{1,2}){0,2}$", "example": "1988-05"}


def query_parameters(filterset_class: Any) -> list[dict[str, Any]]:
    """One parameter for each filter of a filter set, in its order."""
    return [_parameter(name, one) for name, one in filterset_class.base_filters.items()]


def _parameter(name: str, one: Any) -> dict[str, Any]:
    parameter: dict[str, Any] = {
        "name": name,
        "in": "query",
        "description": str(one.extra.get("help_text") or one.label or ""),
        "schema": _schema(one),
    }
    if isinstance(one, CodesFilter):
        parameter |= {"explode": True, "style": "form"}
    return parameter


def _schema(one: Any) -> dict[str, Any]:
    if isinstance(one, CodesFilter):
        return {"type": "array", "items": _codes(one.extra["vocabulary"])}
    if isinstance(one, OrderFilter):
        return {**_codes(one.extra["vocabulary"]), "default": one.default}
    if isinstance(one, (SinceFilter, UntilFilter)):
        return dict(_DATE)
    return {"type": "string", **({"maxLength": 200} if isinstance(one, SearchFilter) else {})}


def _codes(vocabulary: Any) -> dict[str, Any]:
    return {"type": "string", **({"enum": list(vocabulary.codes)} if isinstance(vocabulary, ChoiceVocabulary) else {})}
