"""Writes about places."""
