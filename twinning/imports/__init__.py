"""Bulk imports: one engine that reads a file, checks it, shows what would change, applies it and can take it back."""
