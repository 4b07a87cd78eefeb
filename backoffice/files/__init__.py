"""A social file: found, and opened."""
