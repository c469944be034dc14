"""What the OpenAPI generator cannot tell from our classes by itself: tokens, and the shapes of our own fields."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import Direction

from twinning.core.dates import Precision

BILINGUAL = {
    "type": "object",
    "description": "A text in Arabic and English.",
    "properties": {"ar": {"type": "string"}, "en": {"type": "string"}},
    "example": {"ar": "مسقط", "en": "Muscat"},
}
PARTIAL_DATE = {
    "type": "object",
    "description": (
        "A date as far as it is known: `value` is the first day of the known period, null where the precision is "
        "`unknown`. In place of the object, null says that nobody said anything about the date."
    ),
    "properties": {
        "value": {"type": ["string", "null"], "format": "date"},
        "precision": {"type": "string", "enum": Precision.values},
    },
    "required": ["value", "precision"],
    "example": {"value": "1984-01-01", "precision": "year"},
}
_DATE_IN = {key: value for key, value in PARTIAL_DATE.items() if key != "required"} | {"additionalProperties": False}
MONEY = {
    "type": "object",
    "description": "An amount as text, so that no digit is lost, and its currency (ISO 4217).",
    "properties": {"amount": {"type": "string", "format": "decimal"}, "currency": {"type": "string"}},
    "required": ["amount", "currency"],
    "example": {"amount": "1500.00", "currency": "OMR"},
}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself when defined
    """Personal and partner tokens."""

    target_class = "twinning.accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal token with scopes such as `agreements:read`; see /me/ for what yours carries.",
        }


class BilingualShape(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # as above
    """Always both languages on the way out; on the way in, a language not sent stays as it is."""

    target_class = "twinning.core.rest.fields.BilingualField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        if direction == "response":
            return _named(auto_schema, "BilingualText", {**BILINGUAL, "required": ["ar", "en"]})
        return _named(auto_schema, "BilingualTextRequest", {**BILINGUAL, "additionalProperties": False})


class PartialDateShape(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # as above
    """A date with precision; on the way in, a date without precision is one known to the day."""

    target_class = "twinning.core.rest.fields.PartialDateField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        if direction == "response":
            return _named(auto_schema, "PartialDate", PARTIAL_DATE)
        return _named(auto_schema, "PartialDateRequest", _DATE_IN)


class MoneyShape(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # as above
    """Money."""

    target_class = "twinning.core.rest.fields.MoneyField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        return _named(auto_schema, "Money", MONEY)


class SentMoneyShape(MoneyShape):  # type: ignore[no-untyped-call]  # as above
    """Money as it is sent."""

    target_class = "twinning.core.rest.fields.MoneyInputField"


def _named(auto_schema: AutoSchema, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, schema=schema, object=name)  # type: ignore[no-untyped-call]  # the library has none
    auto_schema.registry.register_on_missing(component)
    return component.ref
