"""Demo data and demo accounts of the zero-setup start."""
