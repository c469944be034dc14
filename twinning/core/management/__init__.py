"""Command-line work of the foundation."""
