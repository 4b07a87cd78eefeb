"""Corrections that people ask for: read, acted on at the desk, answered."""
