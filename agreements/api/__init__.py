"""The registry in the REST API."""
