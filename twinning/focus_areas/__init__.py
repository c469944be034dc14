"""The focus-area tree: what agreements are about."""
