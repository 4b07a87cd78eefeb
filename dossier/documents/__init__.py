"""Intellectual items: profile, validation, refusal."""
