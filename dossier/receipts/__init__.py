"""The proof of a deposit."""
