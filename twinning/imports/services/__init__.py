"""Every write of the import engine, one step of a run per file."""
