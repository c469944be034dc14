"""What log lines look like: a plain line for a terminal, JSON for a collector, each with the id of its request."""

from typing import Any

import structlog
from structlog.typing import Processor

# What happens to every line, whichever library wrote it.
SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Return Django's LOGGING: everything from WARNING up goes to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *_rendering(as_json=as_json),
                ],
            },
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
    }


def _rendering(*, as_json: bool) -> tuple[Processor, ...]:
    if as_json:
        return structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer(ensure_ascii=False)
    return (structlog.dev.ConsoleRenderer(colors=False),)
