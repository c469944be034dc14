"""What the API answers about the registry, one noun a file."""
