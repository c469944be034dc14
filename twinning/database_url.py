"""The database that DATABASE_URL names, as Django's settings want it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import environ

from twinning.refusal import StartRefused

POSTGRESQL = "django.db.backends.postgresql"
SCHEMES = frozenset({"postgresql", "postgres"})
EXAMPLE = "postgresql://user:password@host:5432/name"


def database_of_url(url: str, *, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return Django's entry for a database. Raises: StartRefused where the address is not one of PostgreSQL."""
    try:
        database = dict(environ.Env.db_url_config(url)) if urlsplit(url).scheme in SCHEMES else {}
    except (ValueError, KeyError):
        database = {}
    if not database.get("NAME"):
        raise StartRefused(f"DATABASE_URL is not the address of a PostgreSQL database, such as {EXAMPLE}.")
    return with_options(database, options)


def with_options(database: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Add to a database what every installation wants of its connections; what the address says stays."""
    return {
        **database,
        "OPTIONS": {**options, **database.get("OPTIONS", {})},
        "CONN_MAX_AGE": 0,
        # A pooled connection is tried before it is used: after a restart of the database no request meets a dead one.
        "CONN_HEALTH_CHECKS": True,
    }
