"""People and partner systems."""
