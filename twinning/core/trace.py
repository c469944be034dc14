"""Which request the running code works for, so that records and logs can name it."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trace:
    """The id of the request and the reason its caller gave for a change; both empty outside requests."""

    request_id: str = ""
    reason: str = ""


current_trace: ContextVar[Trace] = ContextVar("current_trace", default=Trace())  # noqa: B039  Trace is frozen
