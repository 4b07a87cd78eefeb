"""Deletes bytes from the store that a person or a rule said shall go, and never a record's: docs/decisions/0015."""
