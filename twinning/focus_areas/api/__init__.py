"""Focus areas in the REST API."""
