"""Browsers that show a sentence when there is news, for a person or a deposit."""
