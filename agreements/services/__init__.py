"""Every write of the registry, one noun a file."""
