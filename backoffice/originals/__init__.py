"""A file as it was received, to take away."""
