"""The right partner: explained suggestions, each score a sum of parts (docs/matching.md)."""
