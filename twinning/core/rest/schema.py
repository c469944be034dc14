"""How operations appear in the OpenAPI document: every one with its problem answers."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457 problem details; texts follow Accept-Language, codes are fixed.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
                "required": ["pointer", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code", "instance", "errors"],
}
READ_PROBLEMS = {"400": "Invalid query", "401": "Invalid token", "403": "Not allowed", "404": "Not found"}
WRITE_PROBLEMS = {
    **READ_PROBLEMS,
    "409": "Refused by state or law",
    "412": "Stale version",
    "415": "Unsupported content type",
    "428": "If-Match missing",
}


class ContractSchema(AutoSchema):
    """Adds the problem answers each operation can give."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        problems = READ_PROBLEMS if self.method == "GET" else WRITE_PROBLEMS
        for status, description in problems.items():
            operation["responses"].setdefault(
                status,
                {"description": description, "content": {"application/problem+json": {"schema": PROBLEM_SCHEMA}}},
            )
        return operation
