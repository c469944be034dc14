"""Places in the REST API."""
