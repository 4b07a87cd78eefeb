"""Keeps originals and pages: bytes go in once, under a key that holds their SHA-256, and never change."""
