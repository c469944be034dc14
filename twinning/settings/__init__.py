"""Settings by installation."""
