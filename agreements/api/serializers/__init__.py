"""The JSON of the registry, one noun a file."""
