"""Importers of places: what the gazetteer lacks, and what it spells wrongly."""
