"""How operations appear in the OpenAPI document: who may call, which problems they answer with, which headers."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework.permissions import SAFE_METHODS

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457 problem details; texts follow Accept-Language, codes are fixed.",
    "properties": {
        "type": {"type": "string", "example": "urn:city-twinning:problem:invalid"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "example": "invalid"},
        "instance": {"type": "string", "description": "The path that was called."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer (RFC 6901) to the field or parameter."},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
                "required": ["pointer", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code", "instance", "errors"],
}
# The answers of the contract that are problems: status → name in the document and when it comes.
PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("Invalid", "The body or a parameter is not valid; each of them in `errors`."),
    401: ("SignInNeeded", "The token is unknown, expired or revoked; or there is none, and this needs one."),
    403: ("NotAllowed", "The token lacks the scope, or the role may not do this."),
    404: ("NotFound", "It does not exist, or is not for this caller: the same answer."),
    406: ("FormatNotOffered", "This format is not offered."),
    409: ("Refused", "The state of the record or a law of the registry forbids it; each law in `errors`."),
    412: ("Stale", "The record has changed since the version named in If-Match."),
    413: ("TooLarge", "More was sent than is read here."),
    415: ("TypeNotRead", "This content type is not read here."),
    428: ("VersionNeeded", "If-Match is missing."),
    429: ("TooMany", "Too many requests; Retry-After says how many seconds to wait."),
}
OF_READING = (400, 401, 403, 404, 406, 429)
OF_WRITING = (*OF_READING, 409, 413, 415)
OF_CONDITION = (412, 428)


class ContractSchema(AutoSchema):
    """Adds what the contract promises of every operation; a view may carry operation_id, summary and description."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        for status in self._problem_statuses(operation):
            operation["responses"].setdefault(str(status), self._problem(status))
        return operation

    def get_operation_id(self) -> str:
        return getattr(self.view, "operation_id", "") or super().get_operation_id()

    def get_summary(self) -> str | None:
        return getattr(self.view, "summary", "") or super().get_summary()

    def get_description(self) -> str:  # type: ignore[override]  # the generator asks without arguments
        return getattr(self.view, "description", "") or super().get_description()

    def get_auth(self) -> list[dict[str, Any]]:
        """Anybody may read what is public."""
        auths: list[dict[str, Any]] = super().get_auth()
        is_open = self.method in SAFE_METHODS and not getattr(self.view, "needs_sign_in", False)
        return [*auths, {}] if is_open and {} not in auths else auths

    def _problem_statuses(self, operation: dict[str, Any]) -> tuple[int, ...]:
        statuses = OF_READING if self.method in SAFE_METHODS else OF_WRITING
        is_conditional = any(parameter.get("name") == "If-Match" for parameter in operation.get("parameters", []))
        return statuses + OF_CONDITION if is_conditional else statuses

    def _problem(self, status: int) -> dict[str, Any]:
        """A reference to the problem answer with this status, in the document once."""
        name, description = PROBLEMS[status]
        content = {"application/problem+json": {"schema": self._component("Problem", PROBLEM_SCHEMA)}}
        answer = {"description": description, "content": content}
        return self._component(name, answer, kind=ResolvedComponent.RESPONSE)

    def _component(self, name: str, schema: dict[str, Any], kind: str = ResolvedComponent.SCHEMA) -> dict[str, Any]:
        component = ResolvedComponent(name=name, type=kind, schema=schema, object=name)  # type: ignore[no-untyped-call]  # the library has none
        self.registry.register_on_missing(component)
        return component.ref
