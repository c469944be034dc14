"""The REST surface, composed."""
