"""Abstract things without a domain."""
